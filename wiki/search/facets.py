"""Narrowing hits by where articles stand, and counting what each further choice would leave. Pure.

Within one facet any of the chosen values will do, between facets all have to hold. The counts of a facet are those
of the hits narrowed by the *other* facets: what is beside a value is what choosing it (too) would give.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from operator import attrgetter
from typing import NamedTuple

import numpy as np

from wiki.search import bits
from wiki.search.bits import Bits
from wiki.search.documents import Placed

Chosen = Mapping[str, frozenset[str]]
CONFIRMED, OVERDUE = "yes", "no"
VALUES: Mapping[str, Callable[[Placed], Sequence[str]]] = {
    "domain": attrgetter("domains"),
    "block": attrgetter("blocks"),
    "type": lambda placed: (placed.type,),
    "tag": attrgetter("tags"),
    "language": lambda placed: (placed.language,),
}
KEYS = (*VALUES, "verified")
# A facet with more values than this keeps for each value its documents, and no set as large as the segment.
MOST_ROWS = 64


class Column:
    """Which values the documents of one segment have for one facet."""

    def __init__(self, values: Sequence[Sequence[str]]) -> None:
        self._size = len(values)
        self._names = sorted({value for each in values for value in each})
        numbers = {name: number for number, name in enumerate(self._names)}
        self._owners = np.repeat(np.arange(len(values), dtype=np.int32), [len(each) for each in values])
        self._codes = np.array([numbers[value] for each in values for value in each], dtype=np.int32)
        few = len(self._names) <= MOST_ROWS
        self._rows = np.array([self._row(number) for number in range(len(self._names))]) if few and values else None
        if self._rows is not None:
            del self._owners, self._codes

    def holding(self, values: Iterable[str]) -> Bits:
        """The documents that have any of the values."""
        numbers = [self._names.index(value) for value in values if value in self._names]
        return reduce(np.bitwise_or, map(self._set, numbers), bits.nothing(self._size))

    def counts(self, hits: Bits) -> Counter[str]:
        """How many of the hits have each value; values without any are left out."""
        if self._rows is not None:
            found = bits.counts(self._rows, hits) if len(self._rows) else np.zeros(0, np.int64)
        else:
            found = np.bincount(self._codes[bits.mask(hits, self._size)[self._owners]], minlength=len(self._names))
        return Counter({self._names[number]: int(found[number]) for number in np.flatnonzero(found)})

    def _set(self, number: int) -> Bits:
        return self._row(number) if self._rows is None else self._rows[number]

    def _row(self, number: int) -> Bits:
        return bits.of_documents(self._owners[self._codes == number], self._size)


class Narrowed(NamedTuple):
    """The hits that every chosen facet lets through, in each segment, and the counts of all facets."""

    hits: list[Bits]
    counts: Mapping[str, Counter[str]]


def narrow(hits: Sequence[Bits], columns: Sequence[Mapping[str, Column]], chosen: Chosen) -> Narrowed:
    """Narrow the hits of each segment by what is chosen."""
    counts: dict[str, Counter[str]] = {key: Counter() for key in KEYS}
    narrowed = []
    for found, of in zip(hits, columns, strict=True):
        passing = {key: of[key].holding(values) for key, values in chosen.items() if values}
        for key in KEYS:
            counts[key] += of[key].counts(_all(found, (row for other, row in passing.items() if other != key)))
        narrowed.append(_all(found, passing.values()))
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


def _all(found: Bits, rows: Iterable[Bits]) -> Bits:
    return reduce(np.bitwise_and, rows, found)
