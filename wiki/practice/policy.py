"""What is told of using an article, who tells and reads it, and who checks the assumption under it."""

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import ColumnElement, and_

from wiki.accounts.policy import Actor
from wiki.articles import policy
from wiki.articles.lifecycle import WRITERS, Part, Stage
from wiki.articles.models import Article

RESULTS = ("worked", "partly", "failed", "backfired")
CONTEXTS = ("night", "alone", "bystanders", "equipment", "weather", "partners")
ANSWERS = ("yes", "no", "unknown")
OUTCOMES = ("kept", "narrowed", "replaced")
# How long somebody may change what they told, and it is known who did.
KNOWN_FOR = timedelta(days=30)


def can_tell(actor: Actor, article: Article, having: Collection[Part]) -> bool:
    """Whether somebody with these parts tells of using what readers have of the article; not of a purged text."""
    is_there = article.published is not None and article.published.purged_on is None
    return is_there and policy.can_apply(actor, article.state, article.type, having)


def can_read_words(actor: Actor) -> bool:
    """Whether somebody reads what colleagues did otherwise: nobody looked at that before, so visitors do not."""
    return actor.is_signed_in


def can_see_grounds(having: Collection[Part]) -> bool:
    """Whether somebody reads why colleagues doubt the assumption: who wrote the article, and who decides about it."""
    return bool((WRITERS | {Part.MODERATOR}) & frozenset(having))


def can_adopt(article: Article, having: Collection[Part]) -> bool:
    """Whether somebody takes an adjustment into their own text, as it is now."""
    is_own = bool(WRITERS & frozenset(having)) and article.type not in policy.NOT_APPLIED
    return is_own and policy.can_do("save", article, having)


def can_remove(having: Collection[Part]) -> bool:
    """Whether somebody takes the words of others away: a moderator, and nobody from their own article."""
    return policy.can_look_at(having)


def checks_for(actor: Actor) -> ColumnElement[bool]:
    """The checks that the actor decides about, for statements that join them with their articles: in the domains they
    moderate, and none of what they wrote."""
    return and_(policy.moderated_by(actor), ~policy.written_by(actor), Article.state != Stage.BINNED)
