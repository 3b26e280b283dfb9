"""Four letters in a row, of a word between its ends: what words that look alike share. Pure.

A word is taken as `__word__`; a gram is the number that its four letters are, as bytes. Grams find what stems and
parts do not: another ending, a part of a compound, the rest of a word with a slip in it.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

SIZE = 4


def of_word(word: str) -> NDArray[np.uint32]:
    """The grams of a folded word, each once."""
    return np.unique(_windows(f"__{word}__".encode("latin-1", "replace")))


class Grams:
    """Which words each gram stands in; the words are numbered from `start`."""

    def __init__(self, words: Sequence[str], start: int) -> None:
        encoded = [f"__{word}__".encode("latin-1", "replace") for word in words]
        lengths = np.fromiter(map(len, encoded), dtype=np.int64, count=len(encoded))
        numbers = np.repeat(np.arange(start, start + len(encoded), dtype=np.int32), lengths)
        codes = _windows(b"".join(encoded))
        # A window over the end of a word has three `_` in a row, which no gram of a word has: it is never asked for.
        order = np.argsort(codes, kind="stable")
        self._codes = codes[order]
        self._numbers = numbers[: len(codes)][order]

    def holding(self, gram: int) -> NDArray[np.int32]:
        """The numbers of the words that the gram stands in, each as often as it does."""
        first, last = np.searchsorted(self._codes, [gram, gram + 1])
        return self._numbers[first:last]


def _windows(text: bytes) -> NDArray[np.uint32]:
    letters = np.frombuffer(text, dtype=np.uint8).astype(np.uint32)
    if len(letters) < SIZE:
        return letters[:0]
    places = [np.left_shift(letters[place : len(letters) - 3 + place], 8 * place) for place in range(SIZE)]
    return np.asarray(np.bitwise_or.reduce(places), dtype=np.uint32)
