"""Who keeps the list of words that search goes by, and who may see how search thinks."""

from wiki.accounts.policy import Action, Actor, may
from wiki.errors import NotFound


def can_curate(actor: Actor, domain: str | None = None) -> bool:
    """Whether the actor keeps words at all; with a domain, whether they keep those of it. A word of all domains
    (an empty one) is kept by whoever is limited to none."""
    return may(actor, Action.MANAGE_TAXONOMY, None if domain is None else [domain])


def require_curation(actor: Actor) -> None:
    """Raise NotFound for everybody who keeps no words: to others there is no such page."""
    if not can_curate(actor):
        raise NotFound("words")


def require_explanation(actor: Actor) -> None:
    """Raise NotFound for everybody but moderators and knowledge managers."""
    if not actor.can_review:
        raise NotFound("explanation")
