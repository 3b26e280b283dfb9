"""Writing an index folder. The caller holds the right to write."""

import shutil
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from whoosh.index import TOC, FileIndex, LockError

from wiki.search import analysis
from wiki.search.engine import Busy, Document
from wiki.search.whoosh_engine.files import NAME, SCHEMA, packed, storage

WRITER_MB = 64


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
        writer.commit()
    except BaseException:
        with suppress(Exception):
            writer.cancel()
        raise
    return count


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


def fields_of(document: Document) -> dict[str, Any]:
    language = document.placed.language
    whole = f"{document.title}\n{document.text}"
    return {
        "id": str(document.placed.id),
        "placed": packed(document.placed),
        "words": analysis.words(whole),
        f"text_{language}": analysis.stems(analysis.words(whole), language),
        f"title_{language}": analysis.stems(analysis.words(document.title), language),
    }
