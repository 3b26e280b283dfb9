"""A text as the rules read it: one sort of space, dash and digit, and nothing in it that cannot be seen.

People paste from Word, mail and web pages. A number with a hard space or a soft hyphen in it is the same number, so
those are made plain first, once, and every place is told in characters of the text that came in.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cached_property

from wiki.safety.findings import Finding, Severity

# Around a word: no letter. `\b` would miss the words in `bsn_900000016.pdf` and in `kenteken12XYZ3`.
BEGIN, END = r"(?<![^\W\d_])", r"(?![^\W\d_])"
# More than the longest word that a rule looks for near a number.
_LONGEST_WORD = 40
_SENTENCE_END = re.compile(r"[.!?]+[\"'”’)*_]*\s+(?![a-z])|\n")
# A sentence is looked at this far to each side; who writes longer ones writes about something else by then.
_REACH = 200

_ODD = re.compile(
    "[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u2010-\u2015\u2212\ufe58\ufe63\uff0d\uff10-\uff19\uff20]"
)
_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_DIGITS = re.compile("[0-9]+")


class Text:
    """What the rules look in; offsets of what they find are those of `plain`, until `checking` puts them back."""

    def __init__(self, text: str) -> None:
        nfc = unicodedata.normalize("NFC", text)
        self._places = _visible(nfc) if _INVISIBLE.search(nfc) else None
        seen = nfc if self._places is None else "".join(nfc[place] for place in self._places)
        self.plain = _ODD.sub(_plainly, seen)

    @cached_property
    def lower(self) -> str:
        """`plain` in small letters, character by character: a few letters become two otherwise."""
        lower = self.plain.lower()
        if len(lower) == len(self.plain):
            return lower
        return "".join(small if len(small := each.lower()) == 1 else each for each in self.plain)

    @cached_property
    def numbers(self) -> list[tuple[int, int]]:
        """Where each unbroken row of digits begins and ends."""
        return [match.span() for match in _DIGITS.finditer(self.plain)]

    def is_near(self, words: re.Pattern[str], start: int, end: int, *, before: int, after: int) -> bool:
        """Whether one of the words ends at most `before` characters before, or begins at most `after` after it."""
        first = max(0, start - before - _LONGEST_WORD)
        if any(match.end() >= start - before for match in words.finditer(self.plain, first, start)):
            return True
        follows = words.search(self.plain, end, end + after + _LONGEST_WORD)
        return follows is not None and follows.start() <= end + after

    def occurrences(self, word: str) -> Iterator[int]:
        """Where this word in small letters begins, in whatever letters; also within other words."""
        place = self.lower.find(word)
        while place >= 0:
            yield place
            place = self.lower.find(word, place + 1)

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Where the sentence around this place begins and ends."""
        first, last = max(0, start - _REACH), min(len(self.plain), end + _REACH)
        for match in _SENTENCE_END.finditer(self.plain, first, start):
            first = match.end()
        closing = _SENTENCE_END.search(self.plain, end, last)
        return first, closing.start() if closing else last

    def as_given(self, finding: Finding) -> Finding:
        """The same finding with offsets in the NFC text."""
        if self._places is None:
            return finding
        start, end = self._places[finding.offset], self._places[finding.end - 1] + 1
        return Finding(finding.type, finding.rule, start, end - start, finding.severity)


def found(rule: str, start: int, end: int, severity: Severity) -> Finding:
    """A finding of the type that the name of the rule begins with."""
    return Finding(rule.partition(".")[0], rule, start, end - start, severity)


def _visible(text: str) -> list[int]:
    return [place for place, each in enumerate(text) if not _INVISIBLE.match(each)]


def _plainly(match: re.Match[str]) -> str:
    if match[0].isspace():
        return " "
    # Digits and the at sign of full width have a plain form; what is left are dashes.
    compatible = unicodedata.normalize("NFKC", match[0])
    return compatible if compatible in "0123456789@" else "-"
