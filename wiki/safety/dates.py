"""Dates of birth, and in accounts of what happened the dates that point at an incident."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from wiki.safety.findings import Finding, Severity
from wiki.safety.reading import BEGIN, END, Text, found

BEFORE, AFTER = 30, 10
OLDEST = 115
INCIDENT_KINDS = frozenset({"case-story", "learning-points"})
RECENT_YEARS = 2

_BIRTH_WORD = re.compile(
    rf"{BEGIN}(?:geboren|geb|geboortedatum|dob|born|date of birth){END}",
    re.IGNORECASE,
)
_MONTHS = (
    "januari january jan, februari february feb, maart march mrt mar, april apr, mei may, juni june jun,"
    " juli july jul, augustus august aug, september sept sep, oktober october okt oct, november nov, december dec"
)
_MONTH_OF = {name: number for number, names in enumerate(_MONTHS.split(","), start=1) for name in names.split()}
# The longest first, or `jan` would end `januari`.
_MONTH = "|".join(sorted(_MONTH_OF, key=len, reverse=True))

_ALONE, _ENDS = r"(?<![0-9])(?<![0-9][-/.])", r"(?![0-9]|[-/][0-9])"
_FORMS = tuple(
    re.compile(_ALONE + form + _ENDS)
    for form in (
        r"(?P<d>[0-9]{1,2})(?P<sign>[-/])(?P<m>[0-9]{1,2})(?P=sign)(?P<y>[0-9]{4}|[0-9]{2})",
        r"(?P<d>[0-9]{1,2})\.(?P<m>[0-9]{1,2})\.(?P<y>[0-9]{4})",
        r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})",
        rf"(?P<d>[0-9]{{1,2}})(?:e|ste|de|st|nd|rd|th)?[ -](?P<m>{_MONTH})\.?[ -](?P<y>[0-9]{{4}})",
    )
)
_DAY_AND_YEAR = re.compile(r"(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?,? (?P<y>[0-9]{4})(?![0-9])")
_MONTH_BEFORE = re.compile(rf"(?<![^\W\d_])(?P<m>{_MONTH}) \Z")


def find(text: Text, *, kind: str, today: date) -> Iterator[Finding]:
    for start, end, day in _dates(text, today):
        if not today.year - OLDEST <= day.year or day > today:
            continue
        if text.is_near(_BIRTH_WORD, start, end, before=BEFORE, after=AFTER):
            yield found("birth-date.near-word", start, end, Severity.CONFIRM)
        elif kind in INCIDENT_KINDS and day >= _years_before(today, RECENT_YEARS):
            yield found("incident-date.recent", start, end, Severity.HINT)


def _dates(text: Text, today: date) -> Iterator[tuple[int, int, date]]:
    """From each number on, so that a text without numbers costs nothing."""
    for start, _end in text.numbers:
        for first, match, month in _written(text.lower, start):
            day = _calendar(_year(match["y"], today), month, int(match["d"]))
            if day:
                yield first, match.end(), day


def _written(lower: str, start: int) -> Iterator[tuple[int, re.Match[str], int]]:
    """What may be a date with this number in front, or with a month before it: where it begins, and the month."""
    for form in _FORMS:
        if match := form.match(lower, start):
            yield start, match, _MONTH_OF.get(match["m"]) or int(match["m"])
    if match := _DAY_AND_YEAR.match(lower, start):
        before = _MONTH_BEFORE.search(lower, max(0, start - 10), start)
        if before:
            yield before.start(), match, _MONTH_OF[before["m"]]


def _year(written: str, today: date) -> int:
    """Two digits are of this century up to this year, and of the last one after it."""
    year = int(written)
    if len(written) == 4:
        return year
    return year + (2000 if year <= today.year % 100 else 1900)


def _calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _years_before(today: date, years: int) -> date:
    return _calendar(today.year - years, today.month, today.day) or today - timedelta(days=round(365.25 * years))
