"""From a plan to scores, over segments of an index that are already in memory. Pure: it knows no search library.

Any word will do (asking for all of them misses the right page for two questions in three), quoted words are required,
minus excludes. A word is looked for in each language by the stem it has there, in the fields of that language, with
its rarity among the texts of that language: three English articles among sixty do not make an English word rare.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from wiki.search import analysis, bits, phrases, ranking
from wiki.search.bits import Bits, Numbers
from wiki.search.expansion import Plan, Reason
from wiki.search.facets import Column
from wiki.search.grammar import Kind
from wiki.search.lexicon import Lexicon
from wiki.search.ranking import Postings, Scores

WEIGHTS: Mapping[str, float] = {"text": 1.0, "title": 0.33, "key": 0.3}
SILENT = "silent"
PREFIX_WEIGHT = 0.5


class Segment(Protocol):
    """A part of the index that never changes, but for which of its documents are `live`; they are numbered from 0."""

    @property
    def name(self) -> str: ...

    @property
    def size(self) -> int: ...

    @property
    def live(self) -> Bits: ...

    @property
    def ids(self) -> NDArray[np.int64]:
        """The article that each document is of."""

    @property
    def revisions(self) -> NDArray[np.int64]:
        """The revision of the article that each document is of."""

    @property
    def days(self) -> NDArray[np.int64]:
        """The ordinal of the day each article changed."""

    @property
    def verified(self) -> NDArray[np.int64]:
        """The ordinal of the day until which each article is confirmed; 0 for one that never was."""

    def columns(self, today: int) -> Mapping[str, Column]:
        """The values of each facet, on a day."""

    def postings(self, field: str, term: str, average: float) -> Postings:
        """What each document gains by a term in a field that is `average` long."""

    def documents(self, field: str, term: str) -> Numbers:
        """The documents that have a term."""

    def extent(self, field: str) -> tuple[int, int]:
        """How many documents have this field, and how many terms there are in all of them."""

    def texts(self, documents: Sequence[int]) -> list[NDArray[np.uint32]]:
        """Title and text of each, as the numbers of its words."""


class Index(Protocol):
    """The index as of one moment."""

    @property
    def segments(self) -> Sequence[Segment]: ...

    @property
    def lexicon(self) -> Lexicon: ...


class Sought(NamedTuple):
    """A stem in a field, its worth, and its postings in each segment."""

    field: str
    reason: Reason
    weight: float
    postings: tuple[Postings, ...]


class Flat(NamedTuple):
    """A term that adds the same to each document that holds it, and which those are in each segment."""

    term: str
    weight: float
    documents: list[Numbers]


class Matched(NamedTuple):
    """What each document of a segment scores, and which are hits."""

    scores: Scores
    hits: Bits


def match(plan: Plan, index: Index) -> list[Matched]:
    """The hits in each segment: those that fit, without terms all that are not excluded."""
    looked_for = list(sought(plan.reasons, index.segments))
    flat_ones = list(flat(plan, index))
    return [_in_segment(plan, index, number, looked_for, flat_ones) for number in range(len(index.segments))]


def sought(reasons: Iterable[Reason], segments: Sequence[Segment]) -> Iterator[Sought]:
    """Each stem in each field that has it."""
    extents = {name: _extent(segments, name) for name in FIELDS}
    for reason in reasons:
        for field, weight in WEIGHTS.items():
            name = f"{field}_{reason.language}"
            documents, average = extents[name]
            if documents:
                found = tuple(segment.postings(name, reason.stem, average) for segment in segments)
                holding = sum(len(postings.documents) for postings in found)
                if holding:
                    yield Sought(name, reason, weight * reason.weight * ranking.rarity(documents, holding), found)


def _in_segment(
    plan: Plan, index: Index, number: int, looked_for: Sequence[Sought], flat_ones: Sequence[Flat]
) -> Matched:
    segment, query = index.segments[number], plan.query
    scores = np.full(segment.size, 0 if query.terms else 1, dtype=np.float32)
    for one in looked_for:
        ranking.add(scores, one.postings[number], one.weight)
    for each in flat_ones:
        scores[each.documents[number]] += np.float32(each.weight)
    hits = bits.of_mask(scores > 0) & segment.live
    for term in query.excluded:
        hits &= ~phrases.holding(term, segment, index.lexicon)
    for term in query.terms:
        if term.kind is Kind.PHRASE:
            hits &= phrases.holding(term, segment, index.lexicon)
    return Matched(scores, hits)


def flat(plan: Plan, index: Index) -> Iterator[Flat]:
    """Terms that count once per document: beginnings of words, and stop words where nothing else was typed."""
    total = sum(segment.size for segment in index.segments)
    for prefix in plan.query.prefixes:
        found = [phrases.starting(prefix, segment, index.lexicon) for segment in index.segments]
        yield Flat(f"{prefix}*", PREFIX_WEIGHT * ranking.rarity(total, sum(map(len, found))), found)
    for word in plan.query.words if plan.query.is_silent else ():
        found = [segment.documents(SILENT, word) for segment in index.segments]
        yield Flat(word, ranking.rarity(total, sum(map(len, found))), found)


def _extent(segments: Iterable[Segment], field: str) -> tuple[int, float]:
    """In how many documents, and about how long it is there."""
    extents = [segment.extent(field) for segment in segments]
    documents = sum(documents for documents, _ in extents)
    return documents, ranking.typical(sum(length for _, length in extents) / documents) if documents else 1.0


FIELDS = tuple(f"{field}_{language}" for field in WEIGHTS for language in analysis.LANGUAGES)
