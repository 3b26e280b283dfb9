"""Narrowing hits by where articles stand, and counting what each further choice would leave. Pure.

Within one facet any of the chosen values will do, between facets all have to hold. The counts of a facet are those
of the hits narrowed by the *other* facets: what is beside a value is what choosing it (too) would give.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from wiki.search.engine import Hit, Placed

Chosen = Mapping[str, frozenset[str]]
VALUES: Mapping[str, Callable[[Placed], Iterable[str]]] = {
    "domain": attrgetter("domains"),
    "block": attrgetter("blocks"),
    "type": lambda placed: (placed.type,),
    "tag": attrgetter("tags"),
}


class Narrowed(NamedTuple):
    hits: Sequence[Hit]
    counts: Mapping[str, Counter[str]]


def narrow(hits: Sequence[Hit], chosen: Chosen) -> Narrowed:
    """The hits that every chosen facet lets through, and the counts of all facets."""
    demands = [(key, values, VALUES[key]) for key, values in chosen.items() if values]
    passing: list[Hit] = []
    missing: dict[str, list[Hit]] = {key: [] for key in VALUES}
    for hit in hits if demands else ():
        failed = [key for key, values, of in demands if values.isdisjoint(of(hit.placed))]
        if not failed:
            passing.append(hit)
        elif len(failed) == 1:
            missing[failed[0]].append(hit)
    shown = passing if demands else hits
    return Narrowed(shown, {key: _counted(key, chain(shown, missing[key])) for key in VALUES})


def _counted(key: str, hits: Iterable[Hit]) -> Counter[str]:
    placed = map(_PLACED, hits)
    return Counter(chain.from_iterable(map(VALUES[key], placed)))


_PLACED = attrgetter("placed")
