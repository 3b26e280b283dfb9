"""The passage of a text that answers best, with the words that were looked for marked as they really stand there.

Words are compared by stem, so *deuren* is marked when *deur* was asked. The stored plain text of the few hits on a
page is searched, not the index: marking by the search library stems every stored text again and was most of a query.
"""

import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from markupsafe import Markup, escape

from wiki.search import analysis
from wiki.search.grammar import Query

AROUND = 32
BEFORE = 8
LONGEST_TEXT = 40_000


Span = tuple[int, int]
_MARK, _END, _NONE = Markup("<mark>"), Markup("</mark>"), Markup("")


def marker(query: Query, language: str) -> Callable[[str], str | None]:
    """For a word as written: which word of the query it is, in texts of this language."""
    stem = analysis.STEMS[language]
    wanted = {stem(word) for word in query.words if query.is_silent or analysis.query_stem(word, language)}
    known: dict[str, str | None] = {}

    def which(written: str) -> str | None:
        if written not in known:
            folded = analysis.fold(written)
            begins = next((prefix for prefix in query.prefixes if folded.startswith(prefix)), None)
            known[written] = begins or (own if (own := stem(folded)) in wanted else None)
        return known[written]

    return which


def snippet(text: str, which: Callable[[str], str | None]) -> Markup | None:
    """The best passage of the text, safe to show; None when none of the words is in it."""
    text = " ".join(unicodedata.normalize("NFC", text[:LONGEST_TEXT]).split())
    words: list[Span] = []
    found: dict[int, str] = {}
    for span, written in analysis.spans(text):
        word = which(written)
        if word:
            found[len(words)] = word
        words.append(span)
    if not found:
        return None
    first = max(0, _best_place(found) - BEFORE)
    last = min(first + AROUND, len(words)) - 1
    start = words[first][0] if first else 0
    end = words[last][1] if last < len(words) - 1 else len(text)
    marks = [words[number] for number in found if first <= number <= last]
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
