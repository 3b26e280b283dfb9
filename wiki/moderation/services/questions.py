"""Questions that one moderator asks often: theirs alone, to put into a return with one press."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki import audit
from wiki.accounts.policy import Actor, Role
from wiki.articles.safety import tells_of_somebody
from wiki.articles.services.lifecycle import LONGEST_QUESTION
from wiki.errors import Invalid, NotFound
from wiki.moderation.models import CannedQuestion
from wiki.moderation.policy.curation import require_moderator

MOST = 30


def add(session: Session, *, actor: Actor, at: datetime, text: str) -> CannedQuestion:
    """Raises Invalid, and NotFound for who asks no questions."""
    require_moderator(actor)
    checked = _checked(text, at)
    own = select(func.count()).select_from(CannedQuestion).where(CannedQuestion.account_id == actor.id)
    if (session.scalar(own) or 0) >= MOST:
        raise Invalid({"text": "too-many"})
    made = CannedQuestion(account_id=actor.id, text=checked)
    session.add(made)
    session.flush()
    _note(session, "question.added", made, actor, at)
    return made


def change(session: Session, question_id: int, *, actor: Actor, at: datetime, text: str) -> None:
    """Raises Invalid, and NotFound for somebody else's."""
    found = _own(session, question_id, actor)
    found.text = _checked(text, at)
    _note(session, "question.changed", found, actor, at)
    session.flush()


def remove(session: Session, question_id: int, *, actor: Actor, at: datetime) -> None:
    found = _own(session, question_id, actor)
    _note(session, "question.removed", found, actor, at)
    session.delete(found)
    session.flush()


def _own(session: Session, question_id: int, actor: Actor) -> CannedQuestion:
    require_moderator(actor)
    found = session.get(CannedQuestion, question_id)
    if found is None or found.account_id != actor.id:
        raise NotFound(f"question {question_id}")
    return found


def _checked(text: str, at: datetime) -> str:
    asked = text.strip()
    if not asked or len(asked) > LONGEST_QUESTION:
        raise Invalid({"text": "too-long" if asked else "missing"})
    if tells_of_somebody(asked, today=at.date()):
        raise Invalid({"text": "personal"})
    return asked


def _note(session: Session, action: str, question: CannedQuestion, actor: Actor, at: datetime) -> None:
    audit.record(session, action, f"question:{question.id}", at=at, role=Role.MODERATOR.value, account=actor.id)
