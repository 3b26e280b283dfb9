"""What is found, over a real index on disk."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.search.indexes import document, engine_with, found, placed
from wiki.search.documents import Document
from wiki.search.whoosh_engine import WhooshEngine
from wiki.search.whoosh_engine.files import packed, unpacked

TEXTS = {
    1: document(1, "Lees de rook voor de deur. Zwarte rook onder druk komt uit het raam.", title="Rook lezen"),
    2: document(2, "De deuren blijven dicht; jongeren staan voor het raam.", title="Jongeren aanspreken"),
    3: document(3, "Brandweer en politie spreken samen af wie het woord voert.", title="Rolverdeling"),
    4: document(4, "Read the smoke before you open the door.", title="Reading smoke", language="en"),
    5: document(5, "Het raam en de rook, de deur en het raam.", title="Samen"),
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> WhooshEngine:
    return engine_with(tmp_path_factory.mktemp("index"), *TEXTS.values())


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("rook", {1, 5}),
        ("deur", {1, 2, 5}),
        ("jongere", {2}),
        ("politie jongeren", {2, 3}),
        ("smoke", {4}),
        ("the door", {4}),
        ("waar is de rook", {1, 5}),
        ('"zwarte rook"', {1}),
        ('"rook deur"', {1, 5}),
        ('"deur rook"', set()),
        ('raam "rook lezen"', {1}),
        ('"samen" raam', {3, 5}),
        ("raam -jongeren", {1, 5}),
        ('raam -"zwarte rook"', {2, 5}),
        ("raam -jong*", {1, 5}),
        ("-raam", {3, 4}),
        ("brandw*", {3}),
        ("BRANDWEER*", {3}),
        ("rol*", {3}),
        ("the", {4}),
        ("voor de", {1, 2, 5}),
        ('"voor de"', {1}),
        ("raam -voor", {5}),
        ('"de rook"', {1, 5}),
        ("xyzzy", set()),
        ("", {1, 2, 3, 4, 5}),
        ("-", {1, 2, 3, 4, 5}),
    ],
)
def test_a_query_finds(engine: WhooshEngine, typed: str, ids: set[int]) -> None:
    assert set(found(engine, typed)) == ids


def test_a_title_with_the_words_comes_first(engine: WhooshEngine) -> None:
    assert found(engine, "rook lezen")[0] == 1


def test_more_of_the_words_is_better(engine: WhooshEngine) -> None:
    assert found(engine, "jongeren politie raam")[0] == 2


def test_of_equal_answers_the_newest_comes_first(tmp_path: Path) -> None:
    engine = engine_with(tmp_path, *(document(number, "rook", day=day) for number, day in ((1, 5), (2, 9), (3, 7))))

    assert found(engine, "rook") == [2, 3, 1]


def test_an_updated_document_is_found_by_its_new_words_only(tmp_path: Path) -> None:
    engine = engine_with(tmp_path, document(1, "rook"), document(2, "vuur"))

    engine.update([document(1, "water", revision=2), document(3, "rook")], {2})

    assert (found(engine, "rook"), found(engine, "water"), found(engine, "vuur")) == ([3], [1], [])
    assert engine.versions() == {1: 2, 3: 1}


def test_where_an_article_stands_comes_back_whole() -> None:
    whole = placed(7, revision=3, domains=("fire", "police"), tags=("a-b",), day=738_000)._replace(verified=738_400)

    assert unpacked(packed(whole)) == whole


WORDS = st.lists(st.sampled_from("rook vuur raam deur brand water".split()), min_size=1, max_size=6).map(" ".join)
STEPS = st.lists(st.dictionaries(st.integers(1, 6), WORDS | st.none(), min_size=1, max_size=4), min_size=1, max_size=4)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_after_any_changes_the_index_holds_the_last_state(
    tmp_path_factory: pytest.TempPathFactory, steps: list[dict[int, str | None]]
) -> None:
    engine = engine_with(tmp_path_factory.mktemp("index"))
    state: dict[int, str] = {}
    for number, step in enumerate(steps):
        engine.update(
            [document(key, text, revision=number) for key, text in step.items() if text],
            {key for key, text in step.items() if not text},
        )
        state = {key: text for key, text in (state | step).items() if text}

        for word in ("rook", "vuur", "water"):
            assert set(found(engine, word)) == {key for key, text in state.items() if word in text.split()}
        assert engine.versions().keys() == state.keys()


def test_a_word_of_a_translated_title_is_known(tmp_path: Path) -> None:
    translated = Document(placed(1), "Rook lezen", "tekst", "", (("en", "Reading smoke"),))
    engine = engine_with(tmp_path, translated, document(2, "mensen die smoken"))

    assert found(engine, "smoke") == [1]
