"""What every write to a conversation does: find and lock it, leave a line that names nobody."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki import audit
from wiki.conversations.models import Conversation
from wiki.errors import NotFound


def locked(session: Session, key: str) -> Conversation:
    """The conversation as it is now, held against other writers until the transaction ends."""
    query = select(Conversation).where(Conversation.key == key).with_for_update()
    found = session.scalar(query.execution_options(populate_existing=True))
    if found is None:
        raise NotFound(key)
    return found


def note(session: Session, action: str, conversation: Conversation, *, at: datetime, role: str) -> None:
    """By the day alone, without an account and without a word of what was said."""
    audit.record(session, action, f"conversation:{conversation.id}", at=audit.day_of(at), role=role)
