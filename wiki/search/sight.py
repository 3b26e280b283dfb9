"""Which words stand in articles that a reader may be listed: no other word is ever told to them. Pure.

The words of all pages are counted together, those of hidden articles too. Whatever is said of a word to a reader
(that it was meant, that it looks like another, that others searched for it) is held against the texts themselves: a
stem would let another form of the word through, one that only a hidden article has.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from wiki.search import analysis, bits
from wiki.search.bits import Bits, Numbers
from wiki.search.matching import Index

AT_A_TIME = 50
# So many texts are looked through for one word; one that is in none of them is not told.
MOST_TEXTS = 2_000


class Sight(NamedTuple):
    """`finds` says whether some form of a word stands where the reader sees it, `sees` whether the word itself does."""

    finds: Callable[[str], bool]
    sees: Callable[[str], bool]


def of(index: Index, listed: Bits) -> Sight:
    """What a reader sees who may be listed these documents."""
    return Sight(
        finds=lambda word: any(
            len(found) for field in ("text", "title") for found in _stands(index, word, listed, field)
        ),
        sees=lambda word: is_in(index, word, listed, articles=1),
    )


def is_in(index: Index, word: str, listed: Bits, *, articles: int) -> bool:
    """Whether a folded word itself stands in so many of these documents."""
    number = index.lexicon.vocabulary.numbers.get(word)
    if number is None:
        return False
    found: set[int] = set()
    for documents in _stands(index, word, listed, "text"):
        for start in range(0, min(len(documents), MOST_TEXTS), AT_A_TIME):
            some = documents[start : start + AT_A_TIME].tolist()
            found.update(one for one, text in zip(some, index.texts(some), strict=True) if np.any(text == number))
            if len(found) >= articles:
                return True
    return False


def _stands(index: Index, word: str, listed: Bits, field: str) -> Iterator[Numbers]:
    """In each language the documents with the stem of the word in this field that are among these."""
    may = bits.mask(listed, index.size)
    for language in analysis.LANGUAGES:
        stem = analysis.query_stem(word, language)
        if stem:
            documents = index.documents(f"{field}_{language}", stem)
            yield documents[may[documents]]
