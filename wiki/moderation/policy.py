"""Who keeps what stands beside articles. What moderators do to articles themselves is in `wiki.articles.policy`."""

from wiki.accounts.policy import Actor, moderated_domains
from wiki.errors import NotFound


def require_moderator(actor: Actor) -> None:
    """Raise NotFound for who moderates nothing: to them there is no such page."""
    if not actor.can_review:
        raise NotFound("moderation")


def can_stand_in(colleague: Actor, away: Actor) -> bool:
    """Whether somebody else decides wherever this moderator does."""
    theirs, needed = moderated_domains(colleague), moderated_domains(away)
    covers = theirs is None or (needed is not None and needed <= theirs)
    return colleague.can_review and covers and colleague.id != away.id
