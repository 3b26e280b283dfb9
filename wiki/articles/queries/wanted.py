"""Articles that others link to and nobody wrote yet.

Only links in texts that the actor may be listed count, and an article that they may not know of is as if it were not
there: writing it then leads to another address, without a word about the one that is taken.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Subquery, exists, func, select
from sqlalchemy.orm import Session, aliased

from wiki.accounts.policy import Actor
from wiki.articles import policy
from wiki.articles.models import Article, ArticleLink
from wiki.articles.queries.cards import cards
from wiki.articles.queries.shown import Card
from wiki.web.paging import Paged, cut

PAGE_SIZE = 30
MOST_LINKING = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """An address without an article, words for its title, and how many link to it with the newest of those."""

    slug: str
    title: str
    count: int
    linking: tuple[Card, ...]


def wanted(session: Session, actor: Actor, *, today: date, number: int) -> Paged[Wanted]:
    """A page of them, those with most links first."""
    links = _links(actor)
    counted = select(links.c.target, func.count()).group_by(links.c.target)
    ranked = session.execute(counted.order_by(func.count().desc(), links.c.target)).all()
    start = (number - 1) * PAGE_SIZE
    here = [(slug, count) for slug, count in ranked[start : start + PAGE_SIZE]]
    linking = _linking(session, links, [slug for slug, _ in here], today)
    found = tuple(Wanted(slug, _title(slug), count, linking[slug]) for slug, count in here)
    return cut(found, len(ranked), number, PAGE_SIZE)


def _links(actor: Actor) -> Subquery:
    """The links of listed articles to addresses at which the actor knows of nothing."""
    target = aliased(Article)
    known = select(Article.id).where(policy.visible_to(actor)).correlate(None)
    there = exists().where(target.slug == ArticleLink.target, target.id.in_(known))
    listed = select(Article.id).where(policy.listed_to(actor)).correlate(None)
    query = select(ArticleLink.target, ArticleLink.article_id)
    return query.where(ArticleLink.is_published, ArticleLink.article_id.in_(listed), ~there).subquery()


def _linking(session: Session, links: Subquery, slugs: list[str], today: date) -> dict[str, tuple[Card, ...]]:
    by_slug: dict[str, list[int]] = defaultdict(list)
    rows = select(links.c.target, links.c.article_id).where(links.c.target.in_(slugs))
    for slug, article in session.execute(rows.order_by(links.c.article_id.desc())):
        by_slug[slug].append(article)
    few = {slug: ids[:MOST_LINKING] for slug, ids in by_slug.items()}
    wanted_ids = sorted({each for ids in few.values() for each in ids})
    shown = dict(zip(wanted_ids, cards(session, wanted_ids, today), strict=True))
    return defaultdict(tuple, {slug: tuple(shown[each] for each in ids) for slug, ids in few.items()})


def _title(slug: str) -> str:
    words = slug.replace("-", " ")
    return words[:1].upper() + words[1:]
