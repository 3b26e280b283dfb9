"""Who looks into the audit log."""

from wiki.accounts.policy import Actor, Role
from wiki.errors import NotFound


def can_audit(actor: Actor) -> bool:
    return any(grant.role is Role.PRIVACY_OFFICER for grant in actor.grants)


def require_audit(actor: Actor) -> None:
    """Raise NotFound for everybody but privacy officers: to others there is no such page."""
    if not can_audit(actor):
        raise NotFound("audit")
