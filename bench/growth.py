"""A picture of how the cost of the ten best articles grows with the number of pages, both by powers of ten.

Drawn by hand as SVG: lines of middle tones and grey words, which can be read on a light and on a dark page.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import ceil, floor, log10
from pathlib import Path

from bench.figures import Figure
from bench.ours import COMPLETE, COUNTED
from bench.rivals import FTS5, TANTIVY, WHOOSH
from bench.wikis import BENCH

FILE = BENCH / "growth.svg"
# From the figures' names to those in the picture, and their colours.
LINES = {
    WHOOSH: ("Whoosh", "#c2542d"),
    FTS5: ("SQLite FTS5", "#b8860b"),
    COMPLETE: ("this wiki, with a second look at the texts", "#2f7fd1"),
    COUNTED: ("this wiki, ranking with filter and all counts", "#1f9d63"),
    TANTIVY: ("tantivy (native code)", "#9467bd"),
}
GREY = "#7a7a7a"
WIDTH, HEIGHT = 850, 420
LEFT, RIGHT, TOP, BOTTOM = 70, 390, 40, 50
LEAST_BETWEEN = 17

Points = Sequence[tuple[int, float]]


def draw(found: Iterable[Figure], file: Path = FILE) -> None:
    """Write the picture of the middle costs among these figures; of fewer than two sizes there is nothing to draw."""
    lines = _points(found)
    if lines and all(len(points) > 1 for points in lines.values()):
        file.write_text("\n".join(_picture(lines)) + "\n", encoding="utf-8")


def _points(found: Iterable[Figure]) -> Mapping[str, Points]:
    lines: dict[str, dict[int, float]] = {}
    for figure in found:
        pages, _, rest = figure.name.partition(" pages, p50, ")
        if rest in LINES:
            lines.setdefault(rest, {})[int(pages)] = figure.value
    return {name: sorted(lines[name].items()) for name in LINES if name in lines}


class _Paper:
    """Where a number of pages and a number of milliseconds lie."""

    def __init__(self, lines: Mapping[str, Points]) -> None:
        sizes = [size for points in lines.values() for size, _ in points]
        costs = [cost for points in lines.values() for _, cost in points]
        self.sizes = sorted(set(sizes))
        self.powers = range(floor(log10(min(costs))), ceil(log10(max(costs))) + 1)

    def x(self, size: float) -> float:
        first, last = log10(self.sizes[0]), log10(self.sizes[-1])
        return LEFT + (WIDTH - LEFT - RIGHT) * (log10(size) - first) / (last - first)

    def y(self, cost: float) -> float:
        part = (log10(cost) - self.powers[0]) / (self.powers[-1] - self.powers[0])
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * part


def _picture(lines: Mapping[str, Points]) -> Iterable[str]:
    paper = _Paper(lines)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'font-family="system-ui, sans-serif" font-size="13">'
    )
    yield "<title>Processor time of a query, p50, by number of pages</title>"
    yield _text(LEFT - 50, 20, "ms of processor time for the ten best, any word, p50")
    yield from _grid(paper)
    for name, points in lines.items():
        yield from _line(paper, points, LINES[name][1])
    yield from _labels(paper, lines)
    yield "</svg>"


def _grid(paper: _Paper) -> Iterable[str]:
    for power in paper.powers:
        y = paper.y(10**power)
        yield f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="{GREY}" stroke-opacity=".35"/>'
        yield _text(LEFT - 8, y + 4, f"{10.0**power:g}", anchor="end")
    for size in paper.sizes:
        yield _text(paper.x(size), HEIGHT - BOTTOM + 22, f"{size:,}", anchor="middle")
    yield _text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, "pages", anchor="middle")


def _line(paper: _Paper, points: Points, colour: str) -> Iterable[str]:
    places = " ".join(f"{paper.x(size):.1f},{paper.y(cost):.1f}" for size, cost in points)
    yield f'<polyline points="{places}" fill="none" stroke="{colour}" stroke-width="2.5"/>'
    for size, cost in points:
        yield f'<circle cx="{paper.x(size):.1f}" cy="{paper.y(cost):.1f}" r="3.5" fill="{colour}"/>'


def _labels(paper: _Paper, lines: Mapping[str, Points]) -> Iterable[str]:
    """Each at the end of its line, moved down where it would lie on the one above it."""
    ends = sorted((paper.y(points[-1][1]) + 4, name, points[-1][1]) for name, points in lines.items())
    places = [y for y, _, _ in ends]
    for at, _ in pairwise(range(len(places))):
        places[at + 1] = max(places[at + 1], places[at] + LEAST_BETWEEN)
    for y, (_, name, cost) in zip(places, ends, strict=True):
        label, colour = LINES[name]
        yield _text(WIDTH - RIGHT + 10, y, f"{label}: {cost:.3g}", colour=colour)


def _text(x: float, y: float, words: str, *, anchor: str = "start", colour: str = GREY) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{words}</text>'
