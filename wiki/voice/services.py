"""Recordings made, written out and let go. As with files, a content is kept before its row is there and forgotten after
the row is gone; what a power cut leaves of either is found by `left_over`."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, select
from sqlalchemy.orm import Session

from wiki import audit, outbox
from wiki.accounts.policy import Actor
from wiki.articles.models import Article, Revision, UnsavedText
from wiki.attachments.storage import Store
from wiki.database import new_key
from wiki.errors import Invalid, NotFound
from wiki.voice import policy
from wiki.voice.models import Recording
from wiki.voice.sounds import Sound
from wiki.web import desks

LONGEST = timedelta(minutes=5)
# As long as a text that was never saved, and files that no text shows.
UNTOUCHED_FOR = timedelta(days=91)
MOST = 200
# A content that nothing may be left of can go; the key is its name.
FORGET = "voice.purged"
# Where contents are kept, beside the files that articles show.
PLACE = "voice"
_SECTION = re.compile(r"[a-z][a-z0-9-]{0,39}")


def name_of(actor: Actor, sound: Sound) -> str:
    """The name that a content is kept under: the same for the same sound of the same person."""
    return sha256(f"{actor.id}:".encode() + sound.content).hexdigest()


def add(
    session: Session,
    *,
    actor: Actor,
    at: datetime,
    article: Article | None,
    desk: str,
    section: str,
    sound: Sound,
    blob: str,
    seconds: int,
) -> Recording:
    """A recording whose content is kept already. Sent once more, it is the one that is there. Raises NotFound, and
    Invalid 'too-many'."""
    policy.require_recording(session, actor, article)
    if not (_SECTION.fullmatch(section) and (article is not None or desks.NAME.fullmatch(desk))):
        raise NotFound(section)
    there = session.scalar(select(Recording).where(Recording.blob == blob, policy.made_by(actor)))
    if there is not None:
        return there
    if (session.scalar(select(func.count(Recording.id)).where(policy.made_by(actor))) or 0) >= MOST:
        raise Invalid({"file": "too-many"})
    made = Recording(
        key=new_key(),
        account_id=actor.id,
        article_id=article.id if article else None,
        desk=None if article else desk,
        number=_number(session, article) if article else 0,
        section=section,
        blob=blob,
        mime=sound.mime,
        size=len(sound.content),
        seconds=min(max(seconds, 0), int(LONGEST.total_seconds())),
        made_on=at.date(),
        touched_on=at.date(),
    )
    session.add(made)
    session.flush()
    _note(session, "voice.recorded", made, at=at, role="author")
    return made


def write_out(
    session: Session, *, actor: Actor, at: datetime, key: str, transcript: str, keep: bool, longest: int
) -> Recording:
    """Keep what was said in letters, and whether the recording stays after publication. Raises NotFound, and Invalid
    for more than `longest` characters."""
    found = _own(session, actor, key)
    if len(transcript) > longest:
        raise Invalid({"transcript": "too-long"})
    found.transcript, found.keep, found.touched_on = transcript, keep, at.date()
    session.flush()
    return found


def remove(session: Session, *, actor: Actor, at: datetime, key: str) -> list[str]:
    """Take one away. This and what follows give back the contents that nothing needs any more, for `forgotten`."""
    return _gone(session, Recording.id == _own(session, actor, key).id, at=at, role="author")


def remove_said_for(session: Session, *, at: datetime, key: str) -> list[str]:
    """Take away what was said for a text that readers have now, or that was thrown away, but for what its maker keeps.
    By `text_key`."""
    article, number = map(int, key.split(":"))
    of_it = exists().where(Article.id == article, policy.belongs_to_article())
    return _gone(session, and_(of_it, Recording.number <= number, ~Recording.keep), at=at)


def remove_dropped(session: Session, *, at: datetime, desk: str) -> list[str]:
    """Take away what was said for a text that was thrown away before it was ever saved."""
    is_saved = exists().where(Article.desk == Recording.desk)
    return _gone(session, and_(Recording.desk == desk, ~is_saved), at=at)


def remove_purged(session: Session, *, at: datetime, article: Article, number: int) -> None:
    """Take away what was said for a text that was purged, also what its maker kept, and ask for the contents to be
    forgotten at once."""
    of_it = exists().where(Article.id == article.id, policy.belongs_to_article())
    for blob in _gone(session, and_(of_it, Recording.number <= number), at=at):
        outbox.record(session, FORGET, blob)


def remove_untouched(session: Session, *, at: datetime) -> list[str]:
    """Take away what nobody came back to, with an article that nobody came back to. What its maker keeps after
    publication stays once that has come."""
    day = (at - UNTOUCHED_FOR).date()
    is_of = policy.belongs_to_article()
    written = exists().where(Revision.article_id == Article.id, Revision.made_on >= day)
    is_touched = exists().where(is_of, or_(Article.changed_on >= day, written))
    is_kept = and_(Recording.keep, exists().where(is_of, Article.published_id.is_not(None)))
    is_typed_for = exists().where(UnsavedText.desk == Recording.desk)
    return _gone(session, and_(Recording.touched_on < day, ~is_touched, ~is_kept, ~is_typed_for), at=at)


def forgotten(session: Session, store: Store, blobs: Iterable[str]) -> None:
    """Forget contents after the transaction that took their rows away, those apart that were sent again meanwhile."""
    for blob in blobs:
        if session.scalar(select(Recording.id).where(Recording.blob == blob)) is None:
            store.delete(blob)


def left_over(session: Session, store: Store) -> frozenset[str]:
    """Contents without a row: of a process that died, or of one that is about to write it."""
    names = frozenset(name for name, _ in store.names())
    return names - frozenset(session.scalars(select(Recording.blob)))


def _own(session: Session, actor: Actor, key: str) -> Recording:
    found = session.scalar(select(Recording).where(Recording.key == key, policy.made_by(actor)).with_for_update())
    if found is None:
        raise NotFound(key)
    return found


def _number(session: Session, article: Article) -> int:
    """Of the newest text, or of the one to come where readers have that."""
    newest = session.scalar(select(func.max(Revision.number)).where(Revision.article_id == article.id)) or 0
    return newest + (article.head_id == article.published_id)


def _gone(session: Session, which: ColumnElement[bool], *, at: datetime, role: str = "system") -> list[str]:
    found = session.scalars(select(Recording).where(which)).all()
    for each in found:
        _note(session, "voice.removed", each, at=at, role=role)
    session.execute(delete(Recording).where(Recording.id.in_([each.id for each in found])))
    session.flush()
    return [each.blob for each in found]


def _note(session: Session, action: str, made: Recording, *, at: datetime, role: str) -> None:
    """By the day alone and without an account, article or length: who spoke when is not to be told from it."""
    audit.record(session, action, f"recording:{made.id}", at=audit.day_of(at), role=role)
