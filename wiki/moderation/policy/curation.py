"""Who keeps what stands beside articles. What moderators do to articles themselves is in `wiki.articles.policy`."""

from collections.abc import Collection

from wiki.accounts.policy import Actor, moderated_domains
from wiki.articles import policy
from wiki.articles.lifecycle import Part
from wiki.articles.models import Article
from wiki.errors import NotAllowed, NotFound


def require_moderator(actor: Actor) -> None:
    """Raise NotFound for who moderates nothing: to them there is no such page."""
    if not actor.can_review:
        raise NotFound("moderation")


def require_curation(article: Article, having: Collection[Part]) -> None:
    """Raise NotFound for who does not decide about the article, NotAllowed for who may not curate it now: it is not
    with readers, or they wrote it."""
    if Part.MODERATOR not in having or article.published_id is None:
        raise NotFound(article.slug)
    if not policy.can_curate(article, having):
        raise NotAllowed("curate")


def can_stand_in(colleague: Actor, away: Actor) -> bool:
    """Whether somebody else decides wherever this moderator does."""
    theirs, needed = moderated_domains(colleague), moderated_domains(away)
    covers = theirs is None or (needed is not None and needed <= theirs)
    return colleague.can_review and covers and colleague.id != away.id
