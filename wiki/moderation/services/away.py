"""Holidays: a moderator names a colleague who is told meanwhile what waits too long.

Whether an address is that of a moderator is told to nobody who asks: what is kept, said and shown is the same in every
case.
"""

from datetime import date, datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from wiki import audit
from wiki.accounts.policy import Actor, Role
from wiki.accounts.queries import actor_for, writer_by_email
from wiki.accounts.services import notices
from wiki.errors import Invalid
from wiki.moderation.models import HandOver
from wiki.moderation.policy.curation import can_stand_in, require_moderator

LONGEST = timedelta(days=366)


def hand_over(session: Session, *, actor: Actor, at: datetime, email: str, first_day: date, last_day: date) -> HandOver:
    """From the first to the last day, in place of what was handed over before. Raises Invalid, and NotFound for who has
    nothing to hand over."""
    require_moderator(actor)
    _check(first_day, last_day, at.date())
    colleague = writer_by_email(session, email)
    fits = colleague is not None and can_stand_in(actor_for(colleague), actor)
    session.execute(delete(HandOver).where(HandOver.account_id == actor.id))
    made = HandOver(account_id=actor.id, first_day=first_day, last_day=last_day)
    session.add(made)
    if colleague is not None and fits:
        made.to_account_id = colleague.id
        notices.tell(session, [colleague.id], "hand-over", "queue", on=at.date())
    _note(session, "queue.handed_over", actor, at)
    session.flush()
    return made


def end(session: Session, *, actor: Actor, at: datetime) -> None:
    """Be back, or not go."""
    require_moderator(actor)
    session.execute(delete(HandOver).where(HandOver.account_id == actor.id))
    _note(session, "queue.taken_back", actor, at)
    session.flush()


def forget_old(session: Session, *, at: datetime) -> None:
    """Whoever was away is back: that they were is nobody's business any more."""
    session.execute(delete(HandOver).where(HandOver.last_day < at.date()))


def _check(first_day: date, last_day: date, today: date) -> None:
    wrong = {}
    if first_day < today:
        wrong["first_day"] = "past"
    if last_day < first_day:
        wrong["last_day"] = "before"
    elif last_day - first_day > LONGEST:
        wrong["last_day"] = "too-long"
    if wrong:
        raise Invalid(wrong)


def _note(session: Session, action: str, actor: Actor, at: datetime) -> None:
    """Who the colleague is stays out of it."""
    audit.record(session, action, f"account:{actor.id}", at=at, role=Role.MODERATOR.value, account=actor.id)
