"""Narrowing hits by where articles stand, and counting what each further choice would leave. Pure.

Within one facet any of the chosen values will do, between facets all have to hold. The counts of a facet are those
of the hits narrowed by the *other* facets: what is beside a value is what choosing it (too) would give. Counts stay
arrays until somebody asks for the name of a value: of thousands of tags a page shows twelve.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from operator import attrgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wiki.search import bits
from wiki.search.bits import Bits, Numbers
from wiki.search.documents import Placed

Chosen = Mapping[str, frozenset[str]]
Found = NDArray[np.int32] | NDArray[np.int64]
CONFIRMED, OVERDUE = "yes", "no"
VALUES: Mapping[str, Callable[[Placed], Sequence[str]]] = {
    "domain": attrgetter("domains"),
    "block": attrgetter("blocks"),
    "type": lambda placed: (placed.type,),
    "language": lambda placed: (placed.language,),
    "tag": attrgetter("tags"),
}
KEYS = (*VALUES, "verified")
# A facet that may have very many values; the others keep a set of documents for each of theirs.
MANY = "tag"
FIRST = 256
WIDTH = 8
NOBODY: Numbers = np.zeros(0, dtype=np.int32)


class Column:
    """Which documents of one segment have each value of one facet: value after value, the documents in a row."""

    def __init__(self, values: Sequence[Sequence[str]]) -> None:
        self.names = sorted({value for each in values for value in each})
        numbers = {name: number for number, name in enumerate(self.names)}
        owners = np.repeat(np.arange(len(values), dtype=np.int32), [len(each) for each in values])
        codes = np.array([numbers[value] for each in values for value in each], dtype=np.int32)
        self.owners: Numbers = owners[np.argsort(codes, kind="stable")]
        self._starts = np.searchsorted(np.sort(codes), np.arange(len(self.names) + 1))
        self.totals: list[int] = np.diff(self._starts).tolist()

    def of(self, number: int) -> Numbers:
        """The documents that have the value with this number."""
        return self.owners[self._starts[number] : self._starts[number + 1]]


class Values:
    """The values of a facet, numbered."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.names = [*dict.fromkeys(names)]
        self.numbers = {name: number for number, name in enumerate(self.names)}


class Counts:
    """How many of the hits have each value of a facet; a value that none has counts 0."""

    def __init__(self, values: Values, found: Found) -> None:
        self._values = values
        self._found = found
        self._more: dict[str, int] = {}

    def __getitem__(self, value: str) -> int:
        number = self._values.numbers.get(value)
        return self._more.get(value, 0) + (0 if number is None else self._count(number))

    def add(self, values: Iterable[str]) -> None:
        """Count another hit that has these values."""
        for value in values:
            self._more[value] = self._more.get(value, 0) + 1

    def most_common(self, many: int) -> list[tuple[str, int]]:
        """The values that most hits have, with how many; those that none has are left out."""
        names, more = self._values.names, self._more
        counted = {names[number]: count for number, count in self._greatest(many)}
        for name in more:
            counted[name] = self[name]
        return sorted(((name, count) for name, count in counted.items() if count), key=_most_first)[:many]

    def as_dict(self) -> dict[str, int]:
        """Every value that some hit has."""
        return dict(self.most_common(len(self._values.names) + len(self._more)))

    def _count(self, number: int) -> int:
        return int(self._found[number])

    def _greatest(self, many: int) -> list[tuple[int, int]]:
        return _greatest(self._found, many)


NO_COUNTS = Counts(Values(), np.zeros(0, dtype=np.int64))


class Facets:
    """The values of all facets, of every document of an index on one day."""

    def __init__(self, segments: Sequence[tuple[int, Mapping[str, Column]]], size: int, confirmed: Bits) -> None:
        """Each segment with the number of its first document; `confirmed` are the documents that are so on the day."""
        self._size = size
        few = {key: _few([(start, columns[key]) for start, columns in segments], size) for key in VALUES if key != MANY}
        few["verified"] = {CONFIRMED: confirmed, OVERDUE: ~confirmed}
        self._values = {key: Values(rows) for key, rows in few.items()}
        width = -(-size // 64)
        self._rows = {key: np.array([*rows.values()], np.uint64).reshape(len(rows), width) for key, rows in few.items()}
        self._all = np.concatenate([*self._rows.values()])
        self._many = _Many([(start, columns[MANY]) for start, columns in segments], size)
        self._values[MANY] = self._many.values

    def holding(self, key: str, values: Iterable[str]) -> Bits:
        """The documents that have any of these values."""
        numbers = (self._values[key].numbers.get(value) for value in values)
        sets = self._many.of if key == MANY else self._rows[key].__getitem__
        each = (sets(number) for number in numbers if number is not None)
        return reduce(np.bitwise_or, each, bits.nothing(self._size))

    def counted(self, hits: Bits, documents: Found) -> dict[str, Counts]:
        """How many of the hits have each value of each facet; `documents` are the same hits, one by one."""
        found = bits.counts(self._all, hits)
        counts, start = {}, 0
        for key in self._rows:
            values = self._values[key]
            counts[key] = Counts(values, found[start : start + len(values.names)])
            start += len(values.names)
        return counts | {MANY: self._many.counts(hits, documents)}

    def documents(self, hits: Bits) -> Found:
        """The hits one by one, ascending."""
        return bits.documents(hits, self._size)

    def counts(self, key: str, hits: Bits) -> Counts:
        """How many of the hits have each value of one facet."""
        if key == MANY:
            return self._many.counts(hits, self.documents(hits))
        return Counts(self._values[key], bits.counts(self._rows[key], hits))


class Narrowed(NamedTuple):
    """The hits that every chosen facet lets through, as a set and one by one, and the counts of all facets."""

    hits: Bits
    documents: Found
    counts: Mapping[str, Counts]


def narrow(hits: Bits, facets: Facets, chosen: Chosen) -> Narrowed:
    """Narrow the hits by what is chosen."""
    passing = {key: facets.holding(key, values) for key, values in chosen.items() if values}
    narrowed = _all(hits, passing.values())
    documents = facets.documents(narrowed)
    counts = facets.counted(narrowed, documents)
    for key in passing:
        counts[key] = facets.counts(key, _all(hits, (row for other, row in passing.items() if other != key)))
    return Narrowed(narrowed, documents, counts)


def passes(placed: Placed, today: int, chosen: Chosen, *, but: str = "") -> bool:
    """Whether an article that stands there passes what is chosen, the facet `but` apart."""
    return all(
        not values or key == but or not values.isdisjoint(values_of(placed, key, today))
        for key, values in chosen.items()
    )


def values_of(placed: Placed, key: str, today: int) -> Sequence[str]:
    """The values of one article for one facet, on a day."""
    return (confirmed(placed.verified, today),) if key == "verified" else VALUES[key](placed)


def confirmed(until: int, today: int) -> str:
    """Whether what is confirmed until a day is so on another."""
    return CONFIRMED if until >= today else OVERDUE


class _Many:
    """A facet with very many values, numbered from the one that most documents have.

    The first WIDTH values of each document stand in a table, which is read for hits faster than anything of uneven
    length; what a few documents have beyond that is kept apart.
    """

    def __init__(self, segments: Sequence[tuple[int, Column]], size: int) -> None:
        self.size = size
        totals: Counter[str] = Counter()
        for _, column in segments:
            totals.update(dict(zip(column.names, column.totals, strict=True)))
        self.values = Values(name for name, _ in sorted(totals.items(), key=_most_first))
        owners, codes = [NOBODY], [NOBODY]
        for start, column in segments:
            numbers = np.array([self.values.numbers[name] for name in column.names], dtype=np.int32)
            owners.append(column.owners + np.int32(start))
            codes.append(np.repeat(numbers, column.totals))
        every, whose = np.concatenate(codes), np.concatenate(owners)
        self.owners = whose[np.argsort(every, kind="stable")]
        self.starts = np.searchsorted(np.sort(every), np.arange(len(self.values.names) + 1))
        self._put_in_table(every, whose)

    def of(self, number: int) -> Bits:
        """The documents that have the value with this number."""
        return bits.of_documents(self.owners[self.starts[number] : self.starts[number + 1]], self.size)

    def counts(self, hits: Bits, documents: Found) -> Counts:
        return _CountsOfMany(self, hits, documents)

    def greatest(self, hits: Bits, documents: Found, many: int) -> list[tuple[int, int]]:
        """The numbers of the values that most hits have, with how many; those that none has are left out."""
        codes = self._table.take(documents, axis=0).ravel()
        if len(self._beyond):
            codes = np.concatenate([codes, self._beyond[bits.mask(hits, self.size)[self._beyond_of]]])
        return _greatest(np.bincount(codes, minlength=len(self.values.names) + 1)[:-1], many)

    def _put_in_table(self, codes: Numbers, owners: Numbers) -> None:
        """In place of a value that is not there stands the number after the last one."""
        order = np.argsort(owners, kind="stable")
        codes, owners = codes[order], owners[order]
        each = np.bincount(owners, minlength=self.size)
        column = np.arange(len(owners)) - np.repeat(np.cumsum(each) - each, each)
        within = column < WIDTH
        width = min(int(each.max(initial=0)), WIDTH)
        self._table = np.full((self.size, width), len(self.values.names), dtype=np.int32)
        self._table[owners[within], column[within]] = codes[within]
        self._beyond, self._beyond_of = codes[~within], owners[~within]


class _CountsOfMany(Counts):
    """Counted when somebody asks, and no further than needed."""

    def __init__(self, many: _Many, hits: Bits, documents: Found) -> None:
        super().__init__(many.values, NO_COUNTS._found)
        self._many = many
        self._hits = hits
        self._documents = documents

    def _count(self, number: int) -> int:
        return bits.count(self._many.of(number) & self._hits)

    def _greatest(self, many: int) -> list[tuple[int, int]]:
        return self._many.greatest(self._hits, self._documents, many)


def _most_first(counted: tuple[str, int]) -> tuple[int, str]:
    name, count = counted
    return -count, name


def _greatest(found: Found, many: int) -> list[tuple[int, int]]:
    """The numbers of the greatest with what they count, in no order; of equal ones those that come first. The first
    ones, which are frequent, give a bound for all; no two are equal while they are picked, for that is slow."""
    bound = int(np.sort(found[:FIRST])[-many]) if 0 < many <= min(FIRST, len(found)) else 0
    reached = np.flatnonzero(found >= max(bound, 1))
    counts = found[reached].astype(np.int64)
    if len(reached) > many:
        best = np.argpartition(counts * len(found) - reached, -many)[-many:]
        reached, counts = reached[best], counts[best]
    return list(zip(reached.tolist(), counts.tolist(), strict=True))


def _few(segments: Sequence[tuple[int, Column]], size: int) -> dict[str, Bits]:
    """The set of documents of each value."""
    found: dict[str, list[Numbers]] = {}
    for start, column in segments:
        for number, name in enumerate(column.names):
            found.setdefault(name, []).append(column.of(number) + np.int32(start))
    return {name: bits.of_documents(np.concatenate(found[name]), size) for name in sorted(found)}


def _all(found: Bits, rows: Iterable[Bits]) -> Bits:
    return reduce(np.bitwise_and, rows, found)
