"""BM25 over postings that are already in memory. Pure: it knows lists of numbers, no index and no files.

Every posting of every term is scored, because totals and facet counts need all hits and not the best ten. That makes
a plain loop over arrays several times cheaper than the search library's own matchers, which pay for skipping that
cannot be used here. The scores of a field are added to those of the others (title, text).
"""

import math
from array import array
from collections.abc import Sequence
from typing import NamedTuple

B = 0.75
K1 = 1.1


class Postings(NamedTuple):
    """The documents that hold a term, ascending, and how often each does."""

    documents: "array[int]"
    counts: "array[float]"


NOTHING = Postings(array("I"), array("f"))


def rarity(documents: int, holding: int) -> float:
    """How much a term tells: much when few documents hold it, never less than nothing."""
    return math.log(1 + (max(documents - holding, 0) + 0.5) / (holding + 0.5))


def add(scores: list[float], postings: Postings, weight: float, lengths: Sequence[int], average: float) -> None:
    """Add what one term in one field is worth to the score of each document that holds it."""
    base = K1 * (1 - B)
    slope = K1 * B / (average or 1)
    most = weight * (K1 + 1)
    for document, count in zip(*postings, strict=True):
        scores[document] += most * count / (count + base + slope * lengths[document])


def add_flat(scores: list[float], documents: Sequence[int], weight: float) -> None:
    """Add the same to each of these documents: for terms whose count says nothing."""
    for document in documents:
        scores[document] += weight
