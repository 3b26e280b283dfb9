"""Who puts published articles in their place among the others, and what stands in the way of making one of two."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor, moderated_domains
from wiki.articles import policy
from wiki.articles.lifecycle import ONLINE, WRITERS, Part, Stage
from wiki.articles.models import Article
from wiki.errors import NotAllowed, NotFound


def can_order(having: Collection[Part]) -> bool:
    """Whether somebody with these parts puts a published article in its place among the others: a moderator who has no
    hand in its text."""
    return Part.MODERATOR in having and not WRITERS & frozenset(having)


def can_move(actor: Actor, article: Article, domains: Collection[str]) -> bool:
    """Whether the actor may put what readers have into these domains: every domain that it comes into or leaves has to
    be one they moderate."""
    mine = moderated_domains(actor)
    return mine is None or set(domains) ^ set(article.domains) <= mine


def why_not_merge(kept: Article, other: Article, having: Collection[Part]) -> str | None:
    """The code of what stands in the way of letting the other article, to which somebody has these parts, lead to the
    kept one."""
    is_there = other.state in (*ONLINE, Stage.ARCHIVED) and other.merged_into_id is None
    stands = {
        "same": kept.id == other.id,
        "not-yours": Part.MODERATOR not in having,
        "own": bool(WRITERS & frozenset(having)),
        "state": not is_there,
        "other-language": kept.language != other.language,
    }
    return next((code for code, holds in stands.items() if holds), None)


def why_not_take(kept: Article, other: Article) -> str | None:
    """The code of what stands in the way of taking text of the other article along, where its address may lead to the
    kept one."""
    stands = {
        "other-type": kept.type != other.type,
        "change": kept.change is not None,
        "narrower": is_for_more(kept, other),
    }
    return next((code for code, holds in stands.items() if holds), None)


def is_for_more(article: Article, other: Article) -> bool:
    """Whether somebody may read the article who may not read the other: what the other says does not go there."""
    if article.audience == other.audience == "domain":
        return not set(article.domains) <= set(other.domains)
    return policy.AUDIENCES.index(article.audience) < policy.AUDIENCES.index(other.audience)


def require_order(session: Session, actor: Actor, article: Article) -> None:
    """Raise NotFound for who may not know an article, NotAllowed for who does not put it in its place."""
    having = policy.parts(session, actor, article)
    if not policy.may_know(session, actor, article, having):
        raise NotFound(article.slug)
    if not can_order(having):
        raise NotAllowed("order")
