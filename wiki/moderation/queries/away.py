"""Who is away, and who looks after what waits meanwhile."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.accounts.models import Account
from wiki.accounts.policy import Actor
from wiki.accounts.queries import actor_for
from wiki.moderation.models import HandOver
from wiki.moderation.policy.curation import can_stand_in, require_moderator


@dataclass(frozen=True, slots=True)
class StandIn:
    """A colleague is away and the actor looks after what waits, up to and including this day."""

    name: str
    until: date


def own(session: Session, actor: Actor, today: date) -> HandOver | None:
    """When the actor is away, or will be. Who looks after it is not told: whether an address is a moderator's is for
    nobody to find out here. Raises NotFound for who has nothing to hand over."""
    require_moderator(actor)
    query = select(HandOver).where(HandOver.account_id == actor.id, HandOver.last_day >= today)
    return session.scalar(query.order_by(HandOver.id.desc()).limit(1))


def stood_in_for(session: Session, actor: Actor, today: date) -> tuple[StandIn, ...]:
    """The colleagues whom the actor replaces today."""
    return tuple(StandIn(away.display_name, until) for away, to, until in _now(session, today) if to.id == actor.id)


def deputies(session: Session, today: date) -> dict[int, int]:
    """Who replaces whom today, by account; only as long as both still moderate the same."""
    return {away.id: to.id for away, to, _until in _now(session, today)}


def _now(session: Session, today: date) -> list[tuple[Account, Account, date]]:
    query = select(HandOver).where(HandOver.first_day <= today, HandOver.last_day >= today)
    found = []
    for each in session.scalars(query.where(HandOver.to_account_id.is_not(None)).order_by(HandOver.id)):
        away, to = session.get_one(Account, each.account_id), session.get_one(Account, each.to_account_id)
        if to.is_active and can_stand_in(actor_for(to), actor_for(away)):
            found.append((away, to, each.last_day))
    return found
