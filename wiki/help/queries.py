"""Which tour somebody sees next."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor, Role
from wiki.help.models import ClosedTour
from wiki.help.policy import roles_of


def open_tours(session: Session, actor: Actor) -> tuple[Role, ...]:
    """The tours that the actor has not closed, from reader to admin; a role that came later brings its own."""
    roles = roles_of(actor)
    if not actor.is_signed_in or not roles:
        return ()
    closed = set(session.scalars(select(ClosedTour.role).where(ClosedTour.account_id == actor.id)))
    return tuple(role for role in roles if role.value not in closed)
