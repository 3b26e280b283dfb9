"""From a query to an answer for one reader: order, totals, counts, and what is not theirs to see."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from tests.search.indexes import document, engine_with, placed
from wiki.search import bits, finding, grammar, rescoring
from wiki.search.documents import Placed
from wiki.search.finding import Allowed, Allowing, Answer, Wanted
from wiki.search.matching import Index
from wiki.search.synonyms import Meaning, Synonyms
from wiki.search.whoosh_engine import WhooshEngine

TODAY = 100
FAR = " en wij lopen verder" * 3
DOCUMENTS = [
    document(1, "rook uit het raam", domains=("fire",), day=3, verified=TODAY),
    document(2, f"rook{FAR} deur", domains=("police",), day=9, verified=TODAY - 1),
    document(3, f"rook deur{FAR}", domains=("fire", "police"), day=6),
    document(4, "geheimschrift", domains=("police",), day=1, verified=TODAY + 7),
]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> WhooshEngine:
    return engine_with(tmp_path_factory.mktemp("index"), *DOCUMENTS)


def find(engine: WhooshEngine, typed: str, *, many: int = 10, **wanted: object) -> Answer:
    asked = Wanted(grammar.parse(typed), many, today=TODAY, **wanted)  # type: ignore[arg-type]
    return engine.read(lambda index: finding.find(index, asked))


def ids(answer: Answer) -> list[int]:
    return [place.id for place in answer.places]


def only(same: set[int], moved: frozenset[int] = frozenset()) -> Allowing:
    """A reader who may be listed these, some of which have moved on since they were indexed."""

    def of(index: Index, wanted: set[int] | frozenset[int]) -> bits.Bits:
        return bits.of_mask(np.isin(index.ids, [*wanted]))

    return lambda index: Allowed(of(index, same), of(index, moved))


@pytest.mark.parametrize(
    ("typed", "sort", "expected"),
    [
        ("rook deur", "relevance", [3, 2, 1]),
        ("rook deur", "date", [2, 3, 1]),
        ("rook deur", "verified", [1, 2, 3]),
        ("", "relevance", [2, 3, 1, 4]),
        ("-raam", "relevance", [2, 3, 4]),
        ("", "verified", [4, 1, 2, 3]),
        ("xyzzy", "date", []),
    ],
)
def test_hits_come_in_the_order_asked_for(engine: WhooshEngine, typed: str, sort: str, expected: list[int]) -> None:
    assert ids(find(engine, typed, sort=sort)) == expected


@pytest.mark.parametrize(("overdue", "expected"), [(TODAY - 1, [1, 2]), (TODAY, [2, 1]), (0, [2, 1])])
def test_what_is_no_longer_confirmed_goes_behind_what_is_as_good(
    tmp_path: Path, overdue: int, expected: list[int]
) -> None:
    engine = engine_with(tmp_path, document(1, "rook", day=1), document(2, "rook", day=2, verified=overdue))

    assert ids(find(engine, "rook")) == expected


@pytest.mark.parametrize("sort", finding.SORTS)
def test_no_more_are_given_than_wanted_and_all_are_counted(engine: WhooshEngine, sort: str) -> None:
    answer = find(engine, "rook deur", many=2, sort=sort)

    assert ids(answer) == ids(find(engine, "rook deur", sort=sort))[:2]
    assert answer.total == 3


def test_behind_those_that_are_looked_at_again_come_the_others(
    engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rescoring, "MOST", 1)

    assert set(ids(find(engine, "rook deur"))) == {1, 2, 3}


def test_what_is_chosen_narrows_hits_and_not_what_there_would_be_without(engine: WhooshEngine) -> None:
    answer = find(engine, "rook", chosen={"domain": frozenset({"police"})})

    assert set(ids(answer)) == {2, 3}
    assert (answer.total, answer.unfiltered) == (2, 3)
    assert answer.counts["domain"].as_dict() == {"fire": 2, "police": 2}
    assert answer.counts["verified"].as_dict() == {"no": 2}


def test_what_the_reader_may_not_see_is_neither_found_nor_counted(engine: WhooshEngine) -> None:
    answer = find(engine, "rook", allowed=only({1, 4}))

    assert (ids(answer), answer.total, answer.unfiltered) == ([1], 1, 1)
    assert answer.counts["domain"].as_dict() == {"fire": 1}


NOW: Mapping[int, Placed] = {2: placed(2, domains=("medical",), verified=TODAY)}


def where_now(asked: Sequence[int]) -> Mapping[int, Placed]:
    return {key: NOW[key] for key in asked}


def test_an_article_that_moved_on_is_counted_where_it_stands_now(engine: WhooshEngine) -> None:
    answer = find(engine, "rook", allowed=only({1}, frozenset({2})), places=where_now)

    assert (set(ids(answer)), answer.total, answer.unfiltered) == ({1, 2}, 2, 2)
    assert answer.counts["domain"].as_dict() == {"fire": 1, "medical": 1}
    assert answer.counts["verified"].as_dict() == {"yes": 2}


@pytest.mark.parametrize(("domain", "expected"), [("medical", [2]), ("police", []), ("fire", [1])])
def test_an_article_that_moved_on_is_found_where_it_stands_now(
    engine: WhooshEngine, domain: str, expected: list[int]
) -> None:
    chosen = {"domain": frozenset({domain})}

    answer = find(engine, "rook", allowed=only({1}, frozenset({2})), places=where_now, chosen=chosen)

    assert (ids(answer), answer.total) == (expected, len(expected))
    assert answer.counts["domain"].as_dict() == {"fire": 1, "medical": 1}


@pytest.mark.parametrize(("allowed", "expected"), [({4}, [4]), ({1, 2, 3}, [])])
def test_a_word_is_corrected_to_those_that_the_reader_may_see(
    engine: WhooshEngine, allowed: set[int], expected: list[int]
) -> None:
    assert ids(find(engine, "geheimschrft", allowed=only(allowed))) == expected


@pytest.mark.parametrize(("allowed", "expected"), [({4}, ("geheimschrift",)), ({1, 2, 3}, ())])
def test_near_words_are_those_that_the_reader_may_see(
    engine: WhooshEngine, allowed: set[int], expected: tuple[str, ...]
) -> None:
    assert finding.near_words(engine, grammar.parse("geheimschriften"), allowed=only(allowed)) == expected


def test_without_an_index_there_are_no_near_words(tmp_path: Path) -> None:
    assert finding.near_words(WhooshEngine(tmp_path), grammar.parse("rook"), allowed=only(set())) == ()


def test_synonyms_are_looked_for_unless_taken_literally(engine: WhooshEngine) -> None:
    known = Synonyms([Meaning("code", ("code", "geheimschrift"), "all", "synonym")])

    assert finding.best(engine, "code", synonyms=known) == [4]
    assert finding.best(engine, "code", synonyms=known, literal=True) == []


def test_in_an_empty_index_nothing_is_found(tmp_path: Path) -> None:
    engine = engine_with(tmp_path)

    assert [find(engine, typed).total for typed in ("", "rook", "hoe", "rook*", "-rook", '"rook deur"')] == [0] * 6


@pytest.mark.parametrize("sort", finding.SORTS)
def test_no_hits_may_be_wanted(engine: WhooshEngine, sort: str) -> None:
    assert find(engine, "", many=0, sort=sort).total == len(DOCUMENTS)


HIDDEN = [
    document(1, "de zandlopermethode werkt"),
    document(2, "alle zandlopermethodes werken"),
    document(3, "fladderbak"),
    document(4, "fladderbax"),
]


@pytest.mark.parametrize("typed", ["zandlopermethodis", "zandlopermethodez"])
def test_no_form_of_a_word_is_told_that_only_a_hidden_article_has(tmp_path: Path, typed: str) -> None:
    engine = engine_with(tmp_path, *HIDDEN)

    told = {used for _, used in find(engine, typed, allowed=only({1, 3})).plan.corrections}
    near = finding.near_words(engine, grammar.parse(typed), allowed=only({1, 3}))

    assert "zandlopermethodes" not in {*told, *near}


def test_a_word_of_a_hidden_article_is_corrected_like_any_other_unknown_one(tmp_path: Path) -> None:
    engine = engine_with(tmp_path, *HIDDEN)

    for typed in ("fladderbax", "fladderbay"):
        assert ids(find(engine, typed, allowed=only({1, 3}))) == [3], typed
    assert ids(find(engine, "fladderbax", allowed=only({1, 3, 4}))) == [4]
