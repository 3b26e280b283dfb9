"""What is typed and not saved yet, kept for whoever typed it until they save it or throw it away.

Neither the history nor an audit line tells of it: nobody else learns that somebody typed something and thought better
of it. Two pages are two texts; a page only ever writes its own.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from wiki import outbox
from wiki.accounts.policy import Actor
from wiki.articles.models import Article, UnsavedText
from wiki.articles.services.changes import DROPPED
from wiki.errors import Invalid, NotAllowed
from wiki.web import desks

# What nobody came back to for so long goes.
KEPT_FOR = timedelta(days=90)
# Somebody's texts beyond so many make room, the oldest first: a program that sends texts must not fill the disk.
MOST_TEXTS = 50
MOST_FIELDS = 60


def keep(
    session: Session,
    *,
    actor: Actor,
    at: datetime,
    desk: str,
    kind: str,
    article: Article | None,
    fields: Mapping[str, Sequence[str]],
    longest: int,
) -> UnsavedText:
    """Keep what stands in a page now. Raises Invalid 'too-long' for more than `longest` characters; the caller has
    asked whether the actor may write this article."""
    if not actor.can_write or actor.id is None:
        raise NotAllowed("write")
    values = [*fields, *(value for each in fields.values() for value in each)]
    if len(fields) > MOST_FIELDS or sum(map(len, values)) > longest:
        raise Invalid({"text": "too-long"})
    cleaned = {name: [value.replace("\0", "") for value in each] for name, each in fields.items()}
    found = session.scalar(select(UnsavedText).where(*_of(actor, desk)).with_for_update())
    if found is None:
        _make_room(session, actor)
        found = UnsavedText(account_id=actor.id, desk=desk, version=0)
    found.kind, found.article_id = kind, article.id if article else None
    found.fields, found.kept_at, found.version = cleaned, at, found.version + 1
    session.add(found)
    session.flush()
    return found


def forget(session: Session, *, actor: Actor, desk: str, version: int | None = None) -> None:
    """Throw away what was typed in this page; with a version, only when nothing was typed since."""
    same = [UnsavedText.version == version] if version is not None else []
    session.execute(delete(UnsavedText).where(*_of(actor, desk), *same))


def discard(session: Session, *, actor: Actor, desk: str) -> None:
    """Throw away a text for good, and what was made for it: unless another text of the actor's was begun in the same
    page, for they went on with it there."""
    own = session.scalars(select(UnsavedText).where(UnsavedText.account_id == (actor.id or 0))).all()
    begun = {text.desk: next(iter(text.fields.get("begun", ())), text.desk) for text in own}
    if desk not in begun:
        return
    forget(session, actor=actor, desk=desk)
    first = begun[desk]
    if len(first) == desks.LENGTH and first not in {begun[other] for other in begun if other != desk}:
        outbox.record(session, DROPPED, first)


def forget_old(session: Session, *, at: datetime) -> None:
    session.execute(delete(UnsavedText).where(UnsavedText.kept_at < at - KEPT_FOR))


def _of(actor: Actor, desk: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return UnsavedText.account_id == (actor.id or 0), UnsavedText.desk == desk


def _make_room(session: Session, actor: Actor) -> None:
    own = select(UnsavedText.id).where(UnsavedText.account_id == actor.id)
    oldest = session.scalars(own.order_by(UnsavedText.kept_at.desc()).offset(MOST_TEXTS - 1)).all()
    if oldest:
        session.execute(delete(UnsavedText).where(UnsavedText.id.in_(oldest)))
