"""Find many short phrases in a text at once.

One pattern of all of them tries each at every word. To look for the beginning of each as a plain piece of text costs a
tenth of that, because it nearly never is there.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from wiki.safety.reading import BEGIN, END, Text

T = TypeVar("T")
GAP = " … "
_WORDS_BETWEEN = r" (?:[\w'’]+ ){0,4}"
_MORE_LETTERS = r"[^\W\d_]*"


class Phrases(Generic[T]):
    """Phrases in small letters, each with a value; a star at the end is more letters, … is up to four words."""

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        self._phrases = [(re.split(r"[*…]", phrase)[0], _pattern(phrase), value) for phrase, value in phrases]

    def find(self, text: Text, first: int = 0, last: int | None = None) -> Iterator[tuple[int, int, T]]:
        """Where each phrase begins and ends between these places, with its value."""
        last = len(text.lower) if last is None else last
        for anchor, pattern, value in self._phrases:
            place = text.lower.find(anchor, first, last)
            while place >= 0:
                if match := pattern.match(text.lower, place, last):
                    yield place, match.end(), value
                place = text.lower.find(anchor, place + 1, last)


def _pattern(phrase: str) -> re.Pattern[str]:
    stem = phrase.removesuffix("*")
    words = _WORDS_BETWEEN.join(map(re.escape, stem.split(GAP)))
    return re.compile(BEGIN + words + (_MORE_LETTERS if stem != phrase else END))
