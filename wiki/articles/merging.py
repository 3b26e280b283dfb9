"""Two edits of one text that met: what lies apart is put together, what overlaps is left to a person. Pure.

Section by section, and within a section line by line (a paragraph is one line), with merge3. Marks like `<<<<` are
never made: where lines overlap, the proposal has those of both sides, one after the other, and says that it needs
somebody to read it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from merge3 import Merge3

from wiki.articles.sections import Parts

# Beyond so many changed lines in one section, comparing them takes longer than a page may: a person decides.
MOST_LINES = 2_000
REST = ""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Met(Generic[T]):
    """What comes of two edits; `overlaps` when the two changed the same and nobody has decided yet."""

    value: T
    overlaps: bool = False


@dataclass(frozen=True, slots=True)
class MetParts:
    """The sections of a text; `overlapping` names those in which the two changed the same lines, REST for the text
    before the first heading."""

    parts: Parts
    overlapping: tuple[str, ...]


def by_section(base: Parts, mine: Parts, theirs: Parts) -> MetParts:
    """Each section by itself."""
    met = {key: text(base.values.get(key, ""), mine.values[key], theirs.values.get(key, "")) for key in mine.values}
    rest = text(base.rest, mine.rest, theirs.rest)
    overlapping = [key for key, one in {REST: rest, **met}.items() if one.overlaps]
    return MetParts(Parts({key: one.value for key, one in met.items()}, rest.value), tuple(overlapping))


def text(base: str, mine: str, theirs: str) -> Met[str]:
    """Both edits in one text. No line that either side added is missing from it."""
    whole = line(base, mine, theirs)
    if not whole.overlaps:
        return whole
    sides = [side.split("\n") for side in (base, mine, theirs)]
    before, after = _alike(sides), _alike([side[::-1] for side in sides])
    after = min(after, *(len(side) - before for side in sides))
    old, own, other = (side[before : len(side) - after] for side in sides)
    if max(map(len, (old, own, other))) > MOST_LINES:
        return Met(_both(mine, theirs), overlaps=True)
    lines, overlaps = sides[0][:before], False
    for group in Merge3(old, own, other).merge_groups():
        if group[0] == "conflict":
            overlaps = True
            lines += _one_after_the_other(group[2], group[3])
        else:
            lines += group[1]
    return Met("\n".join(lines + sides[0][len(sides[0]) - after :]), overlaps)


def line(base: str, mine: str, theirs: str) -> Met[str]:
    """What is changed as a whole or not at all, such as a title; where both did so differently, it is mine."""
    if mine in (theirs, base):
        return Met(theirs)
    return Met(mine, overlaps=theirs != base)


def choices(base: Iterable[str], mine: Sequence[str], theirs: Sequence[str]) -> tuple[str, ...]:
    """What was ticked: what either side added is in it, what either took away is not."""
    old = set(base)
    kept = [one for one in theirs if one in mine or one not in old]
    return (*kept, *(one for one in mine if one not in old and one not in theirs))


def _alike(sides: Sequence[Sequence[str]]) -> int:
    """With how many lines all of them begin."""
    count = 0
    for lines in zip(*sides, strict=False):
        if len({*lines}) > 1:
            break
        count += 1
    return count


def _both(mine: str, theirs: str) -> str:
    return "\n\n".join(side for side in (mine, theirs) if side.strip())


def _one_after_the_other(mine: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """The lines of both, apart by an empty one."""
    between = [""] if mine and theirs and mine[-1].strip() and theirs[0].strip() else []
    return [*mine, *between, *theirs]
