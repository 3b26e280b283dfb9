"""The passage of a text that answers best, with the words that were looked for marked as they really stand there.

Which forms of a word there are comes from the words of the index, so nothing is stemmed here: *deuren* is marked when
*deur* was asked. The stored plain text of the few hits on a page is searched; marking by the search library stems
every stored text again and was most of a query. A compound is marked by its parts where nothing else is.
"""

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice

from markupsafe import Markup, escape

from wiki.search import analysis
from wiki.search.expansion import Plan
from wiki.search.lexicon import Lexicon

AROUND = 32
BEFORE = 8
LONGEST_TEXT = 40_000


Span = tuple[int, int]
_MARK, _END, _NONE = Markup("<mark>"), Markup("</mark>"), Markup("")


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
        self._spellings = {spelt for form in self._forms for spelt in (form, form.capitalize(), form.upper())}

    def found(self, written: Sequence[str]) -> dict[int, str]:
        """The places of the words that were looked for, among these as they stand there, and which each is."""
        wanted = self._wanted(set(written))
        found = {place: wanted[word] for place, word in enumerate(written) if word in wanted} if wanted else {}
        if self._prefixes:
            low = list(map(analysis.fold_known, written))
            found |= {place: word[:3] for place, word in enumerate(low) if word.startswith(self._prefixes)}
        return found or self._compounds(list(map(analysis.fold_known, written)))

    def _wanted(self, different: AbstractSet[str]) -> dict[str, str]:
        """Those of the different words of a text that were looked for, and which each is. Most are not, and are not
        folded to see that: in capitals of its own kind (iPad) a word is looked for only where it stands in no other."""
        spelt = different & self._spellings
        unusual = {word for word in different if not word.isascii()}
        return self._those_of(spelt | unusual) or self._those_of(different)

    def _those_of(self, words: AbstractSet[str]) -> dict[str, str]:
        each = ((word, analysis.fold_known(word)) for word in words)
        return {word: self._forms[low] for word, low in each if low in self._forms}

    def _compounds(self, low: Sequence[str]) -> dict[int, str]:
        stem, found = analysis.STEMS[self._language], {}
        for place, word in enumerate(low):
            parts = self._stems.intersection(map(stem, self._lexicon.compounds.parts(word)))
            if parts:
                found[place] = min(parts)
        return found


def snippet(text: str, marker: Marker) -> Markup | None:
    """The best passage of the text, safe to show; None when none of the words is in it."""
    text = " ".join(unicodedata.normalize("NFC", text[:LONGEST_TEXT]).split())
    words = analysis.written(text)
    found = marker.found(words)
    if not found:
        return None
    first = max(0, _best_place(found) - BEFORE)
    last = min(first + AROUND, len(words)) - 1
    spans = list(islice(analysis.spans(text), first, last + 1))
    start = spans[0][0] if first else 0
    end = spans[-1][1] if last < len(words) - 1 else len(text)
    marks = [spans[number - first] for number in found if first <= number <= last]
    before, after = ("… " if first else "", " …" if end < len(text) else "")
    return before + _marked(text, start, end, marks) + after


def _best_place(found: Mapping[int, str]) -> int:
    """The place from which a passage holds most of the different words, then most of them, then comes first."""
    best = (0, 0)
    best_place = 0
    held: Counter[str] = Counter()
    ahead = iter(found.items())
    upcoming = next(ahead, None)
    for place, word in found.items():
        while upcoming and upcoming[0] < place + AROUND - BEFORE:
            held[upcoming[1]] += 1
            upcoming = next(ahead, None)
        worth = (len(held), held.total())
        if worth > best:
            best, best_place = worth, place
        held[word] -= 1
        if not held[word]:
            del held[word]
    return best_place


def _marked(text: str, start: int, end: int, marks: Sequence[Span]) -> Markup:
    parts = []
    for begins, ends in marks:
        parts += [escape(text[start:begins]), _MARK, escape(text[begins:ends]), _END]
        start = ends
    return _NONE.join([*parts, escape(text[start:end])])
