"""Who looks into what: the map is for readers, what is read for moderators, the audit log for privacy officers."""

from wiki.accounts.policy import Action, Actor, Role, may
from wiki.errors import NotFound


def can_audit(actor: Actor) -> bool:
    return any(grant.role is Role.PRIVACY_OFFICER for grant in actor.grants)


def require_audit(actor: Actor) -> None:
    """Raise NotFound for everybody but privacy officers: to others there is no such page."""
    if not can_audit(actor):
        raise NotFound("audit")


def require_coverage(actor: Actor) -> None:
    """Raise NotFound for who may read nothing."""
    if not may(actor, Action.READ):
        raise NotFound("coverage")


def require_readings(actor: Actor) -> None:
    """Raise NotFound for everybody but moderators and knowledge managers: to others there is no such page."""
    if not actor.can_review:
        raise NotFound("readings")
