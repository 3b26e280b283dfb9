"""What fits a query best, for a reader who may see some of it: matching, narrowing, and a second look at the first.

No database and no search library: an index as of one moment, and bits that say what the reader may be listed.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

import numpy as np

from wiki.search import bits, expansion, facets, grammar, matching, ranking, rescoring, sight, spelling
from wiki.search.bits import Bits
from wiki.search.documents import Placed
from wiki.search.engine import Engine, Rebuilding
from wiki.search.expansion import Plan
from wiki.search.facets import KEYS, Chosen, Counts, Found
from wiki.search.grammar import Query
from wiki.search.lexicon import Lexicon
from wiki.search.matching import Index
from wiki.search.ranking import Scores
from wiki.search.rescoring import Candidates
from wiki.search.synonyms import NONE, Synonyms

MOST_NEAR = 5
SORTS = ("relevance", "date", "verified")
# What is no longer confirmed stays to be found, behind what is as good and confirmed.
OVERDUE_FACTOR = np.float32(0.85)


class Place(NamedTuple):
    """A document, and what it is ordered by. The best one is the greatest."""

    score: float
    day: int
    id: int
    document: int


class Allowed(NamedTuple):
    """The documents of an index that may be listed: those that are up to date, and those whose article has another
    text by now."""

    same: Bits
    moved: Bits


Allowing = Callable[[Index], Allowed]


def everything(index: Index) -> Allowed:
    """For whoever may be listed whatever there is."""
    return Allowed(bits.everything(index.size), bits.nothing(index.size))


def _nowhere(_ids: Sequence[int]) -> Mapping[int, Placed]:
    return {}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A search, understood. `allowed` says what of an index the reader may be listed, `places` where articles stand
    whose text in the index is not the newest; `many` is how many hits are wanted in order."""

    query: Query
    many: int
    today: int = 0
    sort: str = SORTS[0]
    literal: bool = False
    synonyms: Synonyms = NONE
    chosen: Chosen = field(default_factory=dict)
    allowed: Allowing = everything
    places: Callable[[Sequence[int]], Mapping[int, Placed]] = _nowhere


class Answer(NamedTuple):
    """The first hits in order, how many there are in all, and how many of each value of each facet. `unfiltered` says
    how many there would be without what is chosen."""

    plan: Plan
    lexicon: Lexicon
    places: list[Place]
    total: int
    counts: Mapping[str, Counts]
    unfiltered: int


def find(index: Index, wanted: Wanted) -> Answer:
    """The answer of an index as of one moment."""
    allowed = wanted.allowed(index)
    finds, sees = sight.of(index, allowed.same)
    plan = expansion.plan(wanted.query, index.lexicon, wanted.synonyms, literal=wanted.literal, finds=finds, sees=sees)
    matched = matching.match(plan, index)
    hits, moved = matched.hits & allowed.same, matched.hits & allowed.moved
    narrowed = facets.narrow(hits, index.facets(wanted.today), wanted.chosen)
    documents = narrowed.documents
    if moved.any():
        documents = bits.documents(narrowed.hits | _put_moved(index, moved, wanted, narrowed.counts), index.size)
    places = _ordered(plan, index, matched.scores, documents, wanted)
    unfiltered = bits.count(hits) + bits.count(moved)
    return Answer(plan, index.lexicon, places, len(documents), narrowed.counts, unfiltered)


def best(engine: Engine, typed: str, *, many: int = 100, synonyms: Synonyms = NONE, literal: bool = False) -> list[int]:
    """The ids of the articles that fit best, the best first, whoever may see them. Raises Rebuilding."""
    return [place.id for place in ranked(engine, typed, many=many, synonyms=synonyms, literal=literal)]


def ranked(
    engine: Engine, typed: str, *, many: int = 100, synonyms: Synonyms = NONE, literal: bool = False
) -> list[Place]:
    """The same with their scores."""
    wanted = Wanted(grammar.parse(typed), many, synonyms=synonyms, literal=literal)
    return engine.read(lambda index: find(index, wanted)).places


def near_words(engine: Engine, query: Query, *, allowed: Allowing) -> tuple[str, ...]:
    """Words that look like those of a query that has no answer, out of articles that the reader may be listed."""

    def work(index: Index) -> tuple[str, ...]:
        seen = sight.of(index, allowed(index).same).sees
        found = (
            other for word in query.words for other in spelling.alike(word, index.lexicon.vocabulary) if seen(other)
        )
        return tuple(islice(dict.fromkeys(found), MOST_NEAR))

    try:
        return engine.read(work)
    except Rebuilding:
        return ()


def _put_moved(index: Index, moved: Bits, wanted: Wanted, counts: Mapping[str, Counts]) -> Bits:
    """Count the hits whose article has moved on by where it stands now, and say which of them pass what is chosen."""
    documents = bits.documents(moved, index.size).astype(np.int32)
    places = wanted.places(index.ids[documents].tolist())
    for placed in places.values():
        for key in KEYS:
            if facets.passes(placed, wanted.today, wanted.chosen, but=key):
                counts[key].add(facets.values_of(placed, key, wanted.today))
    passing = [key for key, placed in places.items() if facets.passes(placed, wanted.today, wanted.chosen)]
    return bits.of_documents(documents[np.isin(index.ids[documents], passing)], index.size)


def _ordered(plan: Plan, index: Index, scores: Scores, documents: Found, wanted: Wanted) -> list[Place]:
    by_date = wanted.sort == "date" or (wanted.sort == "relevance" and not plan.query.terms)
    if by_date or wanted.sort == "verified":
        days = index.days if by_date else index.verified + 1
        found = candidates(index, documents, days.astype(np.float32), wanted.many)
        return sorted(found, reverse=True)[: wanted.many]
    scores = _confirmed_first(index, scores, wanted.today)
    found = candidates(index, documents, scores, max(wanted.many, rescoring.MOST))
    ranked = sorted(found, reverse=True)
    head, tail = ranked[: rescoring.MOST], ranked[rescoring.MOST : wanted.many]
    return [*sorted(_looked_at_again(plan, index, head), reverse=True), *tail][: wanted.many]


def _confirmed_first(index: Index, scores: Scores, today: int) -> Scores:
    overdue = (index.verified < today) & (index.verified > 0)
    return np.where(overdue, scores * OVERDUE_FACTOR, scores) if overdue.any() else scores


def candidates(index: Index, documents: Found, keys: Scores, many: int) -> list[Place]:
    """Those of these documents with the highest keys, at least `many` where there are so many, in no order."""
    found = documents[ranking.best(keys[documents], many)]
    columns = (keys[found], index.days[found], index.ids[found], found)
    return list(map(Place, *(column.tolist() for column in columns)))


def places_of(index: Index, article: int) -> Iterator[Place]:
    """Where an article is in the index, with no score."""
    there = (index.ids == article) & bits.mask(index.live, index.size)
    for document in np.flatnonzero(there).tolist():
        yield Place(0.0, int(index.days[document]), article, document)


def _looked_at_again(plan: Plan, index: Index, places: Sequence[Place]) -> list[Place]:
    if not plan.words or len(places) < 2:
        return list(places)
    more = gains(plan, index, places)
    return [place._replace(score=place.score + gain) for place, gain in zip(places, more, strict=True)]


def gains(plan: Plan, index: Index, places: Sequence[Place]) -> list[float]:
    """What each of these places gains by a second look, in a wiki without what was deleted since."""
    average = index.lexicon.vocabulary.total / max(index.total, 1)
    candidates = Candidates(index.texts([place.document for place in places]))
    found = rescoring.gains(plan, candidates, index.lexicon, documents=index.total, average=average)
    return [float(gain) for gain in found]
