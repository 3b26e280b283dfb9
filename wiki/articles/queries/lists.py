"""Which articles a list holds for this actor, as statements that a page can be cut from."""

from collections import Counter
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from wiki.accounts.policy import Actor
from wiki.articles import policy
from wiki.articles.lifecycle import Stage
from wiki.articles.models import Article, ArticleBlock, ArticleDomain
from wiki.articles.queries.cards import WITH_LEAD, card
from wiki.articles.queries.shown import Card, Ids
from wiki.taxonomy.models import Tag


def listed(actor: Actor) -> Ids:
    """Ids of all articles that lists show to this actor, newest first."""
    return select(Article.id).where(policy.listed_to(actor)).order_by(Article.changed_on.desc(), Article.id.desc())


def in_domain(actor: Actor, slug: str) -> Ids:
    return listed(actor).where(policy.placed_in([slug]))


def in_block(actor: Actor, slug: str) -> Ids:
    return listed(actor).where(Article.id.in_(select(ArticleBlock.article_id).where(ArticleBlock.block == slug)))


def with_tag(actor: Actor, slug: str) -> Ids:
    return listed(actor).where(Article.tags.any(Tag.slug == slug))


def fresh(actor: Actor) -> Ids:
    """New for this actor: their own domains where they have any, else everything; translations do not count as new."""
    query = listed(actor).where(Article.translation_of.is_(None))
    return query.where(policy.placed_in(actor.domains)) if actor.domains else query


def counts(session: Session, actor: Actor) -> tuple[Counter[str], Counter[str]]:
    """How many listed articles each domain and each building block has for this actor."""
    shown = select(Article.id).where(policy.listed_to(actor))
    return (
        _counted(session, ArticleDomain.domain, ArticleDomain.article_id.in_(shown)),
        _counted(session, ArticleBlock.block, ArticleBlock.article_id.in_(shown)),
    )


def mine(session: Session, actor: Actor, today: date) -> dict[str, tuple[Card, ...]]:
    """The actor's own articles by stage, each as its newest text is; of the bin, what is theirs to take out again."""
    kept = or_(Article.state != Stage.BINNED, Article.published_id.is_(None))
    query = select(Article).where(policy.written_by(actor), kept).options(*WITH_LEAD)
    found: dict[str, list[Card]] = {stage.value: [] for stage in Stage}
    for article in session.scalars(query.order_by(Article.changed_on.desc(), Article.id.desc())):
        found[article.stage].append(card(article, article.head, today))
    return {stage: tuple(cards) for stage, cards in found.items()}


def _counted(session: Session, column: InstrumentedAttribute[str], condition: ColumnElement[bool]) -> Counter[str]:
    rows = session.execute(select(column, func.count()).where(condition).group_by(column))
    found: Counter[str] = Counter()
    for slug, number in rows:
        found[slug] = number
    return found
