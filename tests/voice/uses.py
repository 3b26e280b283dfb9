"""Somebody's recordings."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.attachments.uses import BLOB
from wiki.accounts.policy import Actor
from wiki.articles.models import Article
from wiki.database import now, transaction
from wiki.voice.models import Recording

KEY = "d" * 26
DESK = "a-page-of-the-writer_1"


def add_recording(
    session: Session, actor: Actor, *, article: Article | None = None, key: str = KEY, blob: str = BLOB, **more: Any
) -> Recording:
    """A row as if this actor had made it, now and for the newest text; its content is nowhere."""
    today = now().date()
    values = {
        "account_id": actor.id,
        "article_id": article.id if article else None,
        "desk": None if article else DESK,
        "number": article.head.number if article else 0,
        "section": "cue",
        "mime": "audio/webm",
        "size": 12_345,
        "seconds": 72,
        "made_on": today,
        "touched_on": today,
    }
    made = Recording(key=key, blob=blob, **(values | more))
    with transaction(session):
        session.add(made)
    return made


def recordings(session: Session) -> list[Recording]:
    session.rollback()
    return list(session.scalars(select(Recording).order_by(Recording.id)))
