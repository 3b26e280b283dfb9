"""Words that mean the same in this work, as knowledge managers keep them: forms of a query and what they stand for.

Pure. A form is matched as a whole, word for word, as folded words; nothing is stemmed here but by the caller. One
short form may have several meanings (`BOB`); the reader is then asked which one.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from wiki.search import analysis

ABBREVIATION, SYNONYM, ENGLISH, TERM = KINDS = ("abbreviation", "synonym", "english", "term")


class Meaning(NamedTuple):
    """One thing and the forms it goes by, as written; `canonical` is the first of them. `domain` is a slug, or empty
    for all of them; `kind` is one of KINDS."""

    canonical: str
    forms: tuple[str, ...]
    domain: str
    kind: str


class Match(NamedTuple):
    """The words `start` to `end` (not included) of a query are a form of these meanings."""

    start: int
    end: int
    meanings: tuple[Meaning, ...]


class Synonyms:
    """What is curated, ready to be looked up."""

    def __init__(self, meanings: Iterable[Meaning]) -> None:
        self.meanings = tuple(meanings)
        self._by_form: dict[tuple[str, ...], tuple[Meaning, ...]] = {}
        for meaning in self.meanings:
            for form in dict.fromkeys(tuple(analysis.words(form)) for form in meaning.forms):
                self._by_form[form] = (*self._by_form.get(form, ()), meaning)
        self._longest = max(map(len, self._by_form), default=0)
        self.words = frozenset(word for form in self._by_form for word in form)

    def matches(self, words: Sequence[str]) -> list[Match]:
        """The longest forms that stand in these folded words, from left to right, none within another."""
        found: list[Match] = []
        start = 0
        while start < len(words):
            match = self._longest_at(words, start)
            found += [match] if match else []
            start = match.end if match else start + 1
        return found

    def _longest_at(self, words: Sequence[str], start: int) -> Match | None:
        for length in range(min(self._longest, len(words) - start), 0, -1):
            meanings = self._by_form.get(tuple(words[start : start + length]))
            if meanings:
                return Match(start, start + length, meanings)
        return None


def folded(form: str) -> str:
    """The same for any two spellings that search takes for one form."""
    return " ".join(analysis.words(form))


NONE = Synonyms(())
