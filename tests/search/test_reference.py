"""The ranking in vectors held equal to a plain one, over any changes to small indexes.

Held equal, on the index as it is after each change: which documents are hits of a query of loose words, their scores
before the second look (to one in ten thousand: the vectors are of 32 bits), the total, and the counts of facets. The
reference takes the plan of the query and how words are cut as given; other tests look at those. What a field holds
it works out at the moment of writing, from the words known then: a later word never changes how an earlier text was
cut. Like the real one it counts a deleted document in lengths and rarity until its segment is merged away, so it asks
the index which documents it still has, and nothing else. Lengths it rounds as Whoosh does, to one of 256
values.

Not held equal here: phrases, beginnings of words, and the second look (`test_rescoring` does).
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.util.numeric import byte_to_length, length_to_byte

from tests.search.indexes import placed
from wiki.search import analysis, bits, expansion, finding, grammar, matching
from wiki.search.documents import Document, Placed
from wiki.search.expansion import Plan
from wiki.search.facets import KEYS, Chosen, passes, values_of
from wiki.search.finding import Wanted
from wiki.search.matching import WEIGHTS, Index
from wiki.search.ranking import K1, B
from wiki.search.stopwords import STOP_WORDS
from wiki.search.synonyms import NONE
from wiki.search.whoosh_engine import WhooshEngine

TODAY = 5
DUTCH = "rook deur deuren brand weer brandweer kazerne brandweerkazerne veiligheid regio veiligheidsregio de voor"
ENGLISH = "smoke door doors fire the brand"

Fields = Mapping[str, Counter[str]]
Version = tuple[int, int]


class Kept(NamedTuple):
    """A document as the index got it: how often each field has each stem, and where it stands."""

    fields: Fields
    placed: Placed


def fields_of(document: Document, parts: Mapping[str, Collection[str]]) -> Fields:
    language = document.placed.language
    title, text, key = (analysis.words(each) for each in (document.title, document.text, document.key))
    fields = {f"title_{other}": held(analysis.words(name), other, {}) for other, name in document.translated}
    of_language = {"text": title + text, "title": title, "key": key}
    return fields | {f"{name}_{language}": held(words, language, parts) for name, words in of_language.items()}


def held(words: Iterable[str], language: str, parts: Mapping[str, Collection[str]]) -> Counter[str]:
    stem, found = analysis.STEMS[language], Counter[str]()
    for word in words:
        if word not in STOP_WORDS[language]:
            found.update({stem(word), *(stem(part) for part in parts.get(word, ()))})
    return found


def length(field: Counter[str]) -> float:
    return float(byte_to_length(length_to_byte(field.total())))


def score(plan: Plan, document: Fields, everything: list[Fields]) -> float:
    """BM25, each stem in each field by itself."""
    found = 0.0
    for reason in plan.reasons:
        for field, weight in WEIGHTS.items():
            name, stem = f"{field}_{reason.language}", reason.stem
            of_language = [each[name] for each in everything if each.get(name)]
            count = document.get(name, {}).get(stem, 0)
            if count:
                holding = sum(stem in each for each in of_language)
                rarity = math.log(1 + (len(of_language) - holding + 0.5) / (holding + 0.5))
                average = sum(map(length, of_language)) / len(of_language)
                average = 1.05 ** round(math.log(average, 1.05))
                norm = K1 * (1 - B + B * length(document[name]) / average)
                found += weight * reason.weight * rarity * count * (K1 + 1) / (count + norm)
    return found


class History:
    """An index, every document that was ever put into it, and the newest one of each article."""

    def __init__(self, folder: Path) -> None:
        self.engine = WhooshEngine(folder)
        self.kept: dict[Version, Kept] = {}
        self.newest: dict[int, Version] = {}

    @property
    def index(self) -> Index:
        return self.engine.read(lambda index: index)

    def change(self, step: Mapping[int, Document | None]) -> None:
        """Put these in, and take out those without a document."""
        revision = len(self.kept)
        made = [replace(one, placed=one.placed._replace(revision=revision)) for one in step.values() if one]
        if self.engine.is_ready():
            self.engine.update(made, {number for number, one in step.items() if one is None})
        else:
            self.engine.rebuild(made)
        compounds = self.index.lexicon.compounds
        parts = {word: compounds.parts(word) for word in DUTCH.split()}
        for number, one in step.items():
            self.newest.pop(number, None)
            if one:
                version = self.newest[number] = number, revision
                fields = fields_of(one, parts if one.placed.language == "nl" else {})
                self.kept[version] = Kept(fields, one.placed)

    def scores(self, plan: Plan) -> dict[Version, float]:
        """What each hit scores."""
        everything = [self.kept[version].fields for version in versions(self.index) if version in self.kept]
        scores = {version: score(plan, self.kept[version].fields, everything) for version in self.newest.values()}
        return {version: value for version, value in scores.items() if value > 0}


def versions(index: Index) -> list[Version]:
    """Of each number, also one that stands for no document: 0 is no article."""
    return list(zip(index.ids.tolist(), index.revisions.tolist(), strict=True))


def scored(plan: Plan, index: Index) -> dict[Version, float]:
    scores, hits = matching.match(plan, index)
    each = zip(versions(index), bits.mask(hits, index.size).tolist(), scores.tolist(), strict=True)
    return {version: score for version, is_hit, score in each if is_hit}


def counted(standing: Collection[Placed], chosen: Chosen) -> dict[str, Counter[str]]:
    return {
        key: Counter(
            value for one in standing if passes(one, TODAY, chosen, but=key) for value in values_of(one, key, TODAY)
        )
        for key in KEYS
    }


@st.composite
def documents(draw: st.DrawFn, number: int) -> Document:
    language = draw(st.sampled_from(["nl", "nl", "nl", "en"]))
    words = st.sampled_from((DUTCH if language == "nl" else ENGLISH).split())

    def text(most: int) -> str:
        return " ".join(draw(st.lists(words, max_size=most)))

    place = placed(
        number,
        language=language,
        domains=draw(st.sampled_from([("fire",), ("police",), ("fire", "police")])),
        kind=draw(st.sampled_from(["question", "technique"])),
        tags=draw(st.sampled_from([(), ("rook",), ("rook", "deur")])),
        verified=draw(st.integers(TODAY - 1, TODAY)),
    )
    translated = draw(st.sampled_from([(), (("en", "smoke door"),)])) if language == "nl" else ()
    return Document(place, text(3), text(12), text(3), translated)


STEP = st.sets(st.integers(1, 9), min_size=1, max_size=6).flatmap(
    lambda ids: st.fixed_dictionaries({number: st.none() | documents(number) for number in sorted(ids)})
)
WORDS = st.sampled_from([*DUTCH.split(), *ENGLISH.split(), "rok", "kazern", "brandweerdeur", "xyzzy"])
QUERY = st.lists(WORDS, min_size=1, max_size=4).map(" ".join).filter(lambda typed: not grammar.parse(typed).is_silent)
CHOSEN = st.sampled_from([{}, {"domain": {"fire"}}, {"tag": {"deur"}, "verified": {"yes"}}])
STEPS = st.lists(STEP, min_size=1, max_size=5)


@given(STEPS, st.lists(QUERY, min_size=1, max_size=4))
def test_hits_and_scores_are_those_of_plain_counting(
    tmp_path_factory: pytest.TempPathFactory, steps: list[dict[int, Document | None]], queries: list[str]
) -> None:
    history = History(tmp_path_factory.mktemp("index"))
    for step in steps:
        history.change(step)

        for typed in queries:
            plan = expansion.plan(grammar.parse(typed), history.index.lexicon, NONE)
            assert scored(plan, history.index) == pytest.approx(history.scores(plan), rel=1e-4)


@given(STEPS, st.lists(st.tuples(QUERY, CHOSEN), min_size=1, max_size=4))
def test_totals_and_counts_are_those_of_plain_counting(
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[dict[int, Document | None]],
    searches: list[tuple[str, dict[str, set[str]]]],
) -> None:
    history = History(tmp_path_factory.mktemp("index"))
    for step in steps:
        history.change(step)

    for typed, values in searches:
        chosen = {key: frozenset(some) for key, some in values.items()}
        answer = finding.find(history.index, Wanted(grammar.parse(typed), 100, today=TODAY, chosen=chosen))

        standing = [history.kept[version].placed for version in history.scores(answer.plan)]
        passing = {one.id for one in standing if passes(one, TODAY, chosen)}
        assert {place.id for place in answer.places} == passing
        assert (answer.total, answer.unfiltered) == (len(passing), len(standing))
        assert {key: found.as_dict() for key, found in answer.counts.items()} == counted(standing, chosen)
