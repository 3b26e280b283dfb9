"""The file with every word of all pages, beside Whoosh's own files: a line each, `word<TAB>times<TAB>stems`, only ever
added to. Its head says how many words there were when the index was built; the stems are numbers, eight digits for each
language.

The first line with a word gives it its number; later ones count on top. The lines of a commit are on disk before the
commit is, so whoever reads the commit first and then this file knows every word that the commit's documents use.
"""

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from wiki.search.analysis import LANGUAGES, stem_codes
from wiki.search.lexicon import Lexicon
from wiki.search.vocabulary import Vocabulary
from wiki.search.whoosh_engine.files import Damaged, reading

FILE = "words"
WithStems = tuple[str, int, tuple[int, ...]]
MOST_NEW = 500
MOST_NEW_PART = 0.25
_HEAD = re.compile(rb"praktijkwijs words 3 (\d+)\n")
_CODE = 8
_LINES = re.compile(rf"(?:[^\t\n]+\t\d+\t[0-9a-f]{{{_CODE * len(LANGUAGES)}}}\n)*")


class WordsFile:
    """The words of one index folder, read as far as they were written."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._read = 0
        self._built = 0
        self.lexicon = Lexicon(Vocabulary())

    @property
    def is_worn(self) -> bool:
        """Whether so many words came after the build that compounds are better cut anew with all of them."""
        return len(self.lexicon.vocabulary) - self._built > max(MOST_NEW, self._built * MOST_NEW_PART)

    def refresh(self) -> Lexicon:
        """Read what was added; raises Damaged when that is not what was written here."""
        with reading(), self._path.open("rb") as file:
            if not self._read:
                self._built, self._read = _head(file.readline())
            if os.fstat(file.fileno()).st_size < self._read:
                raise Damaged(FILE)
            file.seek(self._read)
            added = file.read()
            # The last line may be under way.
            whole = added[: added.rfind(b"\n") + 1]
            if whole:
                self.lexicon = Lexicon(self.lexicon.vocabulary.grown(_counted(whole)))
            self._read += len(whole)
            if len(self.lexicon.vocabulary) < self._built:
                raise Damaged(FILE)
        return self.lexicon

    def append(self, counted: Iterable[tuple[str, int]]) -> Lexicon:
        """Add lines that are safe on disk afterwards. Only while `writing`."""
        self.refresh()
        with self._path.open("r+b") as file:
            # What a crash left half-written is written over.
            file.truncate(self._read)
            file.seek(self._read)
            _write(file, map(with_stems, counted))
        return self.refresh()


def with_stems(counted: tuple[str, int]) -> WithStems:
    word, times = counted
    return word, times, stem_codes(word)


def create(folder: Path, counted: Iterable[WithStems]) -> None:
    """Make the file with these words, each once, the most frequent first."""
    each = sorted(counted, key=lambda one: (-one[1], one[0]))
    with (folder / FILE).open("wb") as file:
        file.write(head(len(each)))
        _write(file, each)


def head(built: int) -> bytes:
    """How the file of an index begins that was built with so many words."""
    return f"praktijkwijs words 3 {built}\n".encode()


def _head(line: bytes) -> tuple[int, int]:
    """How many words there were at the build, and how long the head is."""
    said = _HEAD.fullmatch(line)
    if said is None:
        raise Damaged(FILE)
    return int(said[1]), len(line)


def _write(file: BinaryIO, counted: Iterable[WithStems]) -> None:
    lines = (f"{word}\t{times}\t{''.join(f'{code:08x}' for code in stems)}\n" for word, times, stems in counted)
    file.write("".join(lines).encode())
    file.flush()
    os.fsync(file.fileno())


def _counted(lines: bytes) -> Iterable[WithStems]:
    text = lines.decode()
    if not _LINES.fullmatch(text):
        raise Damaged(FILE)
    for line in text[:-1].split("\n"):
        word, times, codes = line.split("\t")
        stems = tuple(int(codes[start : start + _CODE], 16) for start in range(0, len(codes), _CODE))
        yield word, int(times), stems
