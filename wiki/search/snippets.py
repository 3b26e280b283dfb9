"""The passage of a text that answers best, with the words that were looked for marked as they really stand there.

Words are compared by stem, so *deuren* is marked when *deur* was asked. The stored plain text of the few hits on a
page is searched, not the index: marking by the search library stems every stored text again and was most of a query.
"""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from wiki.search import analysis
from wiki.search.grammar import Query

AROUND = 32
BEFORE = 8
LONGEST_TEXT = 40_000


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text: from where to where, and which of the words looked for it is, if any."""

    start: int
    end: int
    found: str | None


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
    words = [Word(start, end, which(written)) for start, end, written in analysis.spans(text)]
    places = [number for number, word in enumerate(words) if word.found]
    if not places:
        return None
    first = max(0, _best_start(words, places) - BEFORE)
    shown = words[first : first + AROUND]
    opening = Markup("… ") if first else Markup("")
    closing = Markup(" …") if first + AROUND < len(words) else Markup("")
    start = shown[0].start if first else 0
    end = shown[-1].end if closing else len(text)
    return opening + _marked(text, start, end, shown) + closing


def _best_start(words: Sequence[Word], places: Sequence[int]) -> int:
    """The place from which a passage holds most of the different words, then most of them, then comes first."""

    def worth(start: int) -> tuple[int, int, int]:
        found = [words[place].found for place in places if start <= place < start + AROUND - BEFORE]
        return len(set(found)), len(found), -start

    return max(places, key=worth)


def _marked(text: str, start: int, end: int, words: Sequence[Word]) -> Markup:
    parts = [Markup("")]
    at = start
    for word in words:
        if word.found:
            parts += [escape(text[at : word.start]), Markup("<mark>"), escape(text[word.start : word.end]), _END]
            at = word.end
    return Markup("").join([*parts, escape(text[at:end])])


_END = Markup("</mark>")
