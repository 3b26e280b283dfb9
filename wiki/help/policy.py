"""A tour is for who has its role, and closing one is nobody else's business."""

from wiki.accounts.policy import Actor, Role
from wiki.errors import NotFound


def roles_of(actor: Actor) -> tuple[Role, ...]:
    """The roles of the actor, each once, from reader to admin."""
    having = {grant.role for grant in actor.grants}
    return tuple(role for role in Role if role in having)


def require_tour(actor: Actor, role: Role) -> None:
    """Raise NotFound where there is no such tour for this actor."""
    if not actor.is_signed_in or role not in roles_of(actor):
        raise NotFound(f"tour {role.value}")
