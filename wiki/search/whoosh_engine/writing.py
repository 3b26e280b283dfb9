"""Writing an index folder. The caller holds the right to write."""

import math
import shutil
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from whoosh.codec.base import Segment as Entry
from whoosh.index import TOC, FileIndex, LockError
from whoosh.reading import SegmentReader

from wiki.search import analysis
from wiki.search.documents import Document
from wiki.search.engine import Busy
from wiki.search.lexicon import Lexicon
from wiki.search.matching import SILENT
from wiki.search.whoosh_engine.files import NAME, SCHEMA, packed, storage

WRITER_MB = 64
TOGETHER = 8


class Worded(NamedTuple):
    """A document whose words are known: folded, in order."""

    placed: bytes
    id: int
    language: str
    title: list[str]
    text: list[str]
    key: list[str]
    translated: list[tuple[str, list[str]]]

    def counted(self) -> "Counter[str]":
        """How often each word is in it: what the words of all pages are counted by."""
        counted = Counter(self.text)
        for words in (self.title, *(title for _, title in self.translated)):
            counted.update(words)
        return counted


def worded(document: Document) -> Worded:
    placed = document.placed
    title, text, key = map(analysis.words, (document.title, document.text, document.key))
    translated = [(language, analysis.words(title)) for language, title in document.translated]
    return Worded(packed(placed), placed.id, placed.language, title, text, key, translated)


def create(folder: Path) -> None:
    """Make an index without documents."""
    TOC.create(storage(folder), SCHEMA, NAME)


def write(folder: Path, documents: Iterable[Mapping[str, Any]], gone: Collection[int]) -> int:
    """Put documents in and take others out, in one commit; says how many went in. Raises Busy."""
    shutil.rmtree(folder / f"{NAME}.tmp", ignore_errors=True)
    try:
        writer = FileIndex(storage(folder), SCHEMA, NAME).writer(compound=False, limitmb=WRITER_MB)
    except LockError as error:
        raise Busy from error
    try:
        count = _put(writer, documents, gone)
        writer.commit(mergetype=merge_alike)
    except BaseException:
        with suppress(Exception):
            writer.cancel()
        raise
    return count


def merge_alike(writer: Any, segments: Sequence[Entry]) -> list[Entry]:
    """Which segments stay as they are, once those of a like size are merged where there are `TOGETHER` of them.

    So there are never many segments, most commits write their own few documents alone, and no commit writes a large
    segment again for the sake of a small one. Whoosh's own way merges at nearly every commit: a third of its time.
    A segment that has nothing left is left out.
    """
    sizes: dict[int, list[Entry]] = {}
    for segment in segments:
        if segment.doc_count():
            sizes.setdefault(int(math.log(segment.doc_count(), TOGETHER)), []).append(segment)
    staying = []
    for alike in sizes.values():
        if len(alike) < TOGETHER:
            staying += alike
        else:
            for segment in alike:
                with SegmentReader(writer.storage, writer.schema, segment) as reader:
                    writer.add_reader(reader)
    return staying


def fields_of(document: Worded, lexicon: Lexicon) -> dict[str, Any]:
    """What the index keeps of a document; the lexicon has each of its words."""
    language = document.language
    whole = document.title + document.text
    parts = lexicon.compounds.parts if language == "nl" else _no_parts
    titles = {f"title_{other}": analysis.tokens(title, other, _no_parts) for other, title in document.translated}
    return titles | {
        "id": str(document.id),
        "placed": document.placed,
        "words": np.array(lexicon.numbers(whole), dtype="<u4").tobytes(),
        SILENT: Counter(analysis.silent(whole)),
        f"text_{language}": analysis.tokens(whole, language, parts),
        f"title_{language}": analysis.tokens(document.title, language, parts),
        f"key_{language}": analysis.tokens(document.key, language, parts),
    }


def _no_parts(_word: str) -> Sequence[str]:
    return ()


def _put(writer: Any, documents: Iterable[Mapping[str, Any]], gone: Collection[int]) -> int:
    if gone:
        _delete(writer, gone)
    count = 0
    for count, fields in enumerate(documents, start=1):  # noqa: B007  the last number is the answer
        writer.add_document(**fields)
    return count


def _delete(writer: Any, ids: Collection[int]) -> None:
    reader = writer.reader()
    for key in map(str, ids):
        if ("id", key) in reader:
            for number in reader.postings("id", key).all_ids():
                writer.delete_document(number)
    reader.close()
