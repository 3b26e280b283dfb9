"""Four letters in a row, of a word between its ends: what words that look alike share. Pure.

A word is taken as `··word··`, where the dot is a sign that no word has; a gram is the number that its four letters
are, as bytes. Grams find what stems and parts do not: another ending, a part of a compound, the rest of a word with a
slip in it.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

SIZE = 4
END = b"\x01\x01"


def of_word(word: str) -> NDArray[np.uint32]:
    """The grams of a folded word, each once."""
    return np.unique(_windows(_ended(word)))


class Grams:
    """Which words each gram stands in; the words are numbered from `start`."""

    def __init__(self, words: Sequence[str], start: int) -> None:
        encoded = [_ended(word) for word in words]
        lengths = np.fromiter(map(len, encoded), dtype=np.int64, count=len(encoded))
        numbers = np.repeat(np.arange(start, start + len(encoded), dtype=np.int32), lengths)
        codes = _windows(b"".join(encoded))
        # A window over the end of a word has three end signs in a row, which no gram of a word has: nobody asks for it.
        order = np.argsort(codes, kind="stable")
        self._codes = codes[order]
        self._numbers = numbers[: len(codes)][order]

    def holding(self, codes: NDArray[np.uint32]) -> list[NDArray[np.int32]]:
        """For each gram the numbers of the words that it stands in, each as often as it does."""
        first, last = self._codes.searchsorted(codes), self._codes.searchsorted(codes, side="right")
        return [self._numbers[start:end] for start, end in zip(first.tolist(), last.tolist(), strict=True)]


def _ended(word: str) -> bytes:
    return END + word.encode("utf-8", "replace") + END


def _windows(text: bytes) -> NDArray[np.uint32]:
    letters = np.frombuffer(text, dtype=np.uint8).astype(np.uint32)
    if len(letters) < SIZE:
        return letters[:0]
    places = [np.left_shift(letters[place : len(letters) - 3 + place], 8 * place) for place in range(SIZE)]
    return np.asarray(np.bitwise_or.reduce(places), dtype=np.uint32)
