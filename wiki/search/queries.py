"""The page of results: what the index proposes, as far as the database lets this reader see it.

Totals and counts obey the same condition as the hits themselves, so the ids that a reader may be listed are read
from the database and every proposal outside of them is dropped before anything is counted. Where articles stand
(domain, type, tags, ...) comes from memory beside the index, which is what makes counts cheap; for an article whose
published revision is not the indexed one it is read from the database. A stale index can miss; it cannot leak.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.articles import policy
from wiki.articles import queries as articles
from wiki.articles.models import Article, ArticleDomain, Revision, article_tag
from wiki.articles.queries import Card
from wiki.search import grammar, indexing
from wiki.search.engine import Engine, Hit, Rebuilding
from wiki.search.facets import VALUES, Chosen, narrow
from wiki.search.grammar import Query
from wiki.search.snippets import marker, snippet
from wiki.taxonomy.data import BLOCKS, TYPES, Label, enabled_domains
from wiki.taxonomy.models import Tag
from wiki.web.paging import PAGE_SIZE, Paged, cut

SORTS = ("relevance", "date")
MOST_TAGS = 12
MOST_NEAR = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as it stands in an address: values are not checked yet."""

    q: str = ""
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    sort: str = "relevance"
    page: int = 1


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom the page is made, and when: `optional_domains` are those that this wiki has switched on."""

    actor: Actor
    locale: str
    today: date
    optional_domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """An article on the page; without a snippet its words are in the title or the tags."""

    card: Card
    snippet: Markup | None


@dataclass(frozen=True, slots=True)
class FacetValue:
    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    key: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """Everything the page shows. `near` is filled when nothing was found."""

    q: str
    page: Paged[Found]
    facets: tuple[Facet, ...]
    sort: str
    looked_for: tuple[str, ...]
    rebuilding: bool
    notice: str | None
    near: tuple[Card, ...]


def results(session: Session, *, engine: Engine, reader: Reader, asked: Asked) -> Results:
    """One page of what this reader finds."""
    query = grammar.parse(asked.q)
    sort = asked.sort if asked.sort in SORTS else SORTS[0]
    chosen = _known(session, reader, asked.filters)
    try:
        hits = _visible(session, reader.actor, engine.search(query))
        rebuilding = False
    except Rebuilding:
        hits, rebuilding = [], True
    narrowed = narrow(hits, chosen)
    page = _page(narrowed.hits, sort=sort, number=asked.page)
    return Results(
        q=asked.q[: grammar.MOST_CHARACTERS],
        page=page.with_items(_found(session, reader, query, page.items)),
        facets=tuple(_facet(session, reader, key, narrowed.counts[key], chosen[key]) for key in VALUES),
        sort=sort,
        looked_for=query.telling,
        rebuilding=rebuilding,
        notice=query.notice,
        near=() if page.total or rebuilding else _near(session, engine, reader, query, hits, chosen),
    )
