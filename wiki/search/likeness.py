"""Articles that are about the same: found by the words that say most of one of them. Pure.

The words of a text that are frequent in it and rare elsewhere become a query of their own (Salton and Buckley,
Term-weighting approaches in automatic text retrieval, 1988); it is scored like any other. An article answers its own
query best, so what others score is held against that.
"""

import math
from collections.abc import Iterator, Mapping

import numpy as np

from wiki.search import analysis, bits, finding, matching, ranking
from wiki.search.expansion import Plan, Reason, Way
from wiki.search.finding import Allowing, Place
from wiki.search.grammar import Kind, Query, Term
from wiki.search.matching import Index

MOST_WORDS = 24
SHORTEST = 3
# Of what the article itself scores: below this the words in common are those that all articles have.
LEAST_ALIKE = 0.14


def like(index: Index, article: int, *, allowed: Allowing, many: int) -> list[int]:
    """The articles most like this one that the reader may be listed, the most alike first; none for an article that
    is not in the index."""
    place = next(finding.places_of(index, article), None)
    if place is None:
        return []
    plan = _plan(index, place)
    matched = matching.match(plan, index)
    least = LEAST_ALIKE * float(matched.scores[place.document])
    hits = bits.documents(matched.hits & allowed(index).same, index.size)
    found = finding.candidates(index, hits, matched.scores, many + 1)
    best = sorted((other for other in found if other.id != article and other.score >= least), reverse=True)
    return [other.id for other in best[:many]]


def _plan(index: Index, place: Place) -> Plan:
    telling = dict(_telling(index, place))
    most = max(telling.values(), default=1.0)
    query = Query(tuple(Term(Kind.WORD, (word,), word) for word in telling))
    return Plan(query, tuple(_reasons(telling, most)), (), (), (), ())


def _reasons(telling: Mapping[str, float], most: float) -> Iterator[Reason]:
    seen = set()
    for word, worth in telling.items():
        for language in analysis.LANGUAGES:
            stem = analysis.query_stem(word, language)
            if stem and (language, stem) not in seen:
                seen.add((language, stem))
                yield Reason(stem, word, language, worth / most, Way.WORD, word)


def _telling(index: Index, place: Place) -> Iterator[tuple[str, float]]:
    """The words of a document that say most of it, with how much each says: more for being there often, and for being
    seldom elsewhere. A word that stands nowhere else finds nothing."""
    (numbers,) = index.texts([place.document])
    vocabulary, documents = index.lexicon.vocabulary, index.total
    worth: dict[str, float] = {}
    for number, times in zip(*np.unique(numbers, return_counts=True), strict=True):
        word, everywhere = vocabulary.words[number], int(vocabulary.counts[number])
        if len(word) >= SHORTEST and everywhere > times and analysis.telling([word]):
            holding = documents * (1 - math.exp(-everywhere / documents))
            worth[word] = (1 + math.log(times)) * ranking.rarity(documents, round(holding))
    yield from sorted(worth.items(), key=lambda one: (-one[1], one[0]))[:MOST_WORDS]
