"""The index as of one commit: all segments as one row of documents.

Each segment begins at a multiple of 64, so that its bits fit between those of the others; the numbers in between
stand for no document. What depends on the whole (how rare a stem is) is worked out here and kept as long as the
commit is the newest; what depends on a segment alone stays with the segment.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wiki.search import bits, matching, ranking
from wiki.search.bits import Bits, Numbers
from wiki.search.facets import Facets
from wiki.search.matching import FIELDS
from wiki.search.ranking import Postings
from wiki.search.whoosh_engine.cache import Cache
from wiki.search.whoosh_engine.segments import Opened
from wiki.search.whoosh_engine.words import WordsFile

MOST_BYTES = 24_000_000
STEP = 64

Ints = NDArray[np.int64]


class Part(NamedTuple):
    """A segment, the number of its first document here, and which of its documents were deleted since."""

    opened: Opened
    start: int
    gone: tuple[int, ...]


class Extent(NamedTuple):
    """In how many documents a field is, and about how long it is there."""

    documents: int
    average: float


class View:
    """An index for reading: `matching.Index`. Never changes, but for what it keeps."""

    def __init__(
        self, folder: Path, commit: int, segments: Sequence[tuple[Opened, Sequence[int]]], words: WordsFile
    ) -> None:
        """Each segment with the documents of it that were deleted since; `words` as far as they are read."""
        self.folder, self.commit, self.words, self.lexicon = folder, commit, words, words.lexicon
        self.name = f"{folder.name}/{commit}"
        starts = np.cumsum([0, *(-(-opened.size // STEP) * STEP for opened, _ in segments)]).tolist()
        self.size: int = starts[-1]
        self.segments = tuple(
            Part(opened, start, tuple(gone)) for (opened, gone), start in zip(segments, starts, strict=False)
        )
        self.ids = self._in_a_row(lambda opened: opened.ids)
        self.revisions = self._in_a_row(lambda opened: opened.revisions)
        self.days = self._in_a_row(lambda opened: opened.days)
        self.verified = self._in_a_row(lambda opened: opened.verified)
        self.live = self._live()
        self.total = bits.count(self.live)
        self._extents: dict[str, Extent] = {}
        self._kept: Cache[tuple[str, str]] = Cache(MOST_BYTES)
        self._kept.room_for(self.size)
        self._on_a_day: tuple[int, Facets] | None = None

    def facets(self, today: int) -> Facets:
        kept = self._on_a_day
        if kept is None or kept[0] != today:
            columns = [(part.start, part.opened.columns) for part in self.segments]
            kept = today, Facets(columns, self.size, bits.of_mask(self.verified >= today))
            self._on_a_day = kept
        return kept[1]

    def worth(self, language: str, stem: str) -> Postings:
        return self._kept.get((language, stem), lambda: matching.worth(self, language, stem))

    def postings(self, field: str, stem: str) -> Postings:
        average = self._extent(field).average
        found = [(part.opened.postings(field, stem, average), part.start) for part in self.segments]
        held = [(postings, start) for postings, start in found if len(postings.documents)]
        if not held:
            return ranking.NOTHING
        documents = np.concatenate([postings.documents + np.int32(start) for postings, start in held])
        return Postings(documents, np.concatenate([postings.gains for postings, _ in held]))

    def documents(self, field: str, term: str) -> Numbers:
        found = [part.opened.documents(field, term) + np.int32(part.start) for part in self.segments]
        return np.concatenate(found) if found else ranking.NOTHING.documents

    def with_field(self, field: str) -> int:
        return self._extent(field).documents

    def texts(self, documents: Sequence[int]) -> list[NDArray[np.uint32]]:
        known = len(self.lexicon.vocabulary)
        wanted: dict[int, list[int]] = {}
        for document in documents:
            wanted.setdefault(self._part_of(document), []).append(document)
        found: dict[int, NDArray[np.uint32]] = {}
        for number, some in wanted.items():
            opened, start, _ = self.segments[number]
            found |= zip(some, opened.texts([document - start for document in some], known), strict=True)
        return [found[document] for document in documents]

    def versions(self) -> dict[int, int]:
        """The revision of each article that is there."""
        there = bits.mask(self.live, self.size)
        return dict(zip(self.ids[there].tolist(), self.revisions[there].tolist(), strict=True))

    def prepare(self, before: "View | None", many: int) -> None:
        """Work out now what the first questions would have to wait for: what was asked for lately of the one before."""
        for field in FIELDS:
            self._extent(field)
        for language, stem in before._kept.lately(many) if before else ():
            self.worth(language, stem)
        if before and before._on_a_day:
            self.facets(before._on_a_day[0])
        self.lexicon.vocabulary.prepare()

    def read_everything(self) -> None:
        """Read each posting of each term, and each text; raises Damaged where that fails."""
        for part in self.segments:
            part.opened.read_everything(len(self.lexicon.vocabulary))

    def _in_a_row(self, of: Callable[[Opened], Ints]) -> Ints:
        row = np.zeros(self.size, dtype=np.int64)
        for opened, start, _ in self.segments:
            row[start : start + opened.size] = of(opened)
        return row

    def _live(self) -> Bits:
        there = np.zeros(self.size, dtype=np.bool_)
        for opened, start, gone in self.segments:
            there[start : start + opened.size] = True
            there[start + np.array(gone, dtype=np.int64)] = False
        return bits.of_mask(there)

    def _extent(self, field: str) -> Extent:
        found = self._extents.get(field)
        if found is None:
            each = [part.opened.extent(field) for part in self.segments]
            documents = sum(documents for documents, _ in each)
            average = ranking.typical(sum(length for _, length in each) / documents) if documents else 1.0
            found = self._extents[field] = Extent(documents, average)
        return found

    def _part_of(self, document: int) -> int:
        return next(number for number, part in reversed([*enumerate(self.segments)]) if part.start <= document)
