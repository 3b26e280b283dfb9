"""Differences between two revisions, word by word within each section.

The comparison is diff-match-patch (Myers) over words mapped to single characters, with its deadline: two long
texts that have nothing in common give a coarser answer after a second, never a hanging page.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

from diff_match_patch import diff_match_patch

from wiki.articles import sections
from wiki.taxonomy.data import ArticleType

DEADLINE_SECONDS = 1.0
FEWEST_MOVED = 4
# Up to the white space after a full stop, or the end of a line; all of a text is in one of them.
_SENTENCES = re.compile(r"(?:[^.!?\n]|[.!?](?!\s))*+(?:[.!?]\s*|\n\s*|$)", re.DOTALL)
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_OPS = {-1: "del", 0: "same", 1: "ins"}
_FIRST_CHARACTER = 0xE000  # private use first: no surrogates until 6,400 different words, then beyond them
_AFTER_PRIVATE_USE = 0x10000


@dataclass(frozen=True, slots=True)
class Part:
    """A run of text; `op` is 'same', 'ins' or 'del', and for what stands elsewhere by now 'to' and 'from'."""

    op: str
    text: str


@dataclass(frozen=True, slots=True)
class SectionDiff:
    heading: str
    changed: bool
    parts: tuple[Part, ...]


def words(before: str, after: str, *, seconds: float = DEADLINE_SECONDS) -> tuple[Part, ...]:
    """The runs that turn `before` into `after`; joined without the insertions they are `before`, and the reverse."""
    if before == after:
        return (Part("same", after),) if after else ()
    table: dict[str, str] = {}
    old, new = (_encoded(_WORDS.findall(text), table) for text in (before, after))
    engine = diff_match_patch()
    engine.Diff_Timeout = seconds
    found = engine.diff_main(old, new, False)
    engine.diff_cleanupSemantic(found)
    back = {character: word for word, character in table.items()}
    return tuple(Part(_OPS[op], "".join(back[c] for c in run)) for op, run in found)


def by_section(kind: ArticleType, language: str, before: str, after: str) -> tuple[SectionDiff, ...]:
    """One diff for each section of the type that has text on either side; text before them comes first, unnamed."""
    old, new = (sections.split(kind, language, text) for text in (before, after))
    pairs = [("", old.rest, new.rest)]
    pairs += [(s.heading(language), old.values[s.key], new.values[s.key]) for s in kind.sections]
    shown = [(heading, a.strip(), b.strip()) for heading, a, b in pairs if a.strip() or b.strip()]
    # The deadline is the page's: the sections that changed share it.
    seconds = DEADLINE_SECONDS / max(1, sum(a != b for _, a, b in shown))
    found = tuple(SectionDiff(heading, a != b, words(a, b, seconds=seconds)) for heading, a, b in shown)
    return _with_moved(found)


def counted(diffs: Iterable[SectionDiff]) -> tuple[int, int, int]:
    """How many words were added, how many were taken away, and how many stand elsewhere by now."""
    runs = [part for diff in diffs for part in diff.parts]
    added, removed, moved = (sum(_length(part.text) for part in runs if part.op == op) for op in ("ins", "del", "to"))
    return added, removed, moved


def signs(diffs: Iterable[SectionDiff]) -> int:
    """How many signs were put in or taken away: a few of them strike a whole text through."""
    runs = [part.text for diff in diffs for part in diff.parts if part.op != "same"]
    return sum(len(re.findall(r"[^\w\s]", text)) for text in runs)


def _with_moved(found: Sequence[SectionDiff]) -> tuple[SectionDiff, ...]:
    """The same, with sentences that were taken out in one place and put in at another marked as moved. Each is
    matched once, in order, and only where it is long enough to be no coincidence."""
    pieces = [[_cut(part) for part in diff.parts] for diff in found]
    flat = [piece for each in pieces for run in each for piece in run]
    gone: dict[str, list[int]] = {}
    for place, piece in enumerate(flat):
        if piece.op == "del" and _length(piece.text) >= FEWEST_MOVED:
            gone.setdefault(_essence(piece.text), []).append(place)
    moved: dict[int, str] = {}
    for place, piece in enumerate(flat):
        before = gone.get(_essence(piece.text)) if piece.op == "ins" else None
        if before:
            moved |= {before.pop(0): "from", place: "to"}
    marked = iter([Part(moved.get(place, piece.op), piece.text) for place, piece in enumerate(flat)])
    return tuple(
        replace(diff, parts=_joined(next(marked) for run in each for _ in run))
        for diff, each in zip(found, pieces, strict=True)
    )


def _cut(part: Part) -> list[Part]:
    """A run that was put in or taken out, sentence by sentence and line by line."""
    if part.op == "same":
        return [part]
    return [Part(part.op, text) for text in _SENTENCES.findall(part.text) if text]


def _joined(parts: Iterable[Part]) -> tuple[Part, ...]:
    return tuple(Part(op, "".join(part.text for part in run)) for op, run in groupby(parts, key=attrgetter("op")))


def _essence(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _length(text: str) -> int:
    return len(re.findall(r"\w+", text))


def _encoded(tokens: list[str], table: dict[str, str]) -> str:
    return "".join(table.setdefault(token, _character(len(table))) for token in tokens)


def _character(index: int) -> str:
    code = _FIRST_CHARACTER + index
    return chr(code if code < 0xF900 else _AFTER_PRIVATE_USE + index)
