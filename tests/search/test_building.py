"""Building alone and in several processes, and what happens when one of those dies."""

import os
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from tests.search.indexes import document, engine_with, found
from wiki.search import finding, grammar
from wiki.search.documents import Document
from wiki.search.finding import Wanted
from wiki.search.generations import Generations
from wiki.search.whoosh_engine import WhooshEngine, building
from wiki.search.whoosh_engine.writing import TOGETHER

TEXTS = (
    "Lees de zwarte rook voor de deur van de brandweerkazerne",
    "De brand en het weer, brand en weer: brandweer en kazerne",
    "De deuren van de kazerne staan open voor jongeren",
    "Jongeren en rook, rook en deuren",
)
DOCUMENTS = [
    document(number, f"{TEXTS[number % 4]} woord{number}", title=f"Kop {number % 7}", day=number)
    for number in range(1, 48)
]
QUERIES = ("rook deur", "kazerne", "brandweer", "jongere", '"zwarte rook"', "brandw*", "-rook", "", "laddr kop 3")


def by_three(patch: pytest.MonkeyPatch) -> None:
    """What is built is built by three processes, a few documents at a time."""
    patch.setattr(building, "FEW", 1)
    patch.setattr(building, "AT_A_TIME", 5)
    patch.setattr(building, "MOST_PROCESSES", 3)
    patch.setattr(os, "cpu_count", lambda: 3)


@pytest.fixture
def together(monkeypatch: pytest.MonkeyPatch) -> None:
    by_three(monkeypatch)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index that several processes made."""
    root = tmp_path_factory.mktemp("together")
    with pytest.MonkeyPatch.context() as patch:
        by_three(patch)
        engine_with(root, *DOCUMENTS)
    return root


def answers(engine: WhooshEngine) -> dict[str, list[tuple[int, float]]]:
    """What each query finds, in order, and the scores."""

    def scored(typed: str) -> list[tuple[int, float]]:
        places = engine.read(lambda index: finding.find(index, Wanted(grammar.parse(typed), 100)).places)
        return [(place.id, pytest.approx(place.score)) for place in places]

    return {typed: scored(typed) for typed in QUERIES}


def segments(root: Path) -> int:
    return len([*Generations(root).current().glob("*.trm")])


def test_several_processes_build_what_one_does(built: Path, tmp_path: Path) -> None:
    many, one = WhooshEngine(built), engine_with(tmp_path, *DOCUMENTS)

    assert (segments(tmp_path), segments(built)) == (1, 3)
    assert answers(many) == answers(one)
    assert many.versions() == one.versions()


@pytest.mark.usefixtures("together")
def test_a_process_without_documents_does_no_harm(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)

    assert engine.rebuild(DOCUMENTS[:6]) == 6
    assert set(found(engine, "rook")) == {3, 4}


def test_nothing_but_the_index_is_left_behind(built: Path) -> None:
    folder = Generations(built).current()

    assert [path.name for path in folder.iterdir() if path.is_dir() or path.name == "spool"] == []


def test_what_several_processes_built_can_be_updated(built: Path, tmp_path: Path) -> None:
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    engine = WhooshEngine(tmp_path)

    engine.update([document(1, "water", revision=2), document(99, "water")], {2})

    assert set(found(engine, "water")) == {1, 99}
    assert engine.versions().keys() == {1, 99, *range(3, 48)}


@pytest.mark.parametrize(("few", "processors", "expected"), [(48, 3, 1), (47, 3, 3), (1, 1, 1), (1, 2, 2), (1, 99, 3)])
@pytest.mark.usefixtures("together")
def test_there_are_several_processes_only_where_it_pays(
    monkeypatch: pytest.MonkeyPatch, few: int, processors: int, expected: int
) -> None:
    monkeypatch.setattr(building, "FEW", few)
    monkeypatch.setattr(os, "cpu_count", lambda: processors)
    monkeypatch.setattr(building, "_alone", lambda *_: 1)
    monkeypatch.setattr(building, "_together", lambda _folder, _documents, processes: processes)

    assert building.build(Path(), DOCUMENTS) == expected


def dies_at_once(line: "Connection[Any, Any]", folder: Path, part: Path) -> None:
    os._exit(1)


def dies_half_way(line: "Connection[Any, Any]", folder: Path, part: Path) -> None:
    line.recv()
    os._exit(1)


def dies_while_writing(line: "Connection[Any, Any]", folder: Path, part: Path) -> None:
    while line.recv() is not None:
        pass
    line.send(Counter())
    line.recv()
    sys.exit(1)


@pytest.mark.usefixtures("together")
@pytest.mark.parametrize("work", [dies_at_once, dies_half_way, dies_while_writing])
def test_when_a_process_dies_the_build_fails_and_the_old_index_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: object
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(building, "FEW", 400)
        engine = engine_with(tmp_path, *DOCUMENTS[:5])
    monkeypatch.setattr(building, "_work", work)

    with pytest.raises((EOFError, OSError)):
        engine.rebuild(DOCUMENTS)

    assert engine.versions().keys() == {1, 2, 3, 4, 5}


@pytest.mark.usefixtures("together")
def test_when_documents_fail_to_come_the_build_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "MOST_PROCESSES", 2)

    def documents() -> Iterator[Document]:
        yield from DOCUMENTS[:7]
        raise KeyError

    with pytest.raises(KeyError):
        WhooshEngine(tmp_path).rebuild(documents())

    assert not WhooshEngine(tmp_path).is_ready()


def test_segments_stay_few_and_large_ones_are_not_written_again(tmp_path: Path) -> None:
    engine = engine_with(tmp_path, *(document(number, "rook") for number in range(1, 101)))
    first = engine.read(lambda index: index.segments[0].opened.name)

    most = 0
    for number in range(200, 300):
        engine.update([document(number, "rook en vuur")], set())
        most = max(most, segments(tmp_path))

    assert most <= 2 * TOGETHER
    assert first in engine.read(lambda index: [part.opened.name for part in index.segments])
    assert len(engine.versions()) == 200


def test_a_segment_with_nothing_left_is_left_out(tmp_path: Path) -> None:
    engine = engine_with(tmp_path, *(document(number, "rook") for number in range(1, 5)))

    engine.update([document(number, "vuur", revision=2) for number in range(1, 5)], set())
    engine.update([document(9, "water")], set())

    assert segments(tmp_path) == 2
    assert engine.versions() == {1: 2, 2: 2, 3: 2, 4: 2, 9: 1}


def test_others_are_forgotten_and_the_one_in_use_is_not(tmp_path: Path) -> None:
    engine = engine_with(tmp_path, *DOCUMENTS[:3])
    before = Generations(tmp_path).current()
    engine.rebuild(DOCUMENTS[:2])
    (tmp_path / "broken").mkdir()
    assert before.is_dir()

    engine.forget_others()

    assert [path for path in tmp_path.iterdir() if path.is_dir()] == [Generations(tmp_path).current()]
    assert engine.status().documents == 2
