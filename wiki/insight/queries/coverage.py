"""The map of what is known: how many articles there are for each domain and building block, and where they are few.

Everything is counted by `listed_to`: the numbers of a cell are those of the search that it leads to.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, case, func, literal, select, union_all
from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.articles.models import Article, ArticleBlock, ArticleDomain
from wiki.articles.policy import listed_to, placed_in
from wiki.articles.queries.cards import overdue_on
from wiki.insight import policy
from wiki.taxonomy.data import BLOCKS, Block, Domain

# From how many articles on a cell has the next of the five colours.
STEPS = (1, 3, 6, 10, 14)
# With fewer of which nobody doubts that they hold, there is a gap.
ENOUGH = 3
MOST_GAPS = 3


@dataclass(frozen=True, slots=True)
class Amount:
    """Articles, and how many of them nobody confirmed of late."""

    count: int = 0
    old: int = 0

    @property
    def sound(self) -> int:
        return self.count - self.old

    @property
    def step(self) -> int:
        """0 for none, else 1 to 5."""
        return bisect_right(STEPS, self.count)


NONE = Amount()


@dataclass(frozen=True, slots=True)
class Row:
    """One building block: an amount for each domain, and how many articles that are."""

    block: Block
    cells: tuple[Amount, ...]
    total: Amount


@dataclass(frozen=True, slots=True)
class Gap:
    """Too little for a domain about a block. `begin` is the domain that has most about it, where there is one."""

    domain: Domain
    block: Block
    amount: Amount
    begin: Domain | None
    there: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """The map. An article counts in each cell that it stands in, and once in a total."""

    domains: tuple[Domain, ...]
    rows: tuple[Row, ...]
    totals: tuple[Amount, ...]
    total: Amount
    gaps: tuple[Gap, ...]


def coverage(session: Session, actor: Actor, domains: Sequence[Domain], today: date) -> Coverage:
    """The map of these domains as this actor may know it. Raises NotFound for who may read nothing."""
    policy.require_coverage(actor)
    slugs = [domain.slug for domain in domains]
    found = _amounts(session, _cells(actor, slugs, today)) | _amounts(session, _margins(actor, slugs, today))
    rows = tuple(
        Row(block, tuple(found.get((slug, block.slug), NONE) for slug in slugs), found.get(("", block.slug), NONE))
        for block in BLOCKS.values()
    )
    totals = tuple(found.get((slug, ""), NONE) for slug in slugs)
    return Coverage(tuple(domains), rows, totals, found.get(("", ""), NONE), _gaps(actor, domains, rows))


def _amounts(session: Session, query: Any) -> dict[tuple[str, str], Amount]:
    return {(domain, block): Amount(count, old or 0) for domain, block, count, old in session.execute(query)}


def _old(today: date) -> Any:
    return func.sum(case((overdue_on(today), 1), else_=0))


def _cells(actor: Actor, slugs: Sequence[str], today: date) -> Select[tuple[str, str, int, int]]:
    return (
        select(ArticleDomain.domain, ArticleBlock.block, func.count(), _old(today))
        .join(Article, Article.id == ArticleDomain.article_id)
        .join(ArticleBlock, ArticleBlock.article_id == Article.id)
        .where(listed_to(actor), ArticleDomain.domain.in_(slugs))
        .group_by(ArticleDomain.domain, ArticleBlock.block)
    )


def _margins(actor: Actor, slugs: Sequence[str], today: date) -> Any:
    """The totals of domains, of blocks and of all, in one statement; what a total is not about is empty."""
    shown = (listed_to(actor), placed_in(slugs))
    any_one: Any = literal("")
    amount = (func.count(), _old(today))
    by_domain = select(ArticleDomain.domain, any_one, *amount).join(Article, Article.id == ArticleDomain.article_id)
    by_block = select(any_one, ArticleBlock.block, *amount).join(Article, Article.id == ArticleBlock.article_id)
    of_all = select(any_one, any_one, *amount).select_from(Article)
    return union_all(
        by_domain.where(listed_to(actor), ArticleDomain.domain.in_(slugs)).group_by(ArticleDomain.domain),
        by_block.where(*shown).group_by(ArticleBlock.block),
        of_all.where(*shown),
    )


def _gaps(actor: Actor, domains: Sequence[Domain], rows: Sequence[Row]) -> tuple[Gap, ...]:
    """The largest: where least is sound. Of equal ones those of the actor's own domains come first, then those of
    domains that every wiki has, and then those that others know most about. No domain has a second one before each has
    had its first, or one that just began would fill the list."""
    indexes = range(len(domains))
    found = [_gap(domains, row, index) for row in rows for index in indexes if row.cells[index].sound < ENOUGH]
    ranked = sorted(found, key=lambda gap: _rank(gap, actor.domains))
    firsts = {gap.domain.slug: gap for gap in reversed(ranked)}.values()
    return tuple(sorted(ranked, key=lambda gap: gap not in firsts)[:MOST_GAPS])


def _rank(gap: Gap, own: frozenset[str]) -> tuple[int, bool, bool, int]:
    return gap.amount.sound, gap.domain.slug not in own, gap.domain.optional, -gap.there


def _gap(domains: Sequence[Domain], row: Row, index: int) -> Gap:
    counts: Mapping[int, int] = {other: cell.count for other, cell in enumerate(row.cells) if other != index}
    most = max(counts, key=lambda other: counts[other], default=index)
    there = counts.get(most, 0)
    return Gap(domains[index], row.block, row.cells[index], domains[most] if there else None, there)
