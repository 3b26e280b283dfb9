"""Closing a tour, and taking it up again.

Neither leaves an audit line, like the language somebody prefers: it changes what one person sees of their own first
page, and a line would tell what they read.
"""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor, Role
from wiki.help.models import ClosedTour
from wiki.help.policy import require_tour


def close_tour(session: Session, *, actor: Actor, role: Role) -> None:
    """Note that the actor is done with the tour of a role they have; a second time changes nothing."""
    account = _of(actor, role)
    if session.get(ClosedTour, (account, role.value)) is None:
        session.add(ClosedTour(account_id=account, role=role.value))
        session.flush()


def open_tour(session: Session, *, actor: Actor, role: Role) -> None:
    """Show the tour of a role again to who has it."""
    account = _of(actor, role)
    session.execute(delete(ClosedTour).where(ClosedTour.account_id == account, ClosedTour.role == role.value))


def _of(actor: Actor, role: Role) -> int:
    """The account whose tour it is; raises NotFound for a role that the actor does not have."""
    require_tour(actor, role)
    return actor.id or 0
