"""The file of words: what a crash, a slow writer or damage leaves of it."""

from pathlib import Path

import pytest

from wiki.search import analysis
from wiki.search.whoosh_engine import words
from wiki.search.whoosh_engine.files import Damaged, reading
from wiki.search.whoosh_engine.words import FILE, MOST_NEW, WordsFile, create, head

HEADER = head(0)


def codes(word: str) -> bytes:
    """As the file has the stems of a word."""
    return "".join(f"{code:08x}" for code in analysis.stem_codes(word)).encode()


LINE = b"rook\t4\t" + codes("rook") + b"\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    words.create(tmp_path, map(words.with_stems, {"rook": 2, "deur": 5, "aan": 2}.items()))
    return tmp_path / FILE


def counts(found: WordsFile) -> dict[str, int]:
    vocabulary = found.lexicon.vocabulary
    return {word: vocabulary.count(word) for word in vocabulary.words}


def read(file: Path) -> WordsFile:
    found = WordsFile(file.parent)
    with reading():
        found.refresh()
    return found


def test_words_are_numbered_the_most_frequent_first(file: Path) -> None:
    assert [*counts(read(file)).items()] == [("deur", 5), ("aan", 2), ("rook", 2)]


def test_what_is_appended_is_counted_on_top(file: Path) -> None:
    read(file).append([("rook", 1), ("vuur", 4)])

    assert counts(read(file)) == {"deur": 5, "aan": 2, "rook": 3, "vuur": 4}


def test_a_lexicon_at_hand_stays_as_it_was(file: Path) -> None:
    found = read(file)
    before = found.lexicon

    after = found.append([("vuur", 4)])

    assert ("vuur" in before.vocabulary, "vuur" in after.vocabulary) == (False, True)
    assert after is found.lexicon


def test_what_another_one_appended_is_read_once(file: Path) -> None:
    here, there = read(file), read(file)

    there.append([("rook", 1)])
    there.append([("vuur", 4)])

    for _ in range(2):
        here.refresh()
        assert counts(here) == {"deur": 5, "aan": 2, "rook": 3, "vuur": 4}


def test_where_nothing_was_added_the_lexicon_is_the_same(file: Path) -> None:
    found = read(file)

    assert found.lexicon is found.refresh()


def test_only_what_is_new_is_read(file: Path) -> None:
    found = read(file)
    file.write_bytes(b"x" * file.stat().st_size + LINE.replace(b"rook", b"vuur"))

    found.refresh()

    assert counts(found) == {"deur": 5, "aan": 2, "rook": 2, "vuur": 4}


@pytest.mark.parametrize("half", ["v", "vuur", "vuur\t", "vuur\t4"])
def test_a_line_under_way_is_read_when_it_is_whole(file: Path, half: str) -> None:
    found = read(file)
    whole = file.read_text()
    file.write_text(whole + half)
    found.refresh()
    assert "vuur" not in counts(found)

    file.write_text(whole + f"vuur\t42\t{codes('vuur').decode()}\n")
    found.refresh()

    assert counts(found)["vuur"] == 42


@pytest.mark.parametrize("half", ["v", "vuur\t4", "a much longer line than what will be written over it\t4"])
def test_what_a_crash_left_half_written_is_written_over(file: Path, half: str) -> None:
    with file.open("a") as crashed:
        crashed.write(half)

    read(file).append([("water", 7)])

    assert counts(read(file)) == {"deur": 5, "aan": 2, "rook": 2, "water": 7}
    assert file.read_bytes().endswith(b"\nwater\t7\t" + codes("water") + b"\n")


def test_a_file_without_words_is_whole(tmp_path: Path) -> None:
    words.create(tmp_path, {})

    found = read(tmp_path / FILE)
    found.append([("rook", 1)])

    assert counts(found) == counts(read(tmp_path / FILE)) == {"rook": 1}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        HEADER[:-1],
        HEADER.replace(b"3", b"2"),
        LINE,
        HEADER + b"rook\n",
        HEADER + b"rook\t1\n",
        HEADER + LINE.replace(b"4", b"", 1),
        HEADER + LINE.replace(b"rook", b"", 1),
        HEADER + LINE.replace(b"\n", b"0\n"),
        HEADER + LINE.replace(b"\t4", b"\t-4"),
        HEADER + LINE + b"\n",
        HEADER + LINE.replace(b"rook", b"ro\xff", 1),
        HEADER + b"\x00" * 100 + b"\n",
    ],
)
def test_what_was_not_written_here_is_damage(file: Path, content: bytes) -> None:
    file.write_bytes(content)

    with pytest.raises(Damaged):
        read(file)


@pytest.mark.parametrize("damage", [b"", HEADER, b"vuur"])
def test_a_file_that_has_become_shorter_is_damage(file: Path, damage: bytes) -> None:
    found = read(file)
    file.write_bytes(damage)

    with pytest.raises(Damaged):
        found.refresh()


def test_a_file_that_is_gone_is_damage(file: Path) -> None:
    file.unlink()

    with pytest.raises(Damaged):
        read(file)


MANY = 4 * MOST_NEW + 8


@pytest.mark.parametrize(
    ("built", "new", "is_worn"),
    [(10, MOST_NEW, False), (10, MOST_NEW + 1, True), (MANY, MOST_NEW + 2, False), (MANY, MOST_NEW + 3, True)],
)
def test_very_many_words_after_the_build_wear_it(tmp_path: Path, built: int, new: int, is_worn: bool) -> None:
    words.create(tmp_path, [words.with_stems((f"oud{number}", 2)) for number in range(built)])
    found = read(tmp_path / FILE)

    found.append([(f"nieuw{number}", 1) for number in range(new)])

    assert found.is_worn == is_worn


def test_words_that_come_again_wear_nothing(file: Path) -> None:
    found = read(file)

    found.append([("rook", 1)] * (2 * MOST_NEW))

    assert not found.is_worn


def test_a_worn_index_is_worn_for_a_process_that_starts_later(tmp_path: Path) -> None:
    create(tmp_path, [words.with_stems(("rook", 1))])
    here, later = WordsFile(tmp_path), WordsFile(tmp_path)
    here.append([(f"nieuw{number}", 1) for number in range(MOST_NEW + 1)])

    later.refresh()

    assert (here.is_worn, later.is_worn) == (True, True)


def test_a_file_that_is_not_there_is_damage(tmp_path: Path) -> None:
    with pytest.raises(Damaged):
        WordsFile(tmp_path).refresh()
