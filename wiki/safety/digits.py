"""Numbers that stand for one person or one case: BSN, staff numbers, report numbers."""

import re
from collections.abc import Iterator

from stdnum.nl import bsn

from wiki.safety.findings import Finding, Severity
from wiki.safety.reading import BEGIN, END, Text, found

NEAR = 40
_BSN_WORD = re.compile(rf"{BEGIN}(?:bsn|burgerservicenummer|sofi)(?:[ -]?(?:nummers?|nr))?{END}", re.IGNORECASE)
# How people and forms write one; in another grouping it is more often something else, such as a phone number.
_USUAL_GROUPS = ((9,), (4, 2, 3), (3, 3, 3))
_DATE = re.compile(r"(?<![0-9])(?:[0-9]{1,2}([-. ])[0-9]{1,2}\1[0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2})(?![0-9])")
_MONEY = re.compile(r"(?:€|EUR|euro) ?\Z", re.IGNORECASE)

# What a number is called, how long one is, and how much it matters. The English words are not in the table of the
# safety check; its Dutch ones are.
_CALLED = {
    "personeelsnummer": ("number.staff", 4, 8, Severity.CONFIRM),
    "dienstnummer": ("number.staff", 4, 8, Severity.CONFIRM),
    "agentnummer": ("number.staff", 4, 8, Severity.CONFIRM),
    "badge number": ("number.staff", 4, 8, Severity.CONFIRM),
    "staff number": ("number.staff", 4, 8, Severity.CONFIRM),
    "personnel number": ("number.staff", 4, 8, Severity.CONFIRM),
    "big-nummer": ("number.big", 4, 11, Severity.CONFIRM),
    "big-registratie": ("number.big", 4, 11, Severity.CONFIRM),
    "mutatienummer": ("number.entry", 2, 20, Severity.BLOCK),
}
_IS = re.compile(r"[ :=#.*_(-]{0,4}(?:(?:nr|nummer|is|was|luidt|luidde|no)\b[ :.]{1,2}){0,2}")
_ROW = re.compile(r"[0-9]+(?:[-/.][0-9]+)*")
_REPORT = re.compile(r"[Pp][Ll](?<![^\W_]..)[0-9]{4}-[0-9]{10}(?![0-9])")


def find(text: Text) -> Iterator[Finding]:
    yield from _bsns(text)
    yield from _called(text)
    for match in _REPORT.finditer(text.plain):
        yield found("number.report", *match.span(), Severity.BLOCK)


def _called(text: Text) -> Iterator[Finding]:
    """Numbers that the word before them gives away."""
    for word, (rule, least, most, severity) in _CALLED.items():
        for place in text.occurrences(word):
            between = _IS.match(text.lower, place + len(word))
            row = _ROW.match(text.plain, between.end()) if between else None
            if row and least <= sum(map(str.isdigit, row[0])) <= most:
                yield found(rule, *row.span(), severity)


def _bsns(text: Text) -> Iterator[Finding]:
    """One in eleven rows of nine digits passes the test, hence the words around it and `bsn.alone`."""
    for start, end, groups in _eight_or_nine(text):
        value = text.plain[start:end]
        if not bsn.is_valid(value):
            continue
        if text.is_near(_BSN_WORD, start, end, before=NEAR, after=NEAR):
            usual = groups in _USUAL_GROUPS
            yield found("bsn.near-word" if usual else "bsn.near-word-loose", start, end, Severity.BLOCK)
        elif sum(groups) == 9 and (len(groups) == 1 or not _is_other(text, start, end)):
            yield found("bsn.alone", start, end, Severity.CONFIRM)


def _eight_or_nine(text: Text) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """Every row of eight or nine digits with at most one dot, dash or space between, and the sizes of its groups."""
    for first, (start, _end) in enumerate(text.numbers):
        groups: tuple[int, ...] = ()
        so_far = start
        for following, end in text.numbers[first : first + 9]:
            if groups and (following != so_far + 1 or text.plain[so_far] not in ".- "):
                break
            groups, so_far = (*groups, end - following), end
            if sum(groups) > 9:
                break
            if sum(groups) >= 8:
                yield start, end, groups


def _is_other(text: Text, start: int, end: int) -> bool:
    """Whether a number in groups is a date with an hour, an amount, or a part of a longer number."""
    before, after = text.plain[max(0, start - 6) : start], text.plain[end : end + 2]
    is_part = re.search(r"[0-9][.-]\Z", before) or re.match(r"[.-][0-9]", after)
    return bool(is_part or _MONEY.search(before) or _DATE.search(text.plain, start, end))
