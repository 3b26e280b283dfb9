"""What fits a query best, for a reader who may see some of it: matching, narrowing, and a second look at the first.

No database and no search library: an index as of one moment, and bits that say what the reader may be listed.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wiki.search import analysis, bits, expansion, facets, grammar, matching, ranking, rescoring, spelling
from wiki.search.bits import Bits
from wiki.search.documents import Placed
from wiki.search.engine import Engine, Rebuilding
from wiki.search.expansion import Plan
from wiki.search.facets import KEYS, Chosen
from wiki.search.grammar import Query
from wiki.search.lexicon import Lexicon
from wiki.search.matching import Index, Matched, Segment
from wiki.search.ranking import Scores
from wiki.search.rescoring import Candidates
from wiki.search.synonyms import NONE, Synonyms

MOST_NEAR = 5
SORTS = ("relevance", "date", "verified")
# What is no longer confirmed stays to be found, behind what is as good and confirmed.
OVERDUE_FACTOR = np.float32(0.85)


class Place(NamedTuple):
    """A document of a segment, and what it is ordered by. The best one is the greatest."""

    score: float
    day: int
    id: int
    segment: int
    document: int


class Allowed(NamedTuple):
    """The documents of a segment that may be listed: those that are up to date, and those whose article has another
    text by now."""

    same: Bits
    moved: Bits


Allowing = Callable[[Segment], Allowed]


def _everything(segment: Segment) -> Allowed:
    return Allowed(bits.everything(segment.size), bits.nothing(segment.size))


def _nowhere(_ids: Sequence[int]) -> Mapping[int, Placed]:
    return {}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A search, understood. `allowed` says what of a segment the reader may be listed, `places` where articles stand
    whose text in the index is not the newest; `many` is how many hits are wanted in order."""

    query: Query
    many: int
    today: int = 0
    sort: str = SORTS[0]
    literal: bool = False
    synonyms: Synonyms = NONE
    chosen: Chosen = field(default_factory=dict)
    allowed: Allowing = _everything
    places: Callable[[Sequence[int]], Mapping[int, Placed]] = _nowhere


class Answer(NamedTuple):
    """The first hits in order, how many there are in all, and how many of each value of each facet. `unfiltered` says
    how many there would be without what is chosen."""

    plan: Plan
    lexicon: Lexicon
    places: list[Place]
    total: int
    counts: Mapping[str, Counter[str]]
    unfiltered: int


def find(index: Index, wanted: Wanted) -> Answer:
    """The answer of an index as of one moment."""
    allowed = [wanted.allowed(segment) for segment in index.segments]
    plan = expansion.plan(
        wanted.query, index.lexicon, wanted.synonyms, literal=wanted.literal, seen=_seen(index, allowed)
    )
    matched = matching.match(plan, index)
    hits = [one.hits & may.same for one, may in zip(matched, allowed, strict=True)]
    moved = [one.hits & may.moved for one, may in zip(matched, allowed, strict=True)]
    narrowed = facets.narrow(hits, [segment.columns(wanted.today) for segment in index.segments], wanted.chosen)
    passing = _put_moved(index, moved, wanted, narrowed.counts)
    found = [one | other for one, other in zip(narrowed.hits, passing, strict=True)]
    shown = [Matched(one.scores, which) for one, which in zip(matched, found, strict=True)]
    return Answer(
        plan,
        index.lexicon,
        _ordered(plan, index, shown, wanted),
        sum(map(bits.count, found)),
        narrowed.counts,
        sum(map(bits.count, hits)) + sum(map(bits.count, moved)),
    )


def best(engine: Engine, typed: str, *, many: int = 100, synonyms: Synonyms = NONE, literal: bool = False) -> list[int]:
    """The ids of the articles that fit best, the best first, whoever may see them. Raises Rebuilding."""
    wanted = Wanted(grammar.parse(typed), many, synonyms=synonyms, literal=literal)
    return [place.id for place in engine.read(lambda index: find(index, wanted)).places]


def near_words(engine: Engine, query: Query, *, allowed: Allowing) -> tuple[str, ...]:
    """Words that look like those of a query that has no answer, out of articles that the reader may be listed."""

    def work(index: Index) -> tuple[str, ...]:
        seen = _seen(index, [allowed(segment) for segment in index.segments])
        found = (
            other for word in query.words for other in spelling.alike(word, index.lexicon.vocabulary) if seen(other)
        )
        return tuple(islice(dict.fromkeys(found), MOST_NEAR))

    try:
        return engine.read(work)
    except Rebuilding:
        return ()


def _seen(index: Index, allowed: Sequence[Allowed]) -> Callable[[str], bool]:
    """Whether a word stands in an article that the reader may be listed: no other word is ever proposed to them."""

    def seen(word: str) -> bool:
        return any(
            np.any(bits.of_documents(segment.documents(f"text_{language}", stem), segment.size) & may.same)
            for language in analysis.LANGUAGES
            for stem in filter(None, [analysis.query_stem(word, language)])
            for segment, may in zip(index.segments, allowed, strict=True)
        )

    return seen


def _put_moved(index: Index, moved: Sequence[Bits], wanted: Wanted, counts: Mapping[str, Counter[str]]) -> list[Bits]:
    """Count the hits whose article has moved on by where it stands now, and say which of them pass what is chosen."""
    of = [np.flatnonzero(bits.mask(row, segment.size)) for row, segment in zip(moved, index.segments, strict=True)]
    ids = [int(segment.ids[number]) for segment, some in zip(index.segments, of, strict=True) for number in some]
    places = wanted.places(ids) if ids else {}
    for placed in places.values():
        for key in KEYS:
            if facets.passes(placed, wanted.today, wanted.chosen, but=key):
                counts[key].update(facets.values_of(placed, key, wanted.today))
    passing = {key for key, placed in places.items() if facets.passes(placed, wanted.today, wanted.chosen)}
    return [
        bits.of_documents(np.array([n for n in some if int(segment.ids[n]) in passing], dtype=np.int32), segment.size)
        for segment, some in zip(index.segments, of, strict=True)
    ]


def _ordered(plan: Plan, index: Index, matched: Sequence[Matched], wanted: Wanted) -> list[Place]:
    by_date = wanted.sort == "date" or (wanted.sort == "relevance" and not plan.query.terms)
    if by_date or wanted.sort == "verified":
        days = [segment.days if by_date else segment.verified + 1 for segment in index.segments]
        keys = [each.astype(np.float32) for each in days]
        return sorted(_candidates(index, matched, keys, wanted.many), reverse=True)[: wanted.many]
    keys = [_confirmed_first(index.segments[number], one.scores, wanted.today) for number, one in enumerate(matched)]
    ranked = sorted(_candidates(index, matched, keys, max(wanted.many, rescoring.MOST)), reverse=True)
    head, tail = ranked[: rescoring.MOST], ranked[rescoring.MOST : wanted.many]
    return [*sorted(_looked_at_again(plan, index, head), reverse=True), *tail][: wanted.many]


def _confirmed_first(segment: Segment, scores: Scores, today: int) -> Scores:
    overdue = (segment.verified < today) & (segment.verified > 0)
    return np.where(overdue, scores * OVERDUE_FACTOR, scores) if overdue.any() else scores


def candidates(segment: Segment, number: int, one: Matched, key: Scores, many: int) -> Iterator[Place]:
    """The hits of a segment with the highest keys, at least `many` where there are so many, in no order."""
    counted = np.where(bits.mask(one.hits, segment.size), key, np.float32(0))
    for document in ranking.best(counted, many).tolist():
        day, article = int(segment.days[document]), int(segment.ids[document])
        yield Place(float(counted[document]), day, article, number, document)


def places_of(index: Index, article: int) -> Iterator[Place]:
    """Where an article is in the index, with no score."""
    for number, segment in enumerate(index.segments):
        there = (segment.ids == article) & bits.mask(segment.live, segment.size)
        for document in np.flatnonzero(there).tolist():
            yield Place(0.0, int(segment.days[document]), article, number, document)


def _candidates(index: Index, matched: Sequence[Matched], keys: Iterable[Scores], many: int) -> list[Place]:
    each = enumerate(zip(index.segments, matched, keys, strict=True))
    return [place for number, (segment, one, key) in each for place in candidates(segment, number, one, key, many)]


def _looked_at_again(plan: Plan, index: Index, places: Sequence[Place]) -> list[Place]:
    if not plan.words or len(places) < 2:
        return list(places)
    more = gains(plan, index, places)
    return [place._replace(score=place.score + gain) for place, gain in zip(places, more, strict=True)]


def gains(plan: Plan, index: Index, places: Sequence[Place]) -> list[float]:
    """What each of these places gains by a second look, in a wiki without what was deleted since."""
    documents = sum(bits.count(segment.live) for segment in index.segments)
    average = index.lexicon.vocabulary.total / max(documents, 1)
    candidates = Candidates(_texts(index, places))
    found = rescoring.gains(plan, candidates, index.lexicon, documents=documents, average=average)
    return [float(gain) for gain in found]


def _texts(index: Index, places: Sequence[Place]) -> list[NDArray[np.uint32]]:
    wanted: dict[int, list[int]] = {}
    for place in places:
        wanted.setdefault(place.segment, []).append(place.document)
    texts = {
        (number, document): text
        for number, documents in wanted.items()
        for document, text in zip(documents, index.segments[number].texts(documents), strict=True)
    }
    return [texts[place.segment, place.document] for place in places]
