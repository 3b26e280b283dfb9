"""What the ten best articles cost, for the program and for others, over the same articles and queries.

In every round each way of asking gets all queries in turn, each round starting with another way. A round has a middle
cost and a cost of the slow ones for each way; a figure is the median of the rounds, a ratio the median of the ratios
within the rounds.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from time import process_time

import click

from bench import documents, indexes, ours
from bench.figures import Figure, Target
from bench.ours import COUNTED
from bench.rivals import FTS5, RIVALS, TANTIVY, WHOOSH, Ask, Rival

BESIDE = (FTS5, WHOOSH, TANTIVY)
# From so many pages on: below, no way of searching is slow.
TARGETS_FROM = 10_000
TARGETS = {
    "p50": (Target(0.15, FTS5), Target(0.04, WHOOSH), Target(5, TANTIVY)),
    "p95": (Target(0.08, FTS5), Target(0.02, WHOOSH), Target(5, TANTIVY)),
}
STRETCH_AT = 100_000
STRETCH = Target(1)

# The middle and the slow cost of each round, by percentile and way.
Rounds = Mapping[str, Mapping[str, Sequence[float]]]


def _nothing() -> None:
    pass


@dataclass(frozen=True, slots=True)
class Way:
    """A way of asking; what is done `before` each question is not counted."""

    name: str
    ask: Ask
    before: Callable[[], None] = _nothing


def measure(total: int, word_list: Path, rounds: int) -> list[Figure]:
    """Make the indexes that are missing, and measure. Raises NoWords."""
    folder = ours.index(total, word_list)
    engine = ours.following(folder)
    others = [way for rival in RIVALS for way in _ways_of(rival.opened(_built(rival, total, word_list)))]
    ways = [*_ways_of(ours.ways(engine)), _first_use(folder), *others]
    found = _measured(ways, documents.queries(word_list), rounds, f"{total} pages")
    held = Figure(f"{total} pages, kept of terms, ours", ours.kept_mb(engine), "MB")
    return [*_figures(total, found), held]


def _built(rival: Rival, total: int, word_list: Path) -> Path:
    key = indexes.key(total, word_list, str(rival.recipe))
    return indexes.kept(
        f"{rival.name.lower()}-{total}",
        key,
        lambda folder: rival.build(folder, documents.documents(total, word_list)),
    )


def _ways_of(asks: Mapping[str, Ask]) -> list[Way]:
    return [Way(name, ask) for name, ask in asks.items()]


def _first_use(folder: Path) -> Way:
    """With an engine of its own, open for long, that has met none of the words yet."""
    engine = ours.following(folder)
    return Way(ours.FIRST_USE, ours.ways(engine)[COUNTED], partial(ours.forget, engine))


def _measured(ways: Sequence[Way], queries: Sequence[str], rounds: int, label: str) -> Rounds:
    """The first round is not counted."""
    found: dict[str, dict[str, list[float]]] = {at: {way.name: [] for way in ways} for at in TARGETS}
    with click.progressbar(length=(rounds + 1) * len(ways), label=label) as bar:
        for number in range(rounds + 1):
            first = number % len(ways)
            for way in (*ways[first:], *ways[:first]):
                costs = quantiles([_milliseconds(way, query) for query in queries], n=20)
                if number:
                    found["p50"][way.name].append(costs[9])
                    found["p95"][way.name].append(costs[18])
                bar.update(1)
    return found


def _milliseconds(way: Way, query: str) -> float:
    way.before()
    started = process_time()
    way.ask(query)
    return (process_time() - started) * 1000


def _figures(total: int, found: Rounds) -> Iterator[Figure]:
    for at, costs in found.items():
        for name in costs:
            for target in _targets(total, at, name) or [None]:
                beside = {} if name in BESIDE else _beside(costs, name)
                yield Figure(f"{total} pages, {at}, {name}", median(costs[name]), "ms", beside, target)


def _targets(total: int, at: str, name: str) -> list[Target]:
    """One figure can have one target: what has several is shown as often."""
    if name != COUNTED or total < TARGETS_FROM:
        return []
    return [*TARGETS[at], *([STRETCH] if total == STRETCH_AT and at == "p50" else [])]


def _beside(costs: Mapping[str, Sequence[float]], name: str) -> dict[str, float]:
    return {other: median(mine / its for mine, its in zip(costs[name], costs[other], strict=True)) for other in BESIDE}
