"""Words that look for who is to blame. A hint, for the author alone: it asks which circumstance made it logical.

What somebody writes about their own deeds is no blame, however hard the words: that is how people learn here. Whom a
sentence is about is guessed from the nearest pronoun or role; for a hint that is good enough.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from wiki.safety import lists
from wiki.safety.findings import Finding, Severity
from wiki.safety.phrases import Phrases
from wiki.safety.reading import Text, found

_KINDS = frozenset(("should-have", "fault-of", "insult", "absolute", "culprit"))
_LISTS = lists.words(lists.FOLDER / "blame.tsv", _KINDS | {"person", "self", "unit"})
_PERSONS, _SELF, _UNITS = _LISTS["person"], _LISTS["self"], _LISTS["unit"]
_ABSOLUTE_ABOUT = frozenset(("hij", "zij", "die", "he", "she", "they"))
_CONJUNCTIONS = frozenset(("en", "maar", "want", "dus", "dat", "omdat", "of"))
_PHRASES = Phrases((phrase, kind) for kind in sorted(_KINDS) for phrase in sorted(_LISTS[kind]))

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_DENIED = re.compile(r"\b(?:niet|geen|nooit|not|no|never)\b(?: \w+)? \Z")
_CLAUSE_END = re.compile(r"[,;:()–]")


class _Said(NamedTuple):
    """A phrase in small letters, and its sentence before and after it."""

    before: str
    phrase: str
    after: str


def find(text: Text) -> Iterator[Finding]:
    for start, end, kind in _PHRASES.find(text):
        first, last = text.sentence(start, end)
        said = _Said(text.lower[first:start], text.lower[start:end], text.lower[end:last])
        if _TESTS[kind](said) and not _is_name(text.plain, first, start, end):
            yield found(f"blame.{kind}", start, end, Severity.HINT)


def _is_name(plain: str, first: int, start: int, end: int) -> bool:
    """A capital within a sentence: the Dom of Utrecht."""
    return plain[start].isupper() and not plain[start:end].isupper() and any(map(str.isalnum, plain[first:start]))


def _has_other_as_subject(said: _Said) -> bool:
    """The nearest of those who can be meant is not the writer: within the words, before them, or else behind them."""
    for words in (_words(said.phrase), _words(said.before)[::-1][:6], _words(said.after)[:3]):
        who = next((word for word in words if word in _PERSONS or word in _SELF), None)
        if who:
            return who in _PERSONS
    return False


def _is_followed_by_other(said: _Said) -> bool:
    meant = _PERSONS | _SELF | _UNITS
    who = next((word for word in _words(said.after)[:4] if word in meant), None)
    return who is not None and who not in _SELF


def _is_about_other(said: _Said) -> bool:
    """Of a word that may stand anywhere; `geen domme vraag` blames nobody."""
    near = [*_words(said.before)[::-1][:6], *_words(said.after)[:6]]
    if _DENIED.search(said.before) or any(word in _SELF for word in near):
        return False
    return any(word in _PERSONS for word in near)


def _is_absolute(said: _Said) -> bool:
    """Beside hij, zij or die in the same clause, with no other person between."""
    clause = _words(_CLAUSE_END.split(said.before)[-1])
    left = [word for place, word in enumerate(clause) if word != "die" or _is_people(clause[:place])][::-1][:4]
    right = _words(_CLAUSE_END.split(said.after)[0])[:2]
    who = [next((word for word in words if word in _PERSONS or word in _SELF), "") for words in (left, right)]
    return who[0] in _ABSOLUTE_ABOUT or (not who[0] and who[1] in _ABSOLUTE_ABOUT)


def _is_people(before: list[str]) -> bool:
    """Whether a `die` behind these words means somebody: it begins the clause, or a person stands before it."""
    return not before or before[-1] in _PERSONS or before[-1] in _CONJUNCTIONS


def _names_unit(said: _Said) -> bool:
    return any(word in _UNITS for word in _words(said.before)[::-1][:8])


def _words(part: str) -> list[str]:
    return _WORD.findall(part)


_TESTS: dict[str, Callable[[_Said], bool]] = {
    "should-have": _has_other_as_subject,
    "fault-of": _is_followed_by_other,
    "insult": _is_about_other,
    "absolute": _is_absolute,
    "culprit": _names_unit,
}
