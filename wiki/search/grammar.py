"""What people may type: words, "phrases", minus and prefix*. Nothing typed is an error, and nothing is unbounded.

User text never reaches the query parser of the search library: `[a TO z]`, `*` or a deep OR costs it seconds or
crashes it. Here such signs are simply not words. What goes beyond the limits is left out, and the page says so.

    ademlucht terug      either word, the more the better
    "eerste uitruk"      these words beside each other, required (a lone word in quotes: that word, required)
    -brand  -"op straat" without these
    brandw*              words that begin like this, from three letters on
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from wiki.search import analysis

MOST_CHARACTERS = 200
MOST_TERMS = 20
MOST_SAID = 60
SHORTEST_PREFIX = 3

_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
_SIGNS = frozenset('"-*')
_PIECE = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"|(?P<plain>[^\s"]+)|")')


class Kind(StrEnum):
    WORD = "word"
    PHRASE = "phrase"
    PREFIX = "prefix"


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to look for: folded words, more than one only in a phrase, and how it was typed."""

    kind: Kind
    words: tuple[str, ...]
    typed: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Query:
    """A typed query, understood. `said` are all its words in order, also those that tell nothing; `notice` is None,
    'trimmed' or 'short_prefix'; `asked_in` is the language in which a whole question is asked."""

    terms: tuple[Term, ...] = ()
    excluded: tuple[Term, ...] = ()
    notice: str | None = None
    asked_in: str | None = None
    said: tuple[str, ...] = field(default=(), compare=False)

    @property
    def words(self) -> tuple[str, ...]:
        """The words to look for that are whole, each once."""
        whole = (term.words for term in self.terms if term.kind is not Kind.PREFIX)
        return tuple(dict.fromkeys(word for words in whole for word in words))

    @property
    def prefixes(self) -> tuple[str, ...]:
        return tuple(term.words[0] for term in self.terms if term.kind is Kind.PREFIX)

    @property
    def is_silent(self) -> bool:
        """Whether there are words to look for, but none that tells anything."""
        return bool(self.terms) and not self.prefixes and not analysis.telling(self.words)

    def loosened(self) -> "Query":
        """The same words without the demands: no phrase, nothing excluded."""
        words = tuple(Term(Kind.WORD, (word,), word) for word in self.words)
        return Query(words + tuple(term for term in self.terms if term.kind is Kind.PREFIX), said=self.said)


def parse(typed: str) -> Query:
    """The query that this text stands for; any text at all gives one."""
    text = unicodedata.normalize("NFC", typed[: 2 * MOST_CHARACTERS]).translate(_QUOTES).strip()
    cut = len(text) > MOST_CHARACTERS or len(typed.strip()) > 2 * MOST_CHARACTERS
    pieces = list(_terms(text[:MOST_CHARACTERS]))
    wanted, more = _first(term for minus, term, _ in pieces if not minus)
    excluded, even_more = _first(term for minus, term, _ in pieces if minus)
    short = any(is_short for _, _, is_short in pieces)
    notice = "trimmed" if cut or more or even_more else "short_prefix" if short else None
    said = tuple(word for minus, term, _ in pieces if not minus for word in term.words)[:MOST_SAID]
    return Query(wanted, excluded, notice, analysis.asked_in(said), said)


def _first(terms: Iterable[Term]) -> tuple[tuple[Term, ...], bool]:
    """The first terms, each once, and whether there were more. Words that tell nothing are left out where others
    do: a question in a whole sentence has more of them than there is room for."""
    each = tuple(dict.fromkeys(terms))
    counted = tuple(term for term in each if term.kind is not Kind.WORD or analysis.telling(term.words)) or each
    return counted[:MOST_TERMS], len(counted) > MOST_TERMS


def _terms(text: str) -> Iterator[tuple[bool, Term, bool]]:
    """Each term with whether it is excluded and whether it was a prefix too short to be one."""
    if _SIGNS.isdisjoint(text):  # as most queries are
        for word in analysis.written(text):
            if low := analysis.fold(word):
                yield False, Term(Kind.WORD, (low,), word), False
        return
    for piece in _PIECE.finditer(text):
        minus = piece["minus"] is not None
        each = [(word, analysis.fold(word)) for word in analysis.written(piece["phrase"] or piece["plain"] or "")]
        typed, folded = [word for word, low in each if low], tuple(low for _, low in each if low)
        starred = (piece["plain"] or "").endswith("*")
        if starred and len(folded) == 1 and len(folded[0]) >= SHORTEST_PREFIX:
            yield minus, Term(Kind.PREFIX, folded, f"{typed[0]}*"), False
        elif folded and (piece["phrase"] is not None or (minus and len(folded) > 1)):
            yield minus, Term(Kind.PHRASE, folded, f'"{" ".join(typed)}"'), False
        else:
            for word, shown in zip(folded, typed, strict=True):
                yield minus, Term(Kind.WORD, (word,), shown), starred
