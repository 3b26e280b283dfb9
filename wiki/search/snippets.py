"""The passage of a text that answers best, with the words that were looked for marked as they really stand there.

Words are compared by stem, so *deuren* is marked when *deur* was asked. The stored plain text of the few hits on a
page is searched, not the index: marking by the search library stems every stored text again and was most of a query.
"""

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice

from markupsafe import Markup, escape

from wiki.search import analysis
from wiki.search.grammar import Query

AROUND = 32
BEFORE = 8
LONGEST_TEXT = 40_000


Span = tuple[int, int]
_MARK, _END, _NONE = Markup("<mark>"), Markup("</mark>"), Markup("")


class Marker(dict[str, str]):
    """For a word as written: which word of the query it is in texts of this language; '' for any other word."""

    def __init__(self, query: Query, language: str) -> None:
        super().__init__()
        self._stem = analysis.STEMS_AS_WRITTEN[language]
        words = (word for word in query.words if query.is_silent or analysis.query_stem(word, language))
        self._stems = frozenset(map(self._stem, words))
        self._prefixes = query.prefixes

    def __missing__(self, written: str) -> str:
        stem = self._stem(written)
        found = stem if stem in self._stems else ""
        if self._prefixes and not found:
            folded = analysis.fold(written)
            found = next((prefix for prefix in self._prefixes if folded.startswith(prefix)), "")
        self[written] = found
        return found


def snippet(text: str, marker: Marker) -> Markup | None:
    """The best passage of the text, safe to show; None when none of the words is in it."""
    text = " ".join(unicodedata.normalize("NFC", text[:LONGEST_TEXT]).split())
    words = analysis.written(text)
    found = {number: name for number, word in enumerate(words) if (name := marker[word])}
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
