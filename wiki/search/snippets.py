"""The passage of a text that answers best, with the words that were looked for marked as they really stand there.

Which forms of a word there are comes from the words of the index, so nothing is stemmed here: *deuren* is marked when
*deur* was asked. The stored plain text of the few hits on a page is searched for those forms; marking by the search
library stems every stored text again and was most of a query, and taking a text apart into words was a sixth of a page
of results. So that is done only where none of the forms is found: then odd capitals count, and a compound is marked by
its parts.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from markupsafe import Markup, escape

from wiki.search import analysis
from wiki.search.expansion import Plan
from wiki.search.lexicon import Lexicon

BEFORE = 8
AROUND = 32
LETTERS_AHEAD = 150
LONGEST_TEXT = 40_000

_MARK, _END, _NONE = Markup("<mark>"), Markup("</mark>"), Markup("")
_WHITE = re.compile(r"\s+")
_AHEAD = re.compile(rf"(?:\S+\s*){{0,{AROUND - BEFORE}}}")


class Place(NamedTuple):
    """From where to where a word stands in a text, and which of the words that were looked for it is."""

    begins: int
    ends: int
    meant: str


class Marker:
    """Knows which words of a text in one language are those that were looked for."""

    def __init__(self, plan: Plan, lexicon: Lexicon, language: str) -> None:
        self._language = language
        self._lexicon = lexicon
        self._prefixes = plan.query.prefixes
        self._stems = plan.stems(language)
        self._forms = {word: word for word in plan.query.words} if plan.query.is_silent else {}
        words = lexicon.vocabulary.words
        for reason in plan.reasons if not plan.query.is_silent else ():
            if reason.language == language:
                self._forms[reason.word] = reason.stem
                self._forms.update((words[number], reason.stem) for number in lexicon.forms(reason.word, language))
        self._spellings = {
            spelt: meant for form, meant in self._forms.items() for spelt in (form, form.capitalize(), form.upper())
        }

    def found(self, text: str) -> list[Place]:
        """The places in an NFC text of the words that were looked for, in order."""
        found = [] if self._prefixes else _all_standing(text, self._spelt_in(text))
        if found:
            return found
        different = {word: analysis.fold_known(word) for word in set(analysis.written(text))}
        return _all_standing(text, self._in_any_capitals(different) or self._compounds(different))

    def _spelt_in(self, text: str) -> dict[str, str]:
        """Those of the spellings that stand somewhere in the text, also those with an accent, which no form has; and
        which word each is."""
        found = {spelt: form for spelt, form in self._spellings.items() if spelt in text}
        if not text.isascii():
            pieces = (piece for piece in text.split() if not piece.isascii())
            accented = (word for piece in pieces for word in analysis.written(piece) if not word.isascii())
            found |= self._in_any_capitals({word: analysis.fold_known(word) for word in accented})
        return found

    def _in_any_capitals(self, different: Mapping[str, str]) -> dict[str, str]:
        found = {word: self._forms[low] for word, low in different.items() if low in self._forms}
        if self._prefixes:
            found |= {word: low[:3] for word, low in different.items() if low.startswith(self._prefixes)}
        return found

    def _compounds(self, different: Mapping[str, str]) -> dict[str, str]:
        stem, found = analysis.STEMS[self._language], {}
        for word, low in different.items():
            parts = self._stems.intersection(map(stem, self._lexicon.compounds.parts(low)))
            if parts:
                found[word] = min(parts)
        return found


def snippet(text: str, marker: Marker) -> Markup | None:
    """The best passage of the text, safe to show; None when none of the words is in it."""
    text = unicodedata.normalize("NFC", text[:LONGEST_TEXT])
    places = marker.found(text)
    if not places:
        return None
    first, last = _passage(text, _best_place(places))
    marks = [place for place in places if first <= place.begins and place.ends <= last]
    before, after = ("… " if first else "", " …" if last < len(text) else "")
    return before + _marked(text, first, last, marks) + after


def _all_standing(text: str, meant: Mapping[str, str]) -> list[Place]:
    return sorted(chain.from_iterable(_standing(text, word, whose) for word, whose in meant.items()))


def _standing(text: str, word: str, meant: str) -> Iterator[Place]:
    """Where this is a whole word of the text."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not (at and _is_of_word(text[at - 1])) and not _is_of_word(text[end : end + 1]):
            yield Place(at, end, meant)
        at = text.find(word, end)


def _is_of_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def _passage(text: str, at: int) -> tuple[int, int]:
    """From some words before this place to enough of them after it, without white space at the ends."""
    earliest = max(0, at - LETTERS_AHEAD)
    before = text[earliest:at].rsplit(None, BEFORE)
    # What is left over, or has its beginning before the earliest letter, is no whole word of the passage.
    is_cut = len(before) > BEFORE or (earliest > 0 and len(before) > 0)
    first = earliest + len(before[0]) if is_cut else earliest
    ahead = _AHEAD.match(text, at)
    piece = text[first : ahead.end() if ahead else len(text)]
    return first + len(piece) - len(piece.lstrip()), first + len(piece.rstrip())


def _best_place(places: Sequence[Place]) -> int:
    """The place from which a passage holds most of the different words, then most of them, then comes first."""
    best = (0, 0)
    best_place = 0
    held: Counter[str] = Counter()
    ahead = iter(places)
    upcoming = next(ahead, None)
    for place in places:
        while upcoming and upcoming.begins < place.begins + LETTERS_AHEAD:
            held[upcoming.meant] += 1
            upcoming = next(ahead, None)
        worth = (len(held), held.total())
        if worth > best:
            best, best_place = worth, place.begins
        held[place.meant] -= 1
        if not held[place.meant]:
            del held[place.meant]
    return best_place


def _marked(text: str, start: int, end: int, marks: Sequence[Place]) -> Markup:
    parts = []
    for begins, ends, _ in marks:
        parts += [_shown(text[start:begins]), _MARK, escape(text[begins:ends]), _END]
        start = ends
    return _NONE.join([*parts, _shown(text[start:end])])


def _shown(text: str) -> Markup:
    return escape(_WHITE.sub(" ", text))
