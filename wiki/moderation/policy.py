"""Who may put things in order that are beside articles. Rights on one article are in `wiki.articles.policy`."""

from wiki.accounts.policy import Actor
from wiki.errors import NotFound


def can_see_tags(actor: Actor) -> bool:
    """Moderators see the list of tags; who manages the taxonomy changes it."""
    return actor.can_review or actor.can_manage_taxonomy


def require_tags(actor: Actor) -> None:
    """Raise NotFound for who does not see the list of tags: to them there is no such page."""
    if not can_see_tags(actor):
        raise NotFound("tags")


def require_taxonomy(actor: Actor) -> None:
    """Raise NotFound for who does not change tags."""
    if not actor.can_manage_taxonomy:
        raise NotFound("tags")
