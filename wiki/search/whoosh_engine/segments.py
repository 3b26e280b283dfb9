"""Segments of an index, open for reading, and what was read of them kept in memory."""

import os
from collections.abc import Mapping, Sequence
from threading import Lock
from typing import Any
from weakref import finalize

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.base import Segment as Entry
from whoosh.codec.whoosh3 import W3LeafMatcher
from whoosh.filedb.filestore import FileStorage
from whoosh.matching import Matcher
from whoosh.reading import SegmentReader

from wiki.search import ranking
from wiki.search.bits import Numbers
from wiki.search.facets import VALUES, Column
from wiki.search.ranking import NOTHING, Postings, Scores
from wiki.search.whoosh_engine.cache import Cache
from wiki.search.whoosh_engine.files import SCHEMA, Damaged, reading, unpacked

MOST_BYTES = 24_000_000
_NOT_SCORED = 0.0

# Segment, field, term, and the average length that its gains are worked out for.
Key = tuple[str, str, str, float]


class Opened:
    """One segment as it was written: everything read of it stays true until it is merged away, so it is read once."""

    def __init__(self, files: FileStorage, entry: Entry, cache: Cache[Key]) -> None:
        self.name: str = entry.segment_id()
        self._lock = Lock()
        self._reader = SegmentReader(files, SCHEMA, entry)
        finalize(self, self._reader.close)
        self._cache = cache
        self.size: int = self._reader.doc_count_all()
        column = self._reader.column_reader("placed")
        placed = [unpacked(column[number]) for number in range(self.size)]
        self.ids, self.revisions, self.days, self.verified = (
            np.array([getattr(one, name) for one in placed], dtype=np.int64)
            for name in ("id", "revision", "day", "verified")
        )
        self.columns: Mapping[str, Column] = {key: Column([of(one) for one in placed]) for key, of in VALUES.items()}
        if self.size and not self._reader.has_column("words"):
            raise Damaged("words")
        # The reader of the column itself, below the one that decodes what it says.
        self._words: Any = getattr(self._reader.column_reader("words"), "_reader", None)
        self._lengths: dict[str, Scores] = {}
        self._extents: dict[str, tuple[int, int]] = {}

    def postings(self, field: str, term: str, average: float) -> Postings:
        """What each document gains by a term in a field that is `average` long."""
        key = (self.name, field, term, average)
        return self._cache.get(key, lambda: self._read_postings(field, term, average))

    def documents(self, field: str, term: str) -> Numbers:
        return self.postings(field, term, _NOT_SCORED).documents

    def extent(self, field: str) -> tuple[int, int]:
        """How many documents have this field, and how many terms there are in all of them."""
        if field not in self._extents:
            lengths = self.lengths(field)
            self._extents[field] = int(np.count_nonzero(lengths)), int(lengths.sum())
        return self._extents[field]

    def lengths(self, field: str) -> Scores:
        if field not in self._lengths:
            with reading(), self._lock:
                self._lengths[field] = self._read_lengths(field)
        return self._lengths[field]

    def texts(self, documents: Sequence[int], known: int) -> list[NDArray[np.uint32]]:
        """Title and text of each, as numbers of words below `known`. Read past Whoosh's own layers, which take five
        times as long for each of a hundred texts."""
        column = self._words
        lengths = [column._lengths[number] for number in documents]
        with reading():
            file = column._dbfile.file.fileno()
            read = [
                os.pread(file, length, column._basepos + column._offsets[number])
                for number, length in zip(documents, lengths, strict=True)
            ]
            numbers = np.frombuffer(b"".join(read), dtype="<u4")
            if len(numbers) * 4 != sum(lengths) or numbers.max(initial=0) >= max(known, 1):
                raise Damaged("words")
        return np.split(numbers, np.cumsum(lengths)[:-1] // 4)

    def read_everything(self, known: int) -> None:
        """Read each posting of each term, and each text; raises Damaged where that fails."""
        self.texts(range(self.size), known)
        with reading(), self._lock:
            for field, term in self._reader.all_terms():
                for _ in self._reader.postings(field, term).all_ids():
                    pass

    def _read_lengths(self, field: str) -> Scores:
        """Whoosh takes a column that was cut short for one that ends in zeros, so the sum is held against the one it
        keeps elsewhere; each length is rounded to one of 256 values."""
        length, total = self._reader.doc_field_length, self._reader.field_length(field)
        lengths = np.fromiter((length(number, field) or 0 for number in range(self.size)), np.float32, self.size)
        if abs(lengths.sum() - total) > total / 4:
            raise Damaged(field)
        return lengths

    def _read_postings(self, field: str, term: str, average: float) -> Postings:
        lengths = self.lengths(field) if average != _NOT_SCORED else None
        with reading(), self._lock:
            if (field, term) not in self._reader:
                return NOTHING
            # The reader's own way would leave deleted documents out one by one; here they are a mask.
            matcher = self._reader._terms.matcher(field, term.encode(), SCHEMA[field].format)
            documents, counts = _whole(matcher)
            if len(documents) and documents[-1] >= self.size:
                raise Damaged(field)
        if lengths is None:
            return Postings(documents, NOTHING.gains)
        return ranking.gained(documents, counts, lengths, average)


def _whole(matcher: Matcher) -> tuple[Numbers, Scores]:
    """All documents and counts of a term, a block at a time: one by one they take twenty times as long."""
    documents: list[NDArray[np.int32]] = []
    counts: list[Scores] = []
    while matcher.is_active():
        matcher.id(), matcher.weight()
        documents.append(np.array(matcher._ids, dtype=np.int32))
        counts.append(np.array(matcher._weights, dtype=np.float32))
        if not isinstance(matcher, W3LeafMatcher):
            break
        matcher._next_block()
    if not documents:
        return NOTHING.documents, NOTHING.gains
    return np.concatenate(documents), np.concatenate(counts)
