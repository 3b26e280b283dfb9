"""A method together with a detail: a hint for who writes and a flag for who moderates, never a reason to stop.

By words and not by meaning. It finds what is said in the usual words, and cannot tell a lesson from a leak; people can.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from wiki.safety import lists
from wiki.safety.findings import Finding, Severity
from wiki.safety.phrases import Phrases
from wiki.safety.reading import Text, found
from wiki.safety.stops import is_no_name, is_place, is_starter

_DAY = (
    "maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag"
    "|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
)
_MONTH = "jan|feb|mrt|maart|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec"
_NUMBER = re.compile("[0-9]")
_TIME = re.compile(
    r"(?<![0-9])[0-9]{1,2}(?:[:.][0-9]{2}(?![0-9])| uur\b| ?[ap]m\b)"
    rf"|\b(?:nachts?|overdag|weekends?|at night|{_DAY})\b",
    re.IGNORECASE,
)
_DATE = re.compile(
    rf"(?<![0-9])[0-9]{{1,2}}(?:[-/][0-9]{{1,2}}\b| (?:{_MONTH}))|\b(?:{_DAY}|morgen|overmorgen|tomorrow)\b",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"\b(?:klasse|niveau|level|class|type) ?(?:[0-9]|[ivx]+\b)|\b(?:nij|vpam|hg|sk|iiia?|rb|fb|kr)[ -]?[0-9]"
    r"|\b[0-9][.,]?[0-9]{1,2} ?mm\b|\biii?a?\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?:in|op|bij|aan|naar|van|achter|naast|at|near|behind|of) (?:(?:de|het|the|'t) )?([^\W\d_][\w'’-]+)"
)
_CAPITAL = re.compile(r"(?<![^\W_])[^\W\d_a-z][\w'’-]+")


_Wanted = tuple[str, frozenset[str]]


def _listed() -> dict[str, Phrases[_Wanted]]:
    """The methods with their category and needs, and the units."""
    methods: list[tuple[str, _Wanted]] = []
    units: list[tuple[str, _Wanted]] = []
    for place, (category, needs, listed) in lists.rows(lists.FOLDER / "tactics.tsv", columns=3):
        needed = frozenset(needs.split())
        if unknown := sorted(needed - _DETAILS.keys() - {"nothing"}):
            raise lists.BrokenList(f"{place}: unknown need {', '.join(unknown)}")
        row = [(phrase, (category, needed)) for phrase in lists.split(place, listed)]
        (units if category == "units" else methods).extend(row)
    return {"methods": Phrases(methods), "units": Phrases(units)}


def find(text: Text) -> Iterator[Finding]:
    for start, end, (category, needed) in _LISTED["methods"].find(text):
        if "nothing" in needed or any(_DETAILS[each](text, start, end) for each in needed):
            yield found(f"tactics.{category}", start, end, Severity.HINT)


def _around(text: Text, start: int, end: int) -> tuple[str, str]:
    """What stands before and after the method in its sentence."""
    first, last = text.sentence(start, end)
    return text.plain[first:start], text.plain[end:last]


def _has(pattern: re.Pattern[str]) -> Callable[[Text, int, int], bool]:
    return lambda text, start, end: any(map(pattern.search, _around(text, start, end)))


def _has_unit(text: Text, start: int, end: int) -> bool:
    return next(_LISTED["units"].find(text, *text.sentence(start, end)), None) is not None


def _has_place(text: Text, start: int, end: int) -> bool:
    first, last = text.sentence(start, end)
    words = _CAPITAL.findall(text.plain, first, last)
    named = _NAMED.findall(text.plain, first, last)
    return any(map(is_place, words)) or any(word[0].isupper() and not _is_word_of_work(word) for word in named)


def _is_word_of_work(word: str) -> bool:
    return word.isupper() or is_starter(word) or is_no_name(word)


_DETAILS: Mapping[str, Callable[[Text, int, int], bool]] = {
    "number": _has(_NUMBER),
    "time": _has(_TIME),
    "date": _has(_DATE),
    "level": _has(_LEVEL),
    "place": _has_place,
    "unit": _has_unit,
}
_LISTED = _listed()
