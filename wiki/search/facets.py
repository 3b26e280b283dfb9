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
Found = NDArray[np.int64]
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


class Column:
    """Which documents of one segment have each value of one facet: value after value, the documents in a row."""

    def __init__(self, values: Sequence[Sequence[str]]) -> None:
        self.names = sorted({value for each in values for value in each})
        numbers = {name: number for number, name in enumerate(self.names)}
        owners = np.repeat(np.arange(len(values), dtype=np.int32), [len(each) for each in values])
        codes = np.array([numbers[value] for each in values for value in each], dtype=np.int32)
        self.owners: Numbers = owners[np.argsort(codes, kind="stable")]
        self.starts = np.searchsorted(np.sort(codes), np.arange(len(self.names)))

    def of(self, number: int) -> Numbers:
        """The documents that have the value with this number."""
        end = self.starts[number + 1] if number + 1 < len(self.starts) else None
        return self.owners[self.starts[number] : end]

    def of_name(self, name: str) -> Numbers:
        """The documents that have this value; none for one that no document has."""
        return self.of(self.names.index(name)) if name in self.names else self.owners[:0]


class Counts:
    """How many of the hits have each value of a facet; a value that none has counts 0."""

    def __init__(self, values: "Values", found: Found) -> None:
        self._values = values
        self._found = found
        self._more: Counter[str] = Counter()

    def __getitem__(self, value: str) -> int:
        number = self._values.numbers.get(value)
        return self._more[value] + (0 if number is None else int(self._found[number]))

    def add(self, values: Iterable[str]) -> None:
        """Count another hit that has these values."""
        self._more.update(values)

    def most_common(self, many: int) -> list[tuple[str, int]]:
        """The values that most hits have, with how many; those that none has are left out."""
        names = self._values.names
        several = dict.fromkeys([*self._more, *(names[number] for number in _greatest(self._found, many))])
        counted = [(name, self[name]) for name in several if self[name]]
        return sorted(counted, key=lambda one: (-one[1], one[0]))[:many]

    def as_dict(self) -> dict[str, int]:
        """Every value that some hit has."""
        return dict(self.most_common(len(self._values.names) + len(self._more)))


class Values:
    """The values of a facet, numbered."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.names = [*dict.fromkeys(names)]
        self.numbers = {name: number for number, name in enumerate(self.names)}


NO_COUNTS = Counts(Values(), np.zeros(0, dtype=np.int64))


class Facets:
    """The values of all facets, of every document of an index on one day."""

    def __init__(self, segments: Sequence[tuple[int, Mapping[str, Column]]], size: int, confirmed: Bits) -> None:
        """Each segment with the number of its first document; `confirmed` are the documents that are so on the day."""
        self._size = size
        few = {key: _few([(start, columns[key]) for start, columns in segments], size) for key in VALUES if key != MANY}
        few["verified"] = {CONFIRMED: confirmed, OVERDUE: ~confirmed}
        self._sets = few
        self._values = {key: Values(rows) for key, rows in few.items()}
        width = -(-size // 64)
        self._rows = {key: np.array([*rows.values()], np.uint64).reshape(len(rows), width) for key, rows in few.items()}
        self._all = np.concatenate([*self._rows.values()])
        self._many = _Many([(start, columns[MANY]) for start, columns in segments], size)

    def holding(self, key: str, values: Iterable[str]) -> Bits:
        """The documents that have any of these values."""
        each = (self._many.of(value) if key == MANY else self._sets[key].get(value) for value in values)
        nothing = bits.nothing(self._size)
        return reduce(np.bitwise_or, (nothing if one is None else one for one in each), nothing)

    def counted(self, hits: Bits) -> dict[str, Counts]:
        """How many of the hits have each value of each facet."""
        found = bits.counts(self._all, hits)
        counts, start = {}, 0
        for key, values in self._values.items():
            counts[key] = Counts(values, found[start : start + len(values.names)])
            start += len(values.names)
        return counts | {MANY: self._many.counts(hits)}

    def counts(self, key: str, hits: Bits) -> Counts:
        """How many of the hits have each value of one facet."""
        if key == MANY:
            return self._many.counts(hits)
        return Counts(self._values[key], bits.counts(self._rows[key], hits))


class Narrowed(NamedTuple):
    """The hits that every chosen facet lets through, and the counts of all facets."""

    hits: Bits
    counts: Mapping[str, Counts]


def narrow(hits: Bits, facets: Facets, chosen: Chosen) -> Narrowed:
    """Narrow the hits by what is chosen."""
    passing = {key: facets.holding(key, values) for key, values in chosen.items() if values}
    narrowed = _all(hits, passing.values())
    counts = facets.counted(narrowed)
    for key in passing:
        counts[key] = facets.counts(key, _all(hits, (row for other, row in passing.items() if other != key)))
    return Narrowed(narrowed, counts)


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
    """A facet with very many values: counted by looking once at each document of each value."""

    def __init__(self, segments: Sequence[tuple[int, Column]], size: int) -> None:
        self._size = size
        self._values = Values(name for _, column in segments for name in column.names)
        self._parts = [
            (start, column, np.array([self._values.numbers[name] for name in column.names]))
            for start, column in segments
            if column.names
        ]

    def of(self, value: str) -> Bits:
        found = [column.of_name(value) + np.int32(start) for start, column, _ in self._parts]
        return bits.of_documents(np.concatenate(found), self._size) if found else bits.nothing(self._size)

    def counts(self, hits: Bits) -> Counts:
        found = np.zeros(len(self._values.names), dtype=np.int64)
        is_hit = bits.mask(hits, self._size).view(np.uint8)
        for start, column, codes in self._parts:
            found[codes] += np.add.reduceat(is_hit[start:].take(column.owners).astype(np.int32), column.starts)
        return Counts(self._values, found)


def _greatest(found: Found, many: int) -> list[int]:
    """The numbers of the greatest, in no order; of equal ones those that come first."""
    if len(found) <= many:
        return [*range(len(found))]
    least = np.partition(found, len(found) - many)[len(found) - many]
    above = np.flatnonzero(found > least)
    return [*above.tolist(), *np.flatnonzero(found == least)[: many - len(above)].tolist()]


def _few(segments: Sequence[tuple[int, Column]], size: int) -> dict[str, Bits]:
    """The set of documents of each value."""
    found: dict[str, list[Numbers]] = {}
    for start, column in segments:
        for number, name in enumerate(column.names):
            found.setdefault(name, []).append(column.of(number) + np.int32(start))
    return {name: bits.of_documents(np.concatenate(found[name]), size) for name in sorted(found)}


def _all(found: Bits, rows: Iterable[Bits]) -> Bits:
    return reduce(np.bitwise_and, rows, found)
