"""Read the word lists beside this module: a line is a kind, a tab, and words with a comma between; `#` is a comment.

They are data because people who know the work change words and developers change code. They are read once, on import; a
mistake in one stops the program with the file and the line.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from pathlib import Path

from wiki import paths

FOLDER = paths.PACKAGE / "safety" / "data"


class BrokenList(ValueError):
    """A list that cannot be used; the message names the file and the line."""


def words(file: Path, kinds: Set[str]) -> Mapping[str, frozenset[str]]:
    """The words of each kind, in small letters; there are exactly these kinds."""
    gathered: defaultdict[str, set[str]] = defaultdict(set)
    for place, (kind, listed) in rows(file, columns=2):
        if kind not in kinds:
            raise BrokenList(f"{place}: unknown kind {kind!r}")
        gathered[kind].update(split(place, listed))
    if missing := sorted(kinds - gathered.keys()):
        raise BrokenList(f"{file.name}: has no {', '.join(missing)}")
    return {kind: frozenset(each) for kind, each in gathered.items()}


def rows(file: Path, *, columns: int) -> Iterator[tuple[str, list[str]]]:
    """Where each line stands, and its cells; every line has this many and none is empty."""
    for number, line in enumerate(_lines(file), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        place, cells = f"{file.name}: line {number}", [cell.strip() for cell in line.split("\t")]
        if len(cells) != columns or not all(cells):
            raise BrokenList(f"{place}: must have {columns} cells with a tab between")
        yield place, cells


def split(place: str, listed: str) -> list[str]:
    """The words of a cell, in small letters."""
    parts = [part.strip().lower() for part in listed.split(",")]
    if not all(parts):
        raise BrokenList(f"{place}: two commas with nothing between")
    return parts


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise BrokenList(f"{file.name}: {problem}") from problem
