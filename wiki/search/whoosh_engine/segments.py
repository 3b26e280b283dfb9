"""Segments of an index, open for reading, and what was read of them kept in memory."""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from weakref import finalize

from whoosh.codec.base import Segment as Entry
from whoosh.filedb.filestore import FileStorage
from whoosh.reading import SegmentReader

from wiki.search import matching
from wiki.search.ranking import NOTHING, Postings
from wiki.search.whoosh_engine.files import SCHEMA, Damaged, reading, unpacked

MOST_POSTINGS = 2_000_000


class Segment:
    """One segment, opened: everything read of it stays true until it is merged away, so it is read once."""

    def __init__(self, files: FileStorage, entry: Entry, cache: "Cache") -> None:
        self.name: str = entry.segment_id()
        self.gone: frozenset[int] = frozenset()
        self._reader = SegmentReader(files, SCHEMA, entry)
        finalize(self, self._reader.close)
        self._cache = cache
        self._lengths: dict[str, array[int]] = {}
        self._extents: dict[str, tuple[int, int]] = {}
        column = self._reader.column_reader("placed")
        self.placed = [unpacked(column[number]) for number in range(self._reader.doc_count_all())]

    def postings(self, field: str, term: str) -> Postings:
        return self._cache.get((self.name, field, term), lambda: self._read_postings(field, term))

    def starting(self, prefix: str) -> Sequence[int]:
        return self._cache.get((self.name, "", prefix), lambda: self._read_starting(prefix)).documents

    def beside(self, field: str, terms: Sequence[str]) -> frozenset[int]:
        holding = [frozenset(self.postings(field, term).documents) for term in terms]
        candidates = sorted(frozenset.intersection(*holding))
        if len(terms) == 1 or not candidates:
            return frozenset(candidates)
        with reading():
            places = [list(self._places(field, term, candidates)) for term in terms]
        return frozenset(number for number, *starts in zip(candidates, *places, strict=True) if _follow(starts))

    def lengths(self, field: str) -> Sequence[int]:
        if field not in self._lengths:
            with reading():
                self._lengths[field] = self._read_lengths(field)
        return self._lengths[field]

    def extent(self, field: str) -> tuple[int, int]:
        if field not in self._extents:
            lengths = self.lengths(field)
            self._extents[field] = sum(map(bool, lengths)), sum(lengths)
        return self._extents[field]

    def versions(self) -> Iterator[tuple[int, int]]:
        return ((one.id, one.revision) for number, one in enumerate(self.placed) if number not in self.gone)

    def read_everything(self) -> None:
        """Read each posting of each term; raises Damaged where that fails."""
        with reading():
            for field, term in self._reader.all_terms():
                for _ in self._reader.postings(field, term).all_ids():
                    pass

    def _read_lengths(self, field: str) -> "array[int]":
        """Whoosh takes a column that was cut short for one that ends in zeros, so the sum is held against the one it
        keeps elsewhere; each length is rounded to one of 256 values."""
        length, total = self._reader.doc_field_length, self._reader.field_length(field)
        lengths = array("I", (length(number, field) or 0 for number in range(len(self.placed))))
        if abs(sum(lengths) - total) > total / 4:
            raise Damaged(field)
        return lengths

    def _read_postings(self, field: str, term: str) -> Postings:
        documents, counts = array("I"), array("f")
        with reading():
            if (field, term) not in self._reader:
                return NOTHING
            matcher = self._reader.postings(field, term)
            while matcher.is_active():
                documents.append(matcher.id())
                counts.append(matcher.weight())
                matcher.next()
        return Postings(documents, counts)

    def _read_starting(self, prefix: str) -> Postings:
        found: set[int] = set()
        with reading():
            for word in list(self._reader.expand_prefix(matching.WORDS, prefix)):
                found.update(self._reader.postings(matching.WORDS, word).all_ids())
        documents = array("I", sorted(found))
        return Postings(documents, array("f", [1.0]) * len(documents))

    def _places(self, field: str, term: str, documents: Sequence[int]) -> Iterator[list[int]]:
        """Where the term stands in each of these documents, which all hold it."""
        matcher = self._reader.postings(field, term)
        for number in documents:
            matcher.skip_to(number)
            yield matcher.value_as("positions")


class Cache:
    """The postings read last, up to a number of entries in all of them; about eight bytes each."""

    def __init__(self, most: int = MOST_POSTINGS) -> None:
        self._most = most
        self._held = 0
        self._kept: OrderedDict[tuple[str, str, str], Postings] = OrderedDict()

    def get(self, key: tuple[str, str, str], read: Callable[[], Postings]) -> Postings:
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        found = self._kept[key] = read()
        self._held += _size(found)
        while self._held > self._most and len(self._kept) > 1:
            self._held -= _size(self._kept.popitem(last=False)[1])
        return found


def _follow(places: Sequence[list[int]]) -> bool:
    """Whether some place of the first word is followed by the others, one after another."""
    starts = ({place - shift for place in found} for shift, found in enumerate(places))
    return bool(set.intersection(*starts))


def _size(postings: Postings) -> int:
    return len(postings.documents) + 16
