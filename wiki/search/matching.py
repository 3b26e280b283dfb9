"""From a query to hits, over segments of an index that are already in memory. Pure: it knows no search library.

Any word will do (asking for all of them misses the right page for two questions in three), quoted words are required,
minus excludes. A word is looked for in each language by the stem it has there, in the fields of that language, with
its rarity among the texts of that language: three English articles among sixty do not make an English word rare.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import partial
from itertools import compress
from typing import Protocol

from wiki.search import analysis, ranking
from wiki.search.engine import Hit, Placed
from wiki.search.grammar import Kind, Query, Term
from wiki.search.ranking import Postings

WEIGHTS: Mapping[str, float] = {"text": 1.0, "title": 0.6}
WORDS = "words"
# What `Hit._make` does, without a step through Python for each of thousands.
_MADE = partial(tuple.__new__, Hit)
PREFIX_WEIGHT = 0.5


class Segment(Protocol):
    """A part of the index; documents are numbered from 0. `gone` are those deleted since it was written."""

    @property
    def placed(self) -> Sequence[Placed]: ...

    @property
    def gone(self) -> frozenset[int]: ...

    def postings(self, field: str, term: str) -> Postings: ...

    def starting(self, prefix: str) -> Sequence[int]:
        """The documents with a word that begins like this."""

    def beside(self, field: str, terms: Sequence[str]) -> AbstractSet[int]:
        """The documents in which these terms follow each other."""

    def lengths(self, field: str) -> Sequence[int]: ...

    def extent(self, field: str) -> tuple[int, int]:
        """How many documents have this field, and how many terms there are in all of them."""


@dataclass(frozen=True, slots=True)
class Sought:
    """A stem in a field, with what a document gains by it before its own counts are looked at."""

    field: str
    term: str
    weight: float
    average: float


def match(query: Query, segments: Sequence[Segment]) -> list[Hit]:
    """Every document that fits, in no order; without terms, every document that is not excluded."""
    sought = [] if query.is_silent else list(_sought(query, segments))
    flat = list(_flat(query, segments))
    hits: list[Hit] = []
    for number, segment in enumerate(segments):
        scores = [0.0 if query.terms else 1.0] * len(segment.placed)
        for one in sought:
            found = segment.postings(one.field, one.term)
            ranking.add(scores, found, one.weight, segment.lengths(one.field), one.average)
        for weight, documents in flat:
            ranking.add_flat(scores, documents[number], weight)
        _drop(scores, query, segment)
        hits += map(_MADE, compress(zip(scores, segment.placed, strict=True), scores))
    return hits


def _sought(query: Query, segments: Sequence[Segment]) -> Iterator[Sought]:
    for language in analysis.LANGUAGES:
        stems = dict.fromkeys(analysis.query_stem(word, language) for word in query.words)
        for field, weight in WEIGHTS.items():
            name = f"{field}_{language}"
            documents, length = _extent(segments, name)
            for stem in filter(None, stems):
                holding = sum(len(segment.postings(name, stem).documents) for segment in segments)
                if holding:
                    gain = weight * ranking.rarity(documents, holding)
                    yield Sought(name, stem, gain, length / documents)


def _flat(query: Query, segments: Sequence[Segment]) -> Iterator[tuple[float, list[Sequence[int]]]]:
    """Terms that count once per document: beginnings of words, and stop words where nothing else was typed."""
    total = sum(len(segment.placed) for segment in segments)
    for prefix in query.prefixes:
        found = [segment.starting(prefix) for segment in segments]
        yield PREFIX_WEIGHT * ranking.rarity(total, sum(map(len, found))), found
    for word in query.words if query.is_silent else ():
        found = [segment.postings(WORDS, word).documents for segment in segments]
        yield ranking.rarity(total, sum(map(len, found))), found


def _extent(segments: Iterable[Segment], field: str) -> tuple[int, int]:
    extents = [segment.extent(field) for segment in segments]
    return sum(documents for documents, _ in extents), sum(length for _, length in extents)


def _drop(scores: list[float], query: Query, segment: Segment) -> None:
    """Take the score of what may not be a hit: what is deleted or excluded, and what lacks a phrase."""
    for number in segment.gone.union(*(_holding(term, segment) for term in query.excluded)):
        scores[number] = 0.0
    phrases = [_holding(term, segment) for term in query.terms if term.kind is Kind.PHRASE]
    if phrases:
        required = frozenset.intersection(*phrases)
        scores[:] = [score if number in required else 0.0 for number, score in enumerate(scores)]


def _holding(term: Term, segment: Segment) -> frozenset[int]:
    """The documents that hold a term, in whichever language; where no word tells anything, all of them as written."""
    if term.kind is Kind.PREFIX:
        return frozenset(segment.starting(term.words[0]))
    if not analysis.telling(term.words):
        return frozenset.intersection(*(frozenset(segment.postings(WORDS, word).documents) for word in term.words))
    stems = {language: analysis.stems(term.words, language) for language in analysis.LANGUAGES}
    return frozenset().union(*(segment.beside(f"text_{language}", found) for language, found in stems.items() if found))
