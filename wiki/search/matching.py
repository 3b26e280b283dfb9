"""From a plan to scores, over an index that is already in memory. Pure: it knows no search library.

Any word will do (asking for all of them misses the right page for two questions in three), quoted words are required,
minus excludes. A word is looked for in each language by the stem it has there, in the fields of that language, with
its rarity among the texts of that language: three English articles among sixty do not make an English word rare.

What a stem adds to each document, in all fields of a language together, is the same for every query until the index
changes: it is worked out once (`worth`) and kept by the index.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from wiki.search import analysis, bits, phrases, ranking
from wiki.search.bits import Bits, Numbers
from wiki.search.expansion import Plan
from wiki.search.facets import Facets
from wiki.search.grammar import Kind
from wiki.search.lexicon import Lexicon
from wiki.search.ranking import Postings, Scores

WEIGHTS: Mapping[str, float] = {"text": 1.0, "title": 0.33, "key": 0.3}
SILENT = "silent"
PREFIX_WEIGHT = 0.5


class Index(Protocol):
    """An index as of one moment: documents are numbered from 0, and some numbers stand for none."""

    @property
    def name(self) -> str:
        """Another one for every state of every index."""

    @property
    def size(self) -> int:
        """How many numbers there are."""

    @property
    def total(self) -> int:
        """How many documents there are."""

    @property
    def live(self) -> Bits:
        """The numbers that stand for a document which is still there."""

    @property
    def ids(self) -> NDArray[np.int64]:
        """The article that each document is of; 0 for a number that stands for none."""

    @property
    def revisions(self) -> NDArray[np.int64]:
        """The revision of the article that each document is of."""

    @property
    def days(self) -> NDArray[np.int64]:
        """The ordinal of the day each article changed."""

    @property
    def verified(self) -> NDArray[np.int64]:
        """The ordinal of the day until which each article is confirmed; 0 for one that never was."""

    @property
    def lexicon(self) -> Lexicon: ...

    def facets(self, today: int) -> Facets:
        """The values of each facet, on a day."""

    def worth(self, language: str, stem: str) -> Postings:
        """What `worth` below says, kept."""

    def postings(self, field: str, stem: str) -> Postings:
        """What each document gains by a stem in a field."""

    def documents(self, field: str, term: str) -> Numbers:
        """The documents that have a term, those that were deleted too."""

    def with_field(self, field: str) -> int:
        """How many documents have this field, those that were deleted too."""

    def texts(self, documents: Sequence[int]) -> list[NDArray[np.uint32]]:
        """Title and text of each, as the numbers of its words."""


class InField(NamedTuple):
    """A stem in one field: what it is worth there, and which documents gain by it."""

    field: str
    weight: float
    postings: Postings


class Flat(NamedTuple):
    """A term that adds the same to each document that holds it."""

    term: str
    weight: float
    documents: Numbers


class Matched(NamedTuple):
    """What each document scores, and which are hits."""

    scores: Scores
    hits: Bits


def match(plan: Plan, index: Index) -> Matched:
    """The hits: those that fit, without terms all that are not excluded."""
    query = plan.query
    scores = np.zeros(index.size, np.float32) if query.terms else np.ones(index.size, np.float32)
    for reason in plan.reasons:
        ranking.add(scores, index.worth(reason.language, reason.stem), reason.weight)
    for each in flat(plan, index):
        scores[each.documents] += np.float32(each.weight)
    hits = bits.of_mask(scores > 0) & index.live
    for term in query.excluded:
        hits &= ~phrases.holding(term, index)
    for term in query.terms:
        if term.kind is Kind.PHRASE:
            hits &= phrases.holding(term, index)
    return Matched(scores, hits)


def worth(index: Index, language: str, stem: str) -> Postings:
    """What each document gains by a stem in all fields of a language together."""
    found = list(in_fields(index, language, stem))
    if not found:
        return ranking.NOTHING
    gains = np.zeros(index.size, dtype=np.float32)
    for one in found:
        ranking.add(gains, one.postings, one.weight)
    return ranking.kept(gains)


def in_fields(index: Index, language: str, stem: str) -> Iterator[InField]:
    """A stem in each field of a language that has it."""
    for field, weight in WEIGHTS.items():
        name = f"{field}_{language}"
        postings = index.postings(name, stem) if index.with_field(name) else ranking.NOTHING
        if len(postings.documents):
            yield InField(field, weight * ranking.rarity(index.with_field(name), len(postings.documents)), postings)


def flat(plan: Plan, index: Index) -> Iterator[Flat]:
    """Terms that count once per document: beginnings of words, phrases of stop words, and single stop words where
    nothing else was typed."""
    if plan.words and all(term.kind is Kind.WORD for term in plan.query.terms):
        return  # as most queries are
    for prefix in plan.query.prefixes:
        found = phrases.starting(prefix, index)
        yield Flat(f"{prefix}*", PREFIX_WEIGHT * ranking.rarity(index.total, len(found)), found)
    if plan.query.is_silent:
        for word in plan.query.words:
            found = index.documents(SILENT, word)
            yield Flat(word, ranking.rarity(index.total, len(found)), found)
        return
    for term in plan.query.terms:
        if term.kind is Kind.PHRASE and not analysis.telling(term.words):
            found = np.flatnonzero(bits.mask(phrases.holding(term, index), index.size)).astype(np.int32)
            yield Flat(" ".join(term.words), ranking.rarity(index.total, len(found)), found)


FIELDS = tuple(f"{field}_{language}" for field in WEIGHTS for language in analysis.LANGUAGES)
