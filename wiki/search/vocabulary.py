"""Every word of all pages, folded as written, with how often it stands there: what cutting, joining and spelling go by.

Words are numbered in the order in which they came, and keep their number; documents keep their texts as those
numbers. Beside each stands a number for its stem in each language (`analysis.stem_codes`): to stem all words again for
the forms of one would take longer than a search. A word that is no longer in any page is counted until the next build
of the index.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from wiki.search import analysis
from wiki.search.grams import Grams

# Words that came later are looked through by themselves until they are this part of the large block.
_LATER = 0.2


# A word with how often it is there, and perhaps the numbers of its stems.
Counted = tuple[str, int] | tuple[str, int, tuple[int, ...]]


class Vocabulary:
    """Never changes: readers may hold one while the next is made with `grown`."""

    def __init__(self, counted: Iterable[Counted] = ()) -> None:
        self.words: list[str] = []
        self.numbers: dict[str, int] = {}
        self.counts: NDArray[np.int64] = np.zeros(0, dtype=np.int64)
        self.stems: NDArray[np.uint32] = np.zeros((0, len(analysis.LANGUAGES)), dtype=np.uint32)
        self._blocks: tuple[_Block, ...] = ()
        self._take_in(counted)

    def grown(self, counted: Iterable[Counted]) -> "Vocabulary":
        """The same with these counted on top."""
        grown = Vocabulary()
        grown.words, grown.numbers = self.words.copy(), self.numbers.copy()
        grown.counts, grown.stems, grown._blocks = self.counts, self.stems, self._blocks[:1]
        grown._take_in(counted)
        return grown

    @property
    def total(self) -> int:
        """How many words there are in all pages together."""
        return int(self.counts.sum())

    def __len__(self) -> int:
        return len(self.words)

    def __contains__(self, word: object) -> bool:
        return word in self.numbers

    def count(self, word: str) -> int:
        number = self.numbers.get(word)
        return 0 if number is None else int(self.counts[number])

    def with_stem(self, code: int, language: str) -> NDArray[np.intp]:
        """The numbers of the words whose stem has this number in a language."""
        return np.flatnonzero(self.stems[:, analysis.LANGUAGES.index(language)] == np.uint32(code))

    def starting(self, prefix: str) -> Iterator[str]:
        """Every word that begins like this."""
        for block in self._looked_through():
            place = bisect_left(block.ascending, prefix)
            while place < len(block.ascending) and block.ascending[place].startswith(prefix):
                yield block.ascending[place]
                place += 1

    def holding_each(self, codes: NDArray[np.uint32]) -> list[NDArray[np.int32]]:
        """For each of these grams the numbers of the words that it stands in, each as often as it does."""
        blocks = self._looked_through()
        if len(blocks) == 1:
            return blocks[0].grams.holding(codes)
        each = zip(*(block.grams.holding(codes) for block in blocks), strict=True)
        return [np.concatenate(found) for found in each]

    def prepare(self) -> None:
        """Do now what the first question would have to wait for."""
        self._looked_through()

    def _take_in(self, counted: Iterable[Counted]) -> None:
        more: dict[int, int] = {}
        stems: list[tuple[int, ...]] = []
        for word, times, *known in counted:
            number = self.numbers.setdefault(word, len(self.words))
            if number == len(self.words):
                self.words.append(word)
                stems.append(known[0] if known else analysis.stem_codes(word))
            more[number] = more.get(number, 0) + times
        counts = np.zeros(len(self.words), dtype=np.int64)
        counts[: len(self.counts)] = self.counts
        counts[np.array([*more], dtype=np.int64)] += np.array([*more.values()], dtype=np.int64)
        self.counts = counts
        self.stems = np.concatenate(
            [self.stems, np.array(stems, dtype=np.uint32).reshape(len(stems), len(analysis.LANGUAGES))]
        )

    def _looked_through(self) -> "tuple[_Block, ...]":
        """Blocks that together are all words; the large one stays as it is while few words came after it."""
        if not self._blocks or sum(len(block.ascending) for block in self._blocks) < len(self.words):
            first = len(self._blocks[0].ascending) if self._blocks else 0
            if len(self.words) - first > _LATER * first or not first:
                self._blocks = (_Block(self.words, 0),)
            else:
                self._blocks = (self._blocks[0], _Block(self.words, first))
        return self._blocks


class _Block:
    """The words from a number on, ready to be looked through."""

    def __init__(self, words: Sequence[str], start: int) -> None:
        mine = words[start:]
        self.ascending = sorted(mine)
        self.grams = Grams(mine, start)
