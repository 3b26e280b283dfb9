"""The word that was probably meant, and words that look like one. Pure.

A correction is only for a word that no page has: then the most frequent word that differs by one letter more, less,
another one or two in the wrong order, or by one spelling that sounds the same: *ademlugt* is *ademlucht*. A slip in
the first letter is rare, so a word that begins alike counts three times.
"""

from collections.abc import Container, Iterator
from itertools import chain

import numpy as np

from wiki.search import grams
from wiki.search.vocabulary import Vocabulary

SHORTEST = 4
LONGEST = 30
MOST = 5
LEAST_ALIKE = 0.4
MOST_ALIKE = 20
SAME_START = 3
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
# What Dutch writes in two ways and says in one, as far as it is more than one letter apart.
_SOUNDS = (("g", "ch"), ("ei", "ij"), ("ou", "au"), ("ks", "x"), ("kw", "qu"), ("oe", "u"), ("ie", "y"), ("ij", "y"))


def corrections(word: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The known words nearest to an unknown folded one, the likeliest first; none for a word too short to tell."""
    known = near(word, vocabulary)

    def frequency(other: str) -> tuple[int, str]:
        return vocabulary.count(other) * (SAME_START if other[0] == word[0] else 1), other

    return tuple(sorted(known, key=frequency, reverse=True)[:MOST])


def near(word: str, known: Container[str]) -> set[str]:
    """The other known words at one slip from a folded one; none for a word too short to tell."""
    if not SHORTEST <= len(word) <= LONGEST or not word.isalpha():
        return set()
    return {other for other in chain(_one_edit(word), _one_sound(word)) if other in known and other != word}


def alike(word: str, vocabulary: Vocabulary) -> list[str]:
    """Known words that share most of their grams with a folded word, the most alike first."""
    own = grams.of_word(word)
    shared = np.bincount(np.concatenate(vocabulary.holding_each(own)), minlength=1)
    numbers = np.flatnonzero(shared >= LEAST_ALIKE * len(own))
    most = sorted(numbers.tolist(), key=lambda number: (-shared[number] / len(vocabulary.words[number]), number))
    return [vocabulary.words[number] for number in most[:MOST_ALIKE] if vocabulary.words[number] != word]


def _one_edit(word: str) -> Iterator[str]:
    """Every text at one edit from the word (Damerau-Levenshtein), after Norvig, How to Write a Spelling Corrector."""
    for place in range(len(word) + 1):
        before, after = word[:place], word[place:]
        if after:
            yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in _LETTERS:
            yield before + letter + after
            if after:
                yield before + letter + after[1:]


def _one_sound(word: str) -> Iterator[str]:
    """Every text that spells one sound of the word in another way."""
    for one, other in _SOUNDS:
        for here, there in ((one, other), (other, one)):
            place = word.find(here)
            while place >= 0:
                yield word[:place] + there + word[place + len(here) :]
                place = word.find(here, place + 1)
