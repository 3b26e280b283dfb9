"""The index is a cache: whatever happens to its files, search answers, and the next build mends it."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.search.indexes import document, engine_with, found
from wiki.search.engine import Busy, Rebuilding
from wiki.search.generations import Generations, held
from wiki.search.whoosh_engine import WhooshEngine, writing

# Whoosh leaves files open when it fails to read them; that is not what these tests are about.
pytestmark = [pytest.mark.filterwarnings("ignore::ResourceWarning"), pytest.mark.usefixtures("collected")]
DOCUMENTS = [document(number, f"rook woord{number} in de straat") for number in range(1, 30)]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    engine_with(tmp_path / "search", *DOCUMENTS)
    return tmp_path / "search"


def file(root: Path, ending: str) -> Path:
    return max(Generations(root).current().glob(f"*{ending}"), key=lambda path: path.stat().st_size)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:20])


def garbage(path: Path) -> None:
    path.write_bytes(os.urandom(path.stat().st_size))


@pytest.mark.parametrize("damage", [empty, cut, garbage, Path.unlink], ids=["empty", "cut", "garbage", "missing"])
@pytest.mark.parametrize("ending", [".toc", ".trm", ".pst", "placed.col", "words.col", "text_nl_len.col", "words"])
def test_a_damaged_index_is_moved_aside_and_built_again(
    root: Path, ending: str, damage: Callable[[Path], None]
) -> None:
    damage(file(root, ending))
    engine = WhooshEngine(root)

    with pytest.raises(Rebuilding):
        found(engine, "rook")

    assert not engine.is_ready()
    assert not engine.status().ready
    assert (root / "broken").is_dir()
    engine.rebuild(DOCUMENTS)
    assert len(found(engine, "rook")) == len(DOCUMENTS)


def test_damage_to_an_open_index_never_brings_the_process_down(root: Path) -> None:
    engine = WhooshEngine(root)
    found(engine, "rook")

    for path in Generations(root).current().iterdir():
        if path.is_file():
            path.write_bytes(path.read_bytes()[:100])

    # What is open already may be whole in memory.
    with suppress(Rebuilding):
        found(engine, "woord7 woord8 straat")
    with pytest.raises(Rebuilding):
        found(WhooshEngine(root), "rook")


@pytest.mark.parametrize("pointer", [b"", b"\xff\xfe", b"nonsense", b"../..", b"0-1", b"1-999", b"1-" + b"9" * 40])
def test_a_pointer_to_nowhere_means_rebuilding(root: Path, pointer: bytes) -> None:
    (root / "current").write_bytes(pointer)
    engine = WhooshEngine(root)

    with pytest.raises(Rebuilding):
        found(engine, "rook")
    with pytest.raises(Rebuilding):
        engine.update([], {1})

    engine.rebuild(DOCUMENTS)
    assert found(engine, "woord7") == [7]


def test_only_the_last_broken_index_is_kept(root: Path) -> None:
    engine = WhooshEngine(root)
    for _ in range(3):
        empty(file(root, ".toc"))
        with pytest.raises(Rebuilding):
            found(engine, "rook")
        engine.rebuild(DOCUMENTS)

    assert {path.name for path in root.iterdir() if path.is_dir()} == {Generations(root).current().name, "broken"}


def test_no_generation_ever_gets_the_name_of_an_earlier_one(root: Path) -> None:
    engine = WhooshEngine(root)
    names = {Generations(root).current().name}
    for _ in range(2):
        engine.rebuild(DOCUMENTS)
        names.add(Generations(root).current().name)

    assert len(names) == 3


def test_what_another_process_moved_aside_and_built_again_is_searched(root: Path) -> None:
    here, there = WhooshEngine(root), WhooshEngine(root)
    found(here, "rook")
    empty(file(root, ".toc"))
    with pytest.raises(Rebuilding):
        found(there, "rook")
    there.rebuild(DOCUMENTS)

    assert len(found(here, "rook")) == len(DOCUMENTS)
    assert (root / "broken").is_dir()
    assert here.is_ready()


def test_too_many_open_files_is_not_the_fault_of_the_index(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(24, "too many open files")

    monkeypatch.setattr("wiki.search.whoosh_engine.engine.storage", refuse)
    with pytest.raises(Rebuilding):
        found(WhooshEngine(root), "rook")

    monkeypatch.undo()
    assert len(found(WhooshEngine(root), "rook")) == len(DOCUMENTS)


def test_a_mistake_in_the_program_does_not_cost_the_index(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wiki.search.ranking.rarity", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        found(WhooshEngine(root), "rook")

    assert WhooshEngine(root).is_ready()


def test_an_update_that_meets_damage_says_rebuilding(root: Path) -> None:
    engine = WhooshEngine(root)
    garbage(file(root, ".trm"))

    with pytest.raises(Rebuilding):
        engine.update([document(1, "water", revision=2)], ())

    assert not engine.is_ready()


def test_an_update_that_fails_on_its_documents_leaves_the_index_alone(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = WhooshEngine(root)
    real = writing.fields_of
    monkeypatch.setattr(writing, "fields_of", lambda made, lexicon: real(made, lexicon) | {"nonsense": 1})

    with pytest.raises(Exception, match="nonsense"):
        engine.update([document(1, "water", revision=2)], ())

    monkeypatch.undo()
    assert len(found(engine, "rook")) == len(DOCUMENTS)
    engine.update([document(1, "water", revision=2)], ())
    assert found(engine, "water") == [1]


def test_searching_goes_on_while_a_new_index_is_built(root: Path) -> None:
    engine = WhooshEngine(root)
    seen: list[int] = []

    def documents() -> Iterator[object]:
        for made in DOCUMENTS[:5]:
            seen.append(len(found(engine, "rook")))
            yield made

    engine.rebuild(documents())  # type: ignore[arg-type]

    assert seen == [len(DOCUMENTS)] * 5
    assert len(found(engine, "rook")) == 5


def test_a_build_that_fails_leaves_the_old_index_in_place(root: Path) -> None:
    engine = WhooshEngine(root)

    def documents() -> Iterator[object]:
        yield DOCUMENTS[0]
        raise KeyError

    with pytest.raises(KeyError):
        engine.rebuild(documents())  # type: ignore[arg-type]
    assert len(found(engine, "rook")) == len(DOCUMENTS)

    engine.rebuild(DOCUMENTS[:2])
    assert len(found(engine, "rook")) == 2


def test_only_one_process_writes(root: Path) -> None:
    engine = WhooshEngine(root)
    with held(root / "write.lock"):
        with pytest.raises(Busy):
            engine.update([], {1})
        with pytest.raises(Busy):
            engine.rebuild([])

    engine.update([], {1})
    assert len(found(engine, "rook")) == len(DOCUMENTS) - 1


def test_threads_share_one_engine_while_another_one_writes(root: Path) -> None:
    reading, writing_ = WhooshEngine(root), WhooshEngine(root)
    wrong: list[object] = []
    stop = threading.Event()

    def search() -> None:
        while not stop.is_set():
            try:
                if len(found(reading, "rook -vers")) != len(DOCUMENTS) - 1:
                    wrong.append("count")
            except Exception as error:  # noqa: BLE001
                wrong.append(error)

    writing_.update([document(1, "vers")], ())
    threads = [threading.Thread(target=search) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(100, 112):
        writing_.update([document(number, "rook vers")], {number - 1} if number > 100 else ())
    stop.set()
    for thread in threads:
        thread.join()

    assert wrong == []


@pytest.mark.parametrize("damage", [b"", b"praktijkwijs words 3 1\ngarbage", None])
def test_an_update_that_finds_the_words_damaged_has_the_index_built_again(root: Path, damage: bytes | None) -> None:
    engine = engine_with(root, document(1, "rook"))
    words = Generations(root).current() / "words"
    if damage is None:
        words.unlink()
    else:
        words.write_bytes(damage)

    with pytest.raises(Rebuilding):
        engine.update([document(2, "vuur")], set())

    assert not engine.is_ready()
