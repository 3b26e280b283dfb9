"""Indexes of the corpus: made once in `bench/out`, and again when what they are made of or by changes."""

import hashlib
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from bench.wikis import OUT, is_noted, key_of, timed

FOLDER = OUT / "search"
MAKES_DOCUMENTS = ["bench/corpus.py", "bench/documents.py"]


def kept(name: str, key: str, make: Callable[[Path], object]) -> Path:
    """The folder of this index; one that is not whole is never taken for one that is."""
    folder = FOLDER / name
    if not is_noted(folder / "key", key):
        beside = FOLDER / f"{name}.new"
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(parents=True)
        with timed(f"index {name}"):
            make(beside)
        (beside / "key").write_text(key, encoding="ascii")
        shutil.rmtree(folder, ignore_errors=True)
        beside.rename(folder)
    return folder


def key(total: int, word_list: Path, recipe: str, made_by: Iterable[str] = ()) -> str:
    """What changes with the documents, with the recipe and with these files of the project."""
    words = hashlib.sha256(word_list.read_bytes()).hexdigest() if word_list.is_file() else str(word_list)
    return key_of(f"{total} {words} {recipe}", [*MAKES_DOCUMENTS, *made_by])
