"""A query as people also type it: with a slip of the finger, and with a compound in two words. Pure.

What is a compound is decided here by a rule of its own (both halves are words of the texts), so that the splitter of
the program is not measured by itself.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Set
from random import Random

SHORTEST_TYPO = 5
SHORTEST_COMPOUND = 8
SHORTEST_HALF = 4
_WORD = re.compile(r"[^\W\d_]+")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def typed_wrong(query: str, rng: Random) -> str | None:
    """The query with one edit in one word of five letters or more, never in its first letter; None without such a
    word."""
    long = [match for match in _WORD.finditer(query) if len(match[0]) >= SHORTEST_TYPO]
    if not long:
        return None
    word = rng.choice(long)
    return query[: word.start()] + _slip(word[0], rng) + query[word.end() :]


def written_apart(query: str, known: Set[str]) -> str | None:
    """The query with its longest compound in two words; None where no word can be cut in two that are known.

    `known` holds the lower-case words of the texts. Of several cuts the one nearest to the middle is taken.
    """
    for match in sorted(_WORD.finditer(query), key=lambda found: -len(found[0])):
        cuts = _cuts(match[0], known)
        if cuts:
            at = match.start() + min(cuts, key=lambda cut: abs(2 * cut - len(match[0])))
            return f"{query[:at]} {query[at:]}"
    return None


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """Every word of these texts, in lower case."""
    return frozenset(word for text in texts for word in _WORD.findall(text.lower()))


def _slip(word: str, rng: Random) -> str:
    while True:
        wrong = rng.choice(_SLIPS)(word, rng.randrange(1, len(word)), rng)
        if wrong != word:
            return wrong


def _swap(word: str, at: int, _rng: Random) -> str:
    """Two letters change places, neither of them the first."""
    at = max(at, 2)
    return word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]


def _drop(word: str, at: int, _rng: Random) -> str:
    return word[:at] + word[at + 1 :]


def _double(word: str, at: int, _rng: Random) -> str:
    return word[:at] + word[at] + word[at:]


def _replace(word: str, at: int, rng: Random) -> str:
    """The key beside the right one; a letter that is on no key stays."""
    beside = _BESIDE.get(word[at].lower())
    return word[:at] + rng.choice(beside) + word[at + 1 :] if beside else word


def _beside() -> Mapping[str, str]:
    return {key: row[max(at - 1, 0) : at] + row[at + 1 : at + 2] for row in _ROWS for at, key in enumerate(row)}


def _cuts(word: str, known: Set[str]) -> list[int]:
    if len(word) < SHORTEST_COMPOUND:
        return []
    low = word.lower()
    places = range(SHORTEST_HALF, len(low) - SHORTEST_HALF + 1)
    return [at for at in places if low[:at] in known and low[at:] in known]


_SLIPS: tuple[Callable[[str, int, Random], str], ...] = (_swap, _drop, _double, _replace)
_BESIDE = _beside()
