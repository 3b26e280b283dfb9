"""The page of results: what the index proposes, as far as the database lets this reader see it.

Totals and counts obey the same condition as the hits themselves: `visibility` has the ids that this reader may be
listed, as the database says, and every proposal outside of them is dropped before anything is counted. Where
articles stand (domain, type, tags, ...) comes from memory beside the index, which is what makes counts cheap; for an
article whose published revision is not the indexed one it is read from the database. A stale index can miss; it
cannot leak.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from heapq import nlargest
from operator import attrgetter

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.articles import policy
from wiki.articles import queries as articles
from wiki.articles.models import Article, Revision, article_tag
from wiki.articles.queries import Card
from wiki.search import grammar, indexing, visibility
from wiki.search.engine import Engine, Hit, Rebuilding
from wiki.search.facets import VALUES, Chosen, narrow
from wiki.search.grammar import Query
from wiki.search.snippets import Marker, snippet
from wiki.taxonomy.data import BLOCKS, TYPES, Label, enabled_domains
from wiki.taxonomy.models import Tag
from wiki.web.paging import PAGE_SIZE, Paged, cut

SORTS = ("relevance", "date")
MOST_TAGS = 12
MOST_NEAR = 3
MOST_CHOSEN = 20
_NEWEST = attrgetter("placed")


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
        looked_for=tuple(term.typed for term in query.terms),
        rebuilding=rebuilding,
        notice=query.notice,
        near=() if page.total or rebuilding else _near(session, engine, reader, query=query, hits=hits, chosen=chosen),
    )


def _visible(session: Session, actor: Actor, hits: Sequence[Hit]) -> Sequence[Hit]:
    """The hits that lists may show to this actor, each standing where the database says."""
    revisions = visibility.listed(session, actor)
    seen = [hit for hit in hits if hit.placed.id in revisions]
    moved = [hit.placed.id for hit in seen if revisions[hit.placed.id] != hit.placed.revision]
    if not moved:
        return seen
    places = {article.id: indexing.place(article) for article in indexing.findable(session, moved)}
    return [hit._replace(placed=places.get(hit.placed.id, hit.placed)) for hit in seen]


def _page(hits: Sequence[Hit], *, sort: str, number: int) -> Paged[Hit]:
    start = (number - 1) * PAGE_SIZE
    if start >= len(hits):
        return cut((), len(hits), number)
    best = nlargest(start + PAGE_SIZE, hits, key=_NEWEST if sort == "date" else None)
    return cut(tuple(best[start:]), len(hits), number)


def _found(session: Session, reader: Reader, query: Query, hits: Sequence[Hit]) -> tuple[Found, ...]:
    """Cards and snippets. What is shown is asked of the database once more: ids from elsewhere are not trusted."""
    ids = [hit.placed.id for hit in hits]
    texts = (
        select(Article.id, Revision.plain, Article.language)
        .join(Article.published)
        .where(Article.id.in_(ids), policy.listed_to(reader.actor))
    )
    plain = {key: (text, language) for key, text, language in session.execute(texts)}
    shown = [key for key in ids if key in plain]
    markers = {language: Marker(query, language) for language in {language for _, language in plain.values()}}
    cards = articles.cards(session, shown, reader.today)
    return tuple(
        Found(card, snippet(plain[key][0], markers[plain[key][1]])) for key, card in zip(shown, cards, strict=True)
    )


def _facet(session: Session, reader: Reader, key: str, counts: Counter[str], chosen: frozenset[str]) -> Facet:
    """The values that would leave something, and the chosen ones even when they do not."""
    labels = _labels(session, reader, key, counts, chosen)
    return Facet(
        key,
        tuple(
            FacetValue(value, label, counts[value], value in chosen)
            for value, label in labels.items()
            if counts[value] or value in chosen
        ),
    )


def _labels(
    session: Session, reader: Reader, key: str, counts: Counter[str], chosen: frozenset[str]
) -> Mapping[str, str]:
    if key != "tag":
        return {value: label(reader.locale) for value, label in _vocabulary(reader, key).items()}
    common = [value for value, _ in counts.most_common(MOST_TAGS)]
    tags = session.scalars(select(Tag).where(Tag.slug.in_({*common, *chosen})))
    return {tag.slug: tag.label for tag in sorted(tags, key=lambda tag: (-counts[tag.slug], tag.label))}


def _vocabulary(reader: Reader, key: str) -> Mapping[str, Label]:
    if key == "domain":
        return {domain.slug: domain.label for domain in enabled_domains(reader.optional_domains)}
    things = BLOCKS if key == "block" else TYPES
    return {slug: thing.label for slug, thing in things.items()}


def _known(session: Session, reader: Reader, filters: Mapping[str, Sequence[str]]) -> Chosen:
    """The chosen values that mean something to this reader; a tag does when an article they may be listed has it."""
    chosen = {key: frozenset(value for value in filters.get(key, ()) if value.isprintable()) for key in VALUES}
    known = {key: chosen[key] & _vocabulary(reader, key).keys() for key in VALUES if key != "tag"}
    carried = select(article_tag.c.tag_id).join(Article).where(policy.listed_to(reader.actor))
    tags = select(Tag.slug).where(Tag.slug.in_(sorted(chosen["tag"])[:MOST_CHOSEN]), Tag.id.in_(carried))
    return known | {"tag": frozenset(session.scalars(tags)) if chosen["tag"] else frozenset()}


def _near(
    session: Session, engine: Engine, reader: Reader, *, query: Query, hits: Sequence[Hit], chosen: Chosen
) -> tuple[Card, ...]:
    """What comes closest when nothing was found: without the filters, with any of the words, or just what is new."""
    if not hits and query.loosened() != query:
        hits = _visible(session, reader.actor, engine.search(query.loosened()))
    if hits:
        best = [hit.placed.id for hit in _page(hits, sort="relevance", number=1).items[:MOST_NEAR]]
        return articles.cards(session, best, reader.today)
    recent = articles.listed(reader.actor)
    if chosen["domain"]:
        recent = recent.where(policy.placed_in(chosen["domain"]))
    return articles.cards(session, session.scalars(recent.limit(MOST_NEAR)).all(), reader.today)
