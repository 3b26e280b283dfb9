"""Adding files and letting them go. Contents are kept before the row is written, and forgotten after it is gone."""

import base64
import secrets
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from wiki import audit, outbox
from wiki.accounts.policy import Actor
from wiki.articles.models import Article, RevisionFile
from wiki.articles.services.changes import INDEX
from wiki.attachments import policy
from wiki.attachments.cleaning import Cleaned
from wiki.attachments.models import Attachment
from wiki.attachments.storage import Store
from wiki.errors import NotAllowed, NotFound
from wiki.markup.files import WIDTHS

READ = "file.added"
# As long as a text that was never saved is kept; such a text may show a file that no revision shows yet.
UNUSED_FOR = timedelta(days=91)


def kept(store: Store, made: Cleaned) -> str:
    """Keep the contents and say under which name. Before the transaction: a store may be slow, and a content that no
    row tells of does no harm."""
    blob = sha256(made.main).hexdigest()
    for behind, content in made.contents.items():
        store.put(blob + behind, content)
    return blob


def add(session: Session, *, actor: Actor, at: datetime, made: Cleaned, blob: str, name: str) -> Attachment:
    """A file of the actor, whose contents are `kept` already."""
    policy.require_adding(actor)
    added = Attachment(
        key=_new_key(),
        account_id=actor.id,
        blob=blob,
        kind=made.format.kind,
        mime=made.format.mime,
        name=name,
        size=len(made.main),
        width=made.width,
        height=made.height,
        added_on=at.date(),
    )
    session.add(added)
    session.flush()
    _note(session, "file.added", added, at=at)
    if added.kind == "document":
        outbox.record(session, READ, added.id)
    return added


def remove(session: Session, *, actor: Actor, at: datetime, key: str) -> list[str]:
    """Take away a file of the actor that no text shows. Gives back the contents that nothing needs any more, for
    `forgotten`. Raises NotFound, and NotAllowed for one that a text shows, be it an old one."""
    found = session.scalar(select(Attachment).where(Attachment.key == key, policy.added_by(actor)).with_for_update())
    if found is None:
        raise NotFound(key)
    if session.scalar(select(RevisionFile.key).where(RevisionFile.key == key).limit(1)):
        raise NotAllowed(key)
    _note(session, "file.removed", found, at=at)
    return _gone(session, [found])


def remove_unused(session: Session, *, at: datetime) -> list[str]:
    """Take away what was added long ago and never used; the same answer."""
    old = select(Attachment).where(Attachment.added_on < (at - UNUSED_FOR).date(), ~policy.is_in_use())
    found = session.scalars(old).all()
    for each in found:
        _note(session, "file.removed", each, at=at, role="system")
    return _gone(session, found)


def forgotten(session: Session, store: Store, blobs: Iterable[str]) -> None:
    """Forget contents after the transaction that took their rows away, those apart that somebody added meanwhile."""
    for blob in blobs:
        if session.scalar(select(Attachment.id).where(Attachment.blob == blob).limit(1)) is None:
            for name in (blob, *(f"{blob}.{width}" for width in WIDTHS)):
                store.delete(name)


def read(session: Session, store: Store, attachment_id: int, *, read_text: Callable[[bytes, str], str]) -> None:
    """Keep the words of a document for search, and have the articles that show it looked at again."""
    found = session.get(Attachment, attachment_id)
    if found is None:
        return
    with store.open(found.blob) as file:
        text = read_text(file.read(), found.mime)
    if text and text != found.text:
        found.text = text
        shown = select(Article.id).join(RevisionFile, RevisionFile.revision_id == Article.published_id)
        for article in session.scalars(shown.where(RevisionFile.key == found.key)):
            outbox.record(session, INDEX, article)


def _new_key() -> str:
    """128 bits that nobody guesses, in letters and digits that can be told apart."""
    return base64.b32encode(secrets.token_bytes(16)).decode("ascii").rstrip("=").lower()


def _gone(session: Session, found: Iterable[Attachment]) -> list[str]:
    found = list(found)
    session.execute(delete(Attachment).where(Attachment.id.in_([each.id for each in found])))
    session.flush()
    return [each.blob for each in found]


def _note(session: Session, action: str, file: Attachment, *, at: datetime, role: str = "author") -> None:
    """By the day alone and without an account, as for all that authors do."""
    day = at.replace(hour=0, minute=0, second=0, microsecond=0)
    audit.record(session, action, f"file:{file.id}", at=day, role=role, kind=file.kind, size=file.size)
