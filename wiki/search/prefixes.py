"""Finding things by how their words begin: titles and tags, while somebody types.

Pure. Every word that occurs stands once in one sorted list; what it occurs in stands beside it, word after word, so
that all words with a beginning are one slice of both. Nothing is kept of the things themselves but their numbers.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

_LAST = "\U0010ffff"  # sorts after every letter


class Prefixes:
    """Things by the folded words of their names. A thing is known by its place among those given: the first one is
    the best one. Never changes."""

    def __init__(self, named: Iterable[Sequence[str]]) -> None:
        entries = [(word, thing, not place) for thing, words in enumerate(named) for place, word in enumerate(words)]
        entries.sort()
        self._things = np.array([thing for _, thing, _ in entries], dtype=np.int32)
        self._leads = np.array([leads for _, _, leads in entries], dtype=np.bool_)
        self._words: list[str] = []
        starts: list[int] = []
        for start, (word, _, _) in enumerate(entries):
            if not self._words or word != self._words[-1]:
                self._words.append(word)
                starts.append(start)
        self._starts = np.array([*starts, len(entries)], dtype=np.int32)
        self._total = int(self._things.max(initial=-1)) + 1

    def matching(self, typed: Sequence[str]) -> Iterator[int]:
        """The things that have for each folded word a word that begins like it: first those whose first word begins
        like the first one typed, then the others, each best first. Nothing for nothing."""
        if not typed:
            return
        found = np.ones(self._total, dtype=np.bool_)
        for word in typed:
            found &= self._marked(self._things[self._slice(word)])
        here = self._slice(typed[0])
        leading = self._marked(self._things[here][self._leads[here]]) & found
        yield from np.flatnonzero(leading).tolist()
        yield from np.flatnonzero(found & ~leading).tolist()

    def _slice(self, beginning: str) -> slice:
        first = bisect_left(self._words, beginning)
        end = bisect_left(self._words, beginning + _LAST, lo=first)
        return slice(int(self._starts[first]), int(self._starts[end]))

    def _marked(self, things: NDArray[np.int32]) -> NDArray[np.bool_]:
        marked = np.zeros(self._total, dtype=np.bool_)
        marked[things] = True
        return marked
