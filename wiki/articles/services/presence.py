"""Who else has an article open for writing: a number for a notice, never a lock and never a name."""

from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from wiki.articles.models import Presence

# Longer than the pause between two signs of a page, so that one lost on the way does not matter.
GONE_AFTER = timedelta(seconds=75)


def arrive(session: Session, article_id: int, *, seal: str, at: datetime) -> None:
    """Say that whoever this seal stands for is still there, and forget who left."""
    session.execute(delete(Presence).where(Presence.seen_at < at - GONE_AFTER))
    own = Presence.article_id == article_id, Presence.seal == seal
    if not session.scalar(update(Presence).where(*own).values(seen_at=at).returning(Presence.seal)):
        with suppress(IntegrityError), session.begin_nested():  # another page of theirs was first
            session.add(Presence(article_id=article_id, seal=seal, seen_at=at))


def others(session: Session, article_id: int, *, seal: str, at: datetime) -> int:
    """How many others are there."""
    there = Presence.article_id == article_id, Presence.seal != seal, Presence.seen_at >= at - GONE_AFTER
    return session.scalar(select(func.count()).select_from(Presence).where(*there)) or 0
