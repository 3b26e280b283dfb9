"""BM25 as vector work over postings that are already in memory. Pure: it knows arrays of numbers, no index, no files.

What a term adds to each document that holds it depends on the document alone (how often, how long) and is worked out
once, when the postings are read; a query only multiplies that by what the term is worth and adds. Every posting of
every term is scored, because totals and facet counts need all hits and not the best ten. Of a stem that stands in
many of the documents the gains are kept for all of them in a row, which adds faster.

Source: Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), without the (k3 + 1)
part; the idf is the one of Lucene, which is never negative.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wiki.search.bits import Mask, Numbers

B = 0.75
K1 = 1.0
# A term that stands in more than this part of the documents keeps its gains for all of them.
DENSE_FROM = 0.1
GROUP = 64
_STEP = math.log(1.05)

Scores = NDArray[np.float32]


class Postings(NamedTuple):
    """The documents that hold a term, ascending, and what each gains by it; or `every` instead has a gain for every
    document, 0 for most."""

    documents: Numbers
    gains: Scores
    every: Scores | None = None

    @property
    def size(self) -> int:
        """About how many bytes are kept."""
        return self.documents.nbytes + self.gains.nbytes + (self.every.nbytes if self.every is not None else 0) + 200


NOTHING = Postings(np.zeros(0, np.int32), np.zeros(0, np.float32))


def rarity(documents: int, holding: int) -> float:
    """How much a term tells: much when few documents hold it, never less than nothing."""
    return math.log(1 + (max(documents - holding, 0) + 0.5) / (holding + 0.5))


def typical(average: float) -> float:
    """An average length on a scale of steps of 5 %, so that a few new documents do not make kept gains out of date."""
    return math.exp(round(math.log(average) / _STEP) * _STEP) if average > 0 else 1.0


def gained(documents: Numbers, counts: Scores, lengths: Scores, average: float) -> Postings:
    """The postings of a term, from how often each document holds it and how long every document's field is."""
    norm = K1 * (1 - B) + K1 * B / average * lengths[documents]
    return Postings(documents, ((K1 + 1) * counts / (counts + norm)).astype(np.float32))


def kept(gains: Scores) -> Postings:
    """Postings from the gain of every document, in the shape that adds fastest."""
    documents = np.flatnonzero(gains).astype(np.int32)
    if len(documents) > DENSE_FROM * len(gains):
        return Postings(documents[:0], NOTHING.gains, gains)
    return Postings(documents, gains[documents])


def add(scores: Scores, postings: Postings, weight: float) -> None:
    """Add what one term is worth to the score of each document that holds it."""
    if postings.every is not None:
        scores += postings.every if weight == 1 else np.float32(weight) * postings.every
    elif len(postings.documents):
        np.add.at(scores, postings.documents, postings.gains if weight == 1 else np.float32(weight) * postings.gains)


def gain_of(postings: Postings, document: int) -> float:
    """What one document gains by a term, 0 when it does not hold it."""
    if postings.every is not None:
        return float(postings.every[document])
    place = int(np.searchsorted(postings.documents, document))
    is_there = place < len(postings.documents) and postings.documents[place] == document
    return float(postings.gains[place]) if is_there else 0.0


def best(scores: Scores, many: int) -> Numbers:
    """The documents with the highest scores above 0, at least `many` where there are so many, in no order.

    The highest of each group of GROUP documents, far apart, give a bound that `many` of them reach: far cheaper than
    sorting all.
    Zeros are left out first, for what picks the highest is slow where very many are equal.
    """
    whole = len(scores) // GROUP * GROUP
    looked_at = scores[:whole].reshape(GROUP, -1).max(axis=0) if whole > 4 * GROUP * many else scores
    bound = _kth(looked_at[looked_at > 0], many)
    reached: Mask = scores >= bound if bound > 0 else scores > 0
    return np.flatnonzero(reached).astype(np.int32)


def _kth(values: Scores, many: int) -> float:
    """The lowest of the `many` highest; 0 when there are not so many."""
    if not 0 < many < len(values):
        return 0.0
    return float(np.partition(values, len(values) - many)[len(values) - many])
