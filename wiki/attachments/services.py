"""Adding files and letting them go. Contents are kept before the row is written, and forgotten after it is gone."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki import audit, outbox
from wiki.accounts.policy import Actor
from wiki.articles.models import Article, ArticleTemplate, RevisionFile, UnsavedText
from wiki.articles.services.changes import INDEX
from wiki.attachments import policy
from wiki.attachments.cleaning import Cleaned
from wiki.attachments.models import Attachment
from wiki.attachments.storage import Store
from wiki.database import new_key
from wiki.errors import NotAllowed, NotFound
from wiki.markup import file_keys
from wiki.markup.files import WIDTHS

READ = "file.added"
# A content that nothing may be left of can go; the key is its name.
FORGET = "file.purged"
# As long as a text that was never saved is kept; such a text may show a file that no revision shows yet.
UNUSED_FOR = timedelta(days=91)
LEFT_OVER_AFTER = timedelta(days=1)


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
        key=new_key(),
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


def remove(session: Session, *, actor: Actor, at: datetime, key: str) -> None:
    """Take away a file of the actor that no text shows; its content goes with the next `forget_left_over`. Raises
    NotFound, and NotAllowed for one that a text shows, be it an old one."""
    found = session.scalar(select(Attachment).where(Attachment.key == key, policy.added_by(actor)).with_for_update())
    if found is None:
        raise NotFound(key)
    if session.scalar(select(RevisionFile.key).where(RevisionFile.key == key).limit(1)):
        raise NotAllowed(key)
    _note(session, "file.removed", found, at=at)
    session.delete(found)
    session.flush()


def remove_unused(session: Session, *, at: datetime) -> None:
    """Take away what was added long ago and is named nowhere: in no revision, no text that was not saved yet, and no
    template."""
    old = select(Attachment).where(Attachment.added_on < (at - UNUSED_FOR).date(), ~policy.is_in_use())
    found = session.scalars(old).all()
    named = _named_elsewhere(session) if found else frozenset()
    for each in found:
        if each.key not in named:
            _note(session, "file.removed", each, at=at, role="system")
            session.delete(each)
    session.flush()


def remove_purged(session: Session, *, at: datetime, keys: Collection[str]) -> None:
    """Take away those of these files that no text shows any more, and ask for their contents to be forgotten at once.
    What stands in a text of another article, in one that was not saved yet or in a template stays."""
    named = _named_elsewhere(session)
    for each in session.scalars(select(Attachment).where(Attachment.key.in_(keys), ~policy.is_in_use())).all():
        if each.key not in named:
            _note(session, "file.removed", each, at=at, role="system")
            session.delete(each)
            outbox.record(session, FORGET, each.blob)
    session.flush()


def forget(session: Session, store: Store, blob: str) -> None:
    """Forget a content in all its widths, unless a file has it: the same may have been added by somebody else."""
    if session.scalar(select(Attachment.id).where(Attachment.blob == blob).limit(1)) is None:
        for name in (blob, *(f"{blob}.{width}" for width in WIDTHS)):
            store.delete(name)


def forget_left_over(session: Session, store: Store, *, at: datetime) -> int:
    """Forget contents that no file has any more, and say how many those were. A content is kept shortly before its row,
    so what was put there within a day stays."""
    known = set(session.scalars(select(Attachment.blob)))
    count = 0
    for name, put_at in store.names():
        if name.partition(".")[0] not in known and at - put_at > LEFT_OVER_AFTER:
            store.delete(name)
            count += 1
    return count


def text_of(session: Session, store: Store, attachment_id: int, *, read_text: Callable[[bytes, str], str]) -> str:
    """The words of a document, for `keep_text`; outside of a transaction, for reading takes long."""
    found = session.get(Attachment, attachment_id)
    if found is None:
        return ""
    with store.open(found.blob) as file:
        return read_text(file.read(), found.mime)


def keep_text(session: Session, attachment_id: int, text: str) -> None:
    """Keep the words of a document for search, and have the articles that show it looked at again."""
    found = session.get(Attachment, attachment_id)
    if found is None or not text or text == found.text:
        return
    found.text = text
    shown = select(Article.id).join(RevisionFile, RevisionFile.revision_id == Article.published_id)
    for article in session.scalars(shown.where(RevisionFile.key == found.key)):
        outbox.record(session, INDEX, article)


def _named_elsewhere(session: Session) -> frozenset[str]:
    """The keys in texts that are not revisions."""
    unsaved = (
        text for fields in session.scalars(select(UnsavedText.fields)) for each in fields.values() for text in each
    )
    return frozenset().union(*map(file_keys, (*unsaved, *session.scalars(select(ArticleTemplate.text)))))


def _note(session: Session, action: str, file: Attachment, *, at: datetime, role: str = "author") -> None:
    """By the day alone and without an account, as for all that authors do."""
    audit.record(session, action, f"file:{file.id}", at=audit.day_of(at), role=role, kind=file.kind, size=file.size)
