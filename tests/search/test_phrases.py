"""Phrases and beginnings of words where `test_matching` does not look."""

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.search.indexes import document, engine_with, found
from wiki.search import analysis, phrases
from wiki.search.whoosh_engine import WhooshEngine

TEXTS = {
    1: ("Lees de zwarte rook", "nl"),
    2: ("voor de deur staat niemand", "nl"),
    3: ("Rook. De zwarte deur, de rook en de rook voor de deur", "nl"),
    4: ("Black smoke, black door", "en"),
    5: ("De zwarte, zwarte rook uit de deur", "nl"),
    6: ("rook uit de zwarte deur", "nl"),
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> WhooshEngine:
    documents = (document(number, text, language=language) for number, (text, language) in TEXTS.items())
    return engine_with(tmp_path_factory.mktemp("index"), *documents)


PHRASES = [
    ('"zwarte rook"', {1, 5}),
    ('"rook deur"', {3, 5}),
    ('"rook zwarte deur"', {3, 6}),
    ('"zwarte zwarte rook"', {5}),
    ('"zwarte rook deur"', {5}),
    ('"rook zwarte"', {3, 6}),
    ('"rook rook"', {3}),
    ('"rook niemand"', set()),
    ('"black smoke"', {4}),
    ('"zwarte smoke"', set()),
    ('"xyzzy rook"', set()),
    ('rook -"zwarte rook"', {3, 6}),
    ('"zwarte rook" "rook deur"', {5}),
    ('"voor de deur"', {2, 3, 5, 6}),
    ('"uit de"', {5, 6}),
]


@pytest.mark.parametrize(("typed", "ids"), PHRASES)
def test_words_of_a_phrase_follow_each_other_within_one_text(engine: WhooshEngine, typed: str, ids: set[int]) -> None:
    assert set(found(engine, typed)) == ids


def test_many_candidates_are_looked_at_in_stretches(engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrases, "AT_A_TIME", 1)

    assert {typed: set(found(engine, typed)) for typed, _ in PHRASES} == dict(PHRASES)


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("zwa*", {1, 3, 5, 6}),
        ("smo*", {4}),
        ("nie*", {2}),
        ("voo*", {2, 3}),
        ("zwart*", {1, 3, 5, 6}),
        ("xyz*", set()),
        ("rook -voo*", {1, 5, 6}),
        ("zwa* smo*", {1, 3, 4, 5, 6}),
    ],
)
def test_words_are_found_by_how_they_begin(engine: WhooshEngine, typed: str, ids: set[int]) -> None:
    assert set(found(engine, typed)) == ids


def test_of_very_many_words_with_a_beginning_the_most_frequent_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(phrases, "MOST_BEGINNINGS", 1)
    engine = engine_with(tmp_path, document(1, "brandweg"), document(2, "brandkraan"), document(3, "brandkraan"))

    assert set(found(engine, "brand*")) == {2, 3}


WORD = st.sampled_from("zwarte zwart rook deur deuren de voor uit staat".split())
TEXT = st.lists(WORD, max_size=8)


def is_in(phrase: list[str], text: list[str]) -> bool:
    """Whether the stems of a phrase follow each other in a text, but for stop words."""
    wanted, there = analysis.stems(phrase, "nl"), analysis.stems(text, "nl")
    return any(there[place : place + len(wanted)] == wanted for place in range(len(there) - len(wanted) + 1))


@given(st.lists(TEXT, min_size=1, max_size=4), st.lists(WORD, min_size=1, max_size=4))
def test_a_phrase_is_found_where_its_words_follow_each_other(
    tmp_path_factory: pytest.TempPathFactory, texts: list[list[str]], phrase: list[str]
) -> None:
    assume(analysis.telling(phrase))
    documents = [document(number, " ".join(text)) for number, text in enumerate(texts)]
    engine = engine_with(tmp_path_factory.mktemp("index"), *documents)

    asked = f'"{" ".join(phrase)}"'

    holding = {number for number, text in enumerate(texts) if is_in(phrase, text)}
    assert set(found(engine, asked)) == holding
    assert set(found(engine, f"-{asked}")) == {*range(len(texts))} - holding


@pytest.mark.parametrize(
    ("typed", "ids"),
    [('"door"', {2}), ("-door", {1}), ("rook -men", {1}), ('"as"', {1}), ("-her", {1, 2}), ('"door de"', set())],
)
def test_a_word_silent_in_one_language_can_be_quoted_and_excluded(tmp_path: Path, typed: str, ids: set[int]) -> None:
    engine = engine_with(tmp_path, document(1, "rook en as"), document(2, "the door", language="en"))

    assert set(found(engine, typed)) == ids


@pytest.mark.parametrize(("typed", "ids"), [('"brand"', {2}), ("komt -brand", {1}), ("brand", {1, 2})])
def test_a_quoted_or_excluded_word_is_that_word_and_no_part_of_another(
    tmp_path: Path, typed: str, ids: set[int]
) -> None:
    engine = engine_with(tmp_path, document(1, "de brandweer komt"), document(2, "brand, brand en weer het weer"))

    assert set(found(engine, typed)) == ids


def test_a_phrase_that_is_there_is_enough_beside_a_word_that_is_not(tmp_path: Path) -> None:
    engine = engine_with(tmp_path, document(1, "rook voor de deur"))

    assert found(engine, '"voor de"') == found(engine, 'xyzzy "voor de"') == [1]
