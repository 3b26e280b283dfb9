"""Number plates: six letters and digits in one of the fourteen shapes that were issued since 1951."""

import re
from collections.abc import Iterator

from wiki.safety import lists
from wiki.safety.findings import Finding, Severity
from wiki.safety.reading import BEGIN, END, Text, found

NEAR = 40
_SHAPES = (
    "XX-99-99 99-99-XX 99-XX-99 XX-99-XX XX-XX-99 99-XX-XX 99-XXX-9 9-XXX-99 XX-999-X X-999-XX XXX-99-X X-99-XXX"
    " 9-XX-999 999-XX-9"
).split()
_SIDE_CODES = {shape: number for number, shape in enumerate(_SHAPES, start=1)}
_SIDE_CODES_BARE = {shape.replace("-", ""): number for shape, number in _SIDE_CODES.items()}

_GROUP = r"[A-Za-z]{1,3}|[0-9]{1,3}"
# Looked ahead at, so that `de TS 12-XYZ-3` is tried at each of its words. A word before or after a dash is fine, as in
# the name of a file; a number is not.
_CANDIDATE = re.compile(
    rf"(?<![A-Za-z0-9])(?<![0-9]-)(?=(({_GROUP})[ -]({_GROUP})[ -]({_GROUP}))(?![A-Za-z0-9]|-[0-9]))"
)
_BARE = re.compile(r"(?<![A-Za-z0-9])(?=[A-Za-z]{0,4}[0-9])[A-Za-z0-9]{6}(?![A-Za-z0-9])")
_WORD = re.compile(
    rf"(?:{BEGIN}kentekens?(?:plaat|platen|nummers?)?|auto(?:['’]?s)?|voertuig(?:en)?"
    rf"|nummerpla(?:at|ten)|(?:licen[cs]e|number) plates?){END}",
    re.IGNORECASE,
)
_LISTS = lists.words(lists.FOLDER / "plates.tsv", {"abbreviation", "word", "month"})
_ABBREVIATIONS, _WORDS, _MONTHS = _LISTS["abbreviation"], _LISTS["word"], _LISTS["month"]
_SHAPE_OF = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", "X" * 52 + "9" * 10
)  # fmt: skip


def find(text: Text) -> Iterator[Finding]:
    for match in _CANDIDATE.finditer(text.plain):
        written = match[1]
        side_code = _SIDE_CODES.get(written.translate(_SHAPE_OF).replace(" ", "-"))
        if side_code and not _is_something_else(written, match.groups()[1:]):
            yield found(f"plate.side-code-{side_code}", *match.span(1), Severity.CONFIRM)
    for match in _BARE.finditer(text.plain):
        side_code = _SIDE_CODES_BARE.get(match[0].translate(_SHAPE_OF))
        if side_code and text.is_near(_WORD, *match.span(), before=NEAR, after=NEAR):
            yield found(f"plate.side-code-{side_code}", *match.span(), Severity.CONFIRM)


def _is_something_else(written: str, groups: tuple[str, ...]) -> bool:
    """With spaces it is in capitals, and may be a unit (TS 12 34); with dashes a measure (1-op-100) or a date."""
    lower = [group.lower() for group in groups]
    if " " in written:
        return written != written.upper() or not _ABBREVIATIONS.isdisjoint(lower)
    return lower[1] in _MONTHS or groups[1] in _WORDS
