"""Beginning a conversation, asking the veteran, and parting again.

Whether an address belongs to somebody is told to nobody who asks, as for co-authors. Nobody is the one who tells
without saying so. The interviewer may leave; what the veteran said is the veteran's, who can throw it away at any time.
"""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.accounts.queries import writer_by_email
from wiki.articles.services.byline import Byline, checked_byline
from wiki.conversations import policy
from wiki.conversations.models import Conversation
from wiki.conversations.policy import Part
from wiki.conversations.services.changes import locked, note
from wiki.database import new_key
from wiki.errors import Invalid

LONGEST_TOPIC = 120
MOST_OPEN = 30


def begin(
    session: Session, *, actor: Actor, at: datetime, topic: str, is_veteran: bool, shown: str = "", email: str = ""
) -> Conversation:
    """Begin to tell, or to write down what a colleague tells: whoever has the address `email` is asked whether they
    are that colleague. Raises NotFound, Invalid."""
    policy.require_writing(actor)
    _check(session, actor, topic)
    made = Conversation(key=new_key(), topic=topic, picks=[], created_on=at.date(), changed_at=at)
    if is_veteran:
        made.veteran_id = actor.id
    else:
        made.interviewer_id, made.interviewer_shown = actor.id, _checked_shown(session, actor, shown, at)
        _ask(session, made, email)
    session.add(made)
    session.flush()
    note(session, "conversation.begun", made, at=at, role=Part.VETERAN if is_veteran else Part.INTERVIEWER)
    return made


def invite(session: Session, *, actor: Actor, at: datetime, key: str, email: str) -> None:
    """Ask whoever has this address in place of who was asked before. Raises NotFound, NotAllowed."""
    conversation = locked(session, key)
    role = policy.require(actor, "invite", conversation)
    conversation.invited_id = None
    _ask(session, conversation, email)
    note(session, "conversation.veteran_asked", conversation, at=at, role=role)
    session.flush()


def accept(session: Session, *, actor: Actor, at: datetime, key: str, shown: str = "") -> Conversation:
    """Be the one who tells. Raises NotFound for a question to somebody else, Invalid."""
    conversation = locked(session, key)
    policy.require(actor, "accept", conversation)
    conversation.veteran_shown = _checked_shown(session, actor, shown, at)
    conversation.veteran_id, conversation.invited_id = actor.id, None
    note(session, "conversation.veteran_joined", conversation, at=at, role=Part.VETERAN)
    session.flush()
    return conversation


def refuse(session: Session, *, actor: Actor, key: str) -> None:
    """Say no; nobody is told. Raises NotFound for a question to somebody else."""
    conversation = locked(session, key)
    policy.require(actor, "refuse", conversation)
    conversation.invited_id = None
    session.flush()


def credit(session: Session, *, actor: Actor, at: datetime, key: str, wants: bool) -> None:
    """Say whether the interviewer becomes a co-author of drafts; both have to want it. Raises NotFound, NotAllowed."""
    conversation = locked(session, key)
    role = policy.require(actor, "credit", conversation)
    if role is Part.VETERAN:
        conversation.veteran_credits = wants
    else:
        conversation.interviewer_credits = wants
    note(session, "conversation.credit_chosen", conversation, at=at, role=role)
    session.flush()


def end(session: Session, *, actor: Actor, at: datetime, key: str) -> None:
    """Say that all is said; a next answer takes it up again. Raises NotFound."""
    conversation = locked(session, key)
    role = policy.require(actor, "end", conversation)
    conversation.ended_on = at.date()
    note(session, "conversation.ended", conversation, at=at, role=role)
    session.flush()


def leave(session: Session, *, actor: Actor, at: datetime, key: str) -> None:
    """Be the interviewer no more. Where nobody said yes to telling, nothing stays. Raises NotFound, NotAllowed."""
    conversation = locked(session, key)
    role = policy.require(actor, "leave", conversation)
    note(session, "conversation.interviewer_left", conversation, at=at, role=role)
    if conversation.veteran_id is None:
        session.delete(conversation)
    else:
        conversation.interviewer_id, conversation.interviewer_shown = None, ""
        conversation.interviewer_credits = conversation.veteran_credits = False
    session.flush()


def remove(session: Session, *, actor: Actor, at: datetime, key: str) -> None:
    """Throw away all that was said; drafts that were made of it stay. Raises NotFound, NotAllowed."""
    conversation = locked(session, key)
    role = policy.require(actor, "remove", conversation)
    note(session, "conversation.removed", conversation, at=at, role=role)
    session.delete(conversation)
    session.flush()


def _check(session: Session, actor: Actor, topic: str) -> None:
    if not topic.strip():
        raise Invalid({"topic": "missing"})
    if len(topic) > LONGEST_TOPIC:
        raise Invalid({"topic": "too-long"})
    going_on = select(func.count()).where(policy.taking_part(actor), Conversation.ended_on.is_(None))
    if (session.scalar(going_on) or 0) >= MOST_OPEN:
        raise Invalid({"topic": "too-many"})


def _checked_shown(session: Session, actor: Actor, shown: str, at: datetime) -> str:
    """What the other will read: one's own name, or one that is nobody's. Raises Invalid."""
    if shown == actor.display_name:
        return shown
    return checked_byline(session, actor, Byline(kind="role_name", shown=shown), today=at.date()).shown


def _ask(session: Session, conversation: Conversation, email: str) -> None:
    account = writer_by_email(session, email)
    if account is not None and account.id != conversation.interviewer_id:
        conversation.invited_id = account.id
