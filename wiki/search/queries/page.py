"""The page of results: what the index proposes, as far as the database lets this reader see it.

Totals and counts obey the same condition as the hits themselves: `visibility` has the articles that this reader may
be listed, as the database says, and nothing outside of them is counted, ordered, or used to guess a word by. Where
articles stand (domain, type, tags, ...) comes from memory beside the index, which is what makes counts cheap; for an
article whose published revision is not the indexed one it is read from the database. A stale index can miss; it
cannot leak.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup
from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.articles import policy
from wiki.articles import queries as articles
from wiki.articles.models import Article, Revision
from wiki.articles.queries import Card
from wiki.attachments import queries as attachments
from wiki.search import finding, grammar, indexing, visibility
from wiki.search.documents import Placed
from wiki.search.engine import Engine, Rebuilding
from wiki.search.expansion import Correction, Plan
from wiki.search.facets import KEYS, Chosen
from wiki.search.finding import SORTS, Answer, Place, Wanted
from wiki.search.grammar import Query
from wiki.search.queries import listing, wordlist
from wiki.search.queries.refining import Facet, FacetValue, Vocabularies, facets, known
from wiki.search.snippets import Marker, snippet
from wiki.web.paging import Paged, cut

PAGE_SIZE = 10
MOST_NEAR = 3
# The first hit is clearly ahead when it scores so many times as much as the second.
AHEAD = 1.4


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as it stands in an address: values are not checked yet."""

    q: str = ""
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    sort: str = SORTS[0]
    page: int = 1
    literal: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom the page is made, and when: `optional_domains` are those that this wiki has switched on."""

    actor: Actor
    locale: str
    today: date
    optional_domains: tuple[str, ...] = ()

    @property
    def names(self) -> Vocabularies:
        return Vocabularies(self.locale, self.optional_domains)


@dataclass(frozen=True, slots=True)
class Found:
    """An article on the page; without a snippet its words are in the title or the tags. `is_enclosed` says that the
    snippet is out of a document that the article links to."""

    id: int
    card: Card
    snippet: Markup | None
    is_enclosed: bool


class Option(NamedTuple):
    """One of several meanings, and the search that has it in place of the short form."""

    label: str
    q: str


class Choice(NamedTuple):
    form: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """Everything the page shows. `near`, `words` and `elsewhere` are filled when nothing was found: articles and
    words that come close, and domains that do have something. `ahead` says that the first hit is the answer."""

    q: str
    page: Paged[Found]
    facets: tuple[Facet, ...]
    sort: str
    looked_for: tuple[str, ...]
    corrections: tuple[Correction, ...]
    choices: tuple[Choice, ...]
    literal: bool
    ahead: bool
    rebuilding: bool
    notice: str | None
    near: tuple[Card, ...]
    words: tuple[str, ...]
    elsewhere: tuple[FacetValue, ...]


def results(session: Session, *, engine: Engine, reader: Reader, asked: Asked) -> Results:
    """One page of what this reader finds."""
    query = grammar.parse(asked.q)
    chosen = known(session, reader.actor, reader.names, asked.filters)
    answer = find(session, engine, reader, asked, query=query, chosen=chosen)
    page = _page(answer, asked.page)
    looked_for = answer.plan if answer else None
    unanswered = answer is not None and not answer.total
    return Results(
        q=asked.q[: grammar.MOST_CHARACTERS],
        page=page.with_items(_found(session, reader, answer, page.items)),
        facets=facets(session, reader.names, answer.counts if answer else {}, chosen),
        sort=_sort(asked),
        looked_for=_looked_for(query, looked_for),
        corrections=looked_for.corrections if looked_for else (),
        choices=_choices(asked.q, looked_for) if looked_for else (),
        literal=asked.literal,
        ahead=_is_ahead(answer, asked),
        rebuilding=answer is None,
        notice=query.notice,
        near=_near(session, engine, reader, query=query, chosen=chosen) if unanswered else (),
        words=finding.near_words(engine, query, allowed=_allowed(session, reader)) if unanswered else (),
        elsewhere=_elsewhere(session, reader, answer) if unanswered else (),
    )


def newest(session: Session, *, engine: Engine, reader: Reader, asked: Asked, many: int) -> tuple[Card, ...]:
    """The articles that this reader finds and that changed last. Raises Rebuilding while there is no index."""
    query, chosen = grammar.parse(asked.q), known(session, reader.actor, reader.names, asked.filters)
    answer = find(session, engine, reader, replace(asked, sort="date"), query=query, chosen=chosen, many=many)
    if answer is None:
        raise Rebuilding
    return _cards(session, reader, answer.places)


def find(
    session: Session,
    engine: Engine,
    reader: Reader,
    asked: Asked,
    *,
    query: Query,
    chosen: Chosen,
    many: int = 0,
) -> Answer | None:
    """What this reader finds, the first `many` or the asked page and those before it; None while there is no index."""
    search = wanted(session, reader, asked, query=query, chosen=chosen, many=many)
    try:
        return engine.read(lambda index: finding.find(index, search))
    except Rebuilding:
        return None


def wanted(session: Session, reader: Reader, asked: Asked, *, query: Query, chosen: Chosen, many: int = 0) -> Wanted:
    """The search as the index is asked it: for this reader, as of now."""

    def places(ids: Sequence[int]) -> Mapping[int, Placed]:
        return {article.id: indexing.place(article) for article in indexing.findable(session, ids)}

    return Wanted(
        query,
        many=many or asked.page * PAGE_SIZE,
        today=reader.today.toordinal(),
        sort=_sort(asked),
        literal=asked.literal,
        synonyms=wordlist.synonyms(session),
        chosen=chosen,
        allowed=_allowed(session, reader),
        places=places,
    )


def _allowed(session: Session, reader: Reader) -> finding.Allowing:
    return visibility.listed(session, reader.actor).of


def _sort(asked: Asked) -> str:
    return asked.sort if asked.sort in SORTS else SORTS[0]


def _page(answer: Answer | None, number: int) -> Paged[Place]:
    start = (number - 1) * PAGE_SIZE
    places = answer.places[start : start + PAGE_SIZE] if answer else []
    return cut(tuple(places), answer.total if answer else 0, number, PAGE_SIZE)


def _is_ahead(answer: Answer | None, asked: Asked) -> bool:
    if answer is None or asked.page > 1 or _sort(asked) != SORTS[0] or not answer.plan.words:
        return False
    return is_ahead([place.score for place in answer.places])


def is_ahead(scores: Sequence[float]) -> bool:
    """Whether the first of several hits is so far ahead that it is the answer. Of one hit alone nothing is known."""
    return len(scores) > 1 and scores[0] >= AHEAD * scores[1]


def _looked_for(query: Query, plan: Plan | None) -> tuple[str, ...]:
    """The terms as typed, with the word that was taken for an unknown one in its place."""
    meant = dict(plan.corrections) if plan else {}
    return tuple(meant.get(term.words[0], term.typed) if len(term.words) == 1 else term.typed for term in query.terms)


def _choices(q: str, plan: Plan) -> tuple[Choice, ...]:
    return tuple(
        Choice(form.upper(), tuple(Option(each.canonical, _in_place_of(form, each.canonical, q)) for each in meanings))
        for form, meanings in plan.choices
    )


def _in_place_of(form: str, canonical: str, q: str) -> str:
    words = r"\W+".join(map(re.escape, form.split()))
    return re.sub(rf"(?i)\b{words}\b", lambda _match: canonical, q, count=1)


def _found(session: Session, reader: Reader, answer: Answer | None, places: Sequence[Place]) -> tuple[Found, ...]:
    """Cards and snippets. What is shown is asked of the database once more: ids from elsewhere are not trusted."""
    if answer is None or not places:
        return ()
    ids = [place.id for place in places]
    who = Actor(id=0 if reader.actor.is_signed_in else None, grants=reader.actor.grants)
    texts = session.connection().execute(_texts_for(who), {"ids": ids})
    rows = {row.id: row for row in texts}
    shown = [key for key in ids if key in rows]
    languages = {row.language for row in rows.values()}
    markers = {language: Marker(answer.plan, answer.lexicon, language) for language in languages}
    snippets = {key: snippet(row.plain, markers[row.language]) for key, row in rows.items()}
    without = {row.published_id: row for key, row in rows.items() if snippets[key] is None}
    enclosed = attachments.texts(session, without.keys()) if without else {}
    documents = {
        without[revision].id: snippet(text, markers[without[revision].language]) for revision, text in enclosed.items()
    }
    cards = articles.cards(session, shown, reader.today)
    return tuple(
        Found(key, card, snippets[key] or documents.get(key), snippets[key] is None and documents.get(key) is not None)
        for key, card in zip(shown, cards, strict=True)
    )


@lru_cache(maxsize=256)
def _texts_for(like: Actor) -> Select[int, str, str, int | None]:
    """The statement for everybody with the grants of `like`: building it costs as much as running it."""
    return (
        select(Article.id, Revision.plain, Article.language, Article.published_id)
        .join(Revision, Revision.id == Article.published_id)
        .where(Article.id.in_(bindparam("ids", expanding=True)), policy.listed_to(like))
    )


def _elsewhere(session: Session, reader: Reader, answer: Answer | None) -> tuple[FacetValue, ...]:
    """The domains that have an answer when the chosen ones do not."""
    domains = facets(session, reader.names, answer.counts if answer else {}, dict.fromkeys(KEYS, frozenset()))[0]
    return domains.values


def _near(session: Session, engine: Engine, reader: Reader, *, query: Query, chosen: Chosen) -> tuple[Card, ...]:
    """What comes closest when nothing was found: without the filters, with any of the words, or just what is new."""
    for looser in dict.fromkeys((query, query.loosened())):
        answer = find(session, engine, reader, Asked(), query=looser, chosen={}, many=MOST_NEAR)
        if answer and answer.places and looser.terms:
            return _cards(session, reader, answer.places)
    recent = articles.listed(reader.actor).order_by(None)
    recent = recent.order_by(Article.language != reader.locale, Article.changed_on.desc(), Article.id.desc())
    if chosen["domain"]:
        recent = recent.where(policy.placed_in(chosen["domain"]))
    return articles.cards(session, session.scalars(recent.limit(MOST_NEAR)).all(), reader.today)


def _cards(session: Session, reader: Reader, places: Sequence[Place]) -> tuple[Card, ...]:
    return listing.cards(session, [place.id for place in places], actor=reader.actor, today=reader.today)
