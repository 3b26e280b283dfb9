"""Narrowing hits by where articles stand, and counting what each further choice would leave. Pure.

Within one facet any of the chosen values will do, between facets all have to hold. The counts of a facet are those
of the hits narrowed by the *other* facets: what is beside a value is what choosing it (too) would give.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from wiki.search.engine import Hit, Placed

Chosen = Mapping[str, frozenset[str]]
VALUES: Mapping[str, Callable[[Placed], Iterable[str]]] = {
    "domain": lambda placed: placed.domains,
    "block": lambda placed: placed.blocks,
    "type": lambda placed: (placed.type,),
    "tag": lambda placed: placed.tags,
}


class Narrowed(NamedTuple):
    hits: Sequence[Hit]
    counts: Mapping[str, Counter[str]]


def narrow(hits: Sequence[Hit], chosen: Chosen) -> Narrowed:
    """The hits that every chosen facet lets through, and the counts of all facets."""
    demands = [(key, values, VALUES[key]) for key, values in chosen.items() if values]
    passing: list[Hit] = []
    missing: dict[str, list[Hit]] = {key: [] for key in VALUES}
    for hit in hits:
        failed = [key for key, values, of in demands if values.isdisjoint(of(hit.placed))]
        if not failed:
            passing.append(hit)
        elif len(failed) == 1:
            missing[failed[0]].append(hit)
    return Narrowed(passing, {key: _counted(key, passing, missing[key]) for key in VALUES})


def _counted(key: str, *groups: Iterable[Hit]) -> Counter[str]:
    of = VALUES[key]
    return Counter(chain.from_iterable(of(hit.placed) for hit in chain(*groups)))
