"""Why a document stands where it stands: the parts that its score is made of. Pure.

The numbers come from the same functions that rank, so an explanation cannot drift from the ranking: its parts add
up to the score of the answer.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from wiki.search import bits, finding, matching, ranking
from wiki.search.expansion import Plan, Way
from wiki.search.finding import Answer, Place, Wanted
from wiki.search.matching import Index

MOST = 100


class Part(NamedTuple):
    """What one stem in one field adds; for the beginning of a word or a stop word there is no field and no language."""

    field: str
    language: str
    stem: str
    source: str
    way: Way
    gain: float


class Explained(NamedTuple):
    """A document and its score: the sum of the parts, times `factor`, plus what a second look added. `rank` is 0 for
    one that is not among the first `MOST`."""

    article: int
    rank: int
    parts: tuple[Part, ...]
    factor: float
    again: float

    @property
    def score(self) -> float:
        return sum(part.gain for part in self.parts) * self.factor + self.again


class Explanation(NamedTuple):
    plan: Plan
    total: int
    hits: tuple[Explained, ...]


def explain(index: Index, wanted: Wanted, *, article: int | None = None, many: int = 10) -> Explanation:
    """The first hits explained, or one article wherever it stands; no hits for one that the words are not in."""
    answer = finding.find(index, replace(wanted, many=MOST))
    if article is None:
        places = answer.places[:many]
    else:
        among = [place for place in answer.places if place.id == article]
        hits = bits.mask(matching.match(answer.plan, index).hits, index.size)
        places = among or [place for place in finding.places_of(index, article) if hits[place.document]]
    ranks = {place.id: rank for rank, place in enumerate(answer.places, start=1)}
    explained = (_explained(index, answer, place, ranks.get(place.id, 0), wanted.today) for place in places)
    return Explanation(answer.plan, answer.total, tuple(one for one in explained if one.parts))


def _explained(index: Index, answer: Answer, place: Place, rank: int, today: int) -> Explained:
    parts = sorted(_parts(index, answer.plan, place), key=lambda part: -part.gain)
    verified = int(index.verified[place.document])
    factor = float(finding.OVERDUE_FACTOR) if 0 < verified < today else 1.0
    again = finding.gains(answer.plan, index, [place])[0] if rank and len(answer.places) > 1 else 0.0
    return Explained(place.id, rank, tuple(parts), factor, again)


def _parts(index: Index, plan: Plan, place: Place) -> Iterator[Part]:
    for reason in plan.reasons:
        for one in matching.in_fields(index, reason.language, reason.stem):
            gain = reason.weight * one.weight * ranking.gain_of(one.postings, place.document)
            if gain:
                yield Part(one.field, reason.language, reason.stem, reason.source, reason.way, gain)
    for each in matching.flat(plan, index):
        if place.document in each.documents:
            yield Part("", "", each.term, each.term, Way.WORD, each.weight)
