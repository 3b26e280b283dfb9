"""What is read, by month and never by person (domain reference, section 8.5).

No number here says that one colleague read something: below five there is none, all others are rounded down to fives,
and only months that are over count, so that neither looking twice nor taking one number from another tells a single
reading. While a month goes on, whoever reads along until a number changes would see the next reading of somebody else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor, moderated_domains
from wiki.articles import policy as articles
from wiki.articles.models import Article, ArticleDomain, ArticleReading
from wiki.articles.queries import Card, cards
from wiki.articles.queries.cards import overdue_on
from wiki.insight import policy
from wiki.taxonomy.data import Domain

MONTHS = 12
FEWEST = 5
MOST = 10


@dataclass(frozen=True, slots=True)
class ReadIn:
    """How often articles of a domain were read, for each month; 0 is fewer than five."""

    domain: Domain
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ReadCard:
    card: Card
    count: int


@dataclass(frozen=True, slots=True)
class Readings:
    """`months` are those that were over last; an article of two domains counts in both."""

    months: tuple[date, ...]
    domains: tuple[ReadIn, ...]
    most: tuple[ReadCard, ...]
    overdue: tuple[ReadCard, ...]

    @property
    def top(self) -> int:
        return max((count for each in self.domains for count in each.counts), default=0)


def readings(session: Session, actor: Actor, domains: Sequence[Domain], today: date) -> Readings:
    """Readings in those of these domains that the actor moderates. Raises NotFound for who moderates none."""
    policy.require_readings(actor)
    mine = moderated_domains(actor)
    shown = [domain for domain in domains if mine is None or domain.slug in mine]
    months = _months(today)
    found = _by_month(session, actor, months)
    return Readings(
        months,
        tuple(ReadIn(domain, tuple(found.get((domain.slug, month), 0) for month in months)) for domain in shown),
        _most(session, actor, today),
        _most(session, actor, today, overdue_on(today)),
    )


def told(count: int) -> int:
    """A number of readings as far as it may be told."""
    return count - count % FEWEST


def _months(today: date) -> tuple[date, ...]:
    """The twelve months before this one."""
    this = today.year * 12 + today.month - 1
    return tuple(date(at // 12, at % 12 + 1, 1) for at in range(this - MONTHS, this))


def _counted(actor: Actor, months: Sequence[date]) -> ColumnElement[bool]:
    counted = ArticleReading.month.between(months[0], months[-1])
    return and_(articles.listed_to(actor), articles.moderated_by(actor), counted)


def _by_month(session: Session, actor: Actor, months: Sequence[date]) -> Mapping[tuple[str, date], int]:
    query = (
        select(ArticleDomain.domain, ArticleReading.month, func.sum(ArticleReading.count))
        .join(Article, Article.id == ArticleReading.article_id)
        .join(ArticleDomain, ArticleDomain.article_id == Article.id)
        .where(_counted(actor, months))
        .group_by(ArticleDomain.domain, ArticleReading.month)
    )
    return {(domain, month): told(int(count)) for domain, month, count in session.execute(query)}


def _most(session: Session, actor: Actor, today: date, *conditions: ColumnElement[bool]) -> tuple[ReadCard, ...]:
    """What is read most. In the order of what is told, and of equal numbers by title."""
    counts = {id: told(int(count)) for id, count in session.execute(_read_most(actor, today).where(*conditions))}
    made = map(ReadCard, cards(session, list(counts), today), counts.values())
    return tuple(sorted(made, key=lambda read: (-read.count, read.card.title)))


def _read_most(actor: Actor, today: date) -> Select[*tuple[Any, ...]]:
    total = func.sum(ArticleReading.count)
    return (
        select(Article.id, total)
        .join(ArticleReading, ArticleReading.article_id == Article.id)
        .where(_counted(actor, _months(today)))
        .group_by(Article.id)
        .having(total >= FEWEST)
        .order_by(total.desc(), Article.id)
        .limit(MOST)
    )
