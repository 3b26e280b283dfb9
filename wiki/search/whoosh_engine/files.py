"""What is in an index folder: its fields, how a document's place is packed into bytes, and what damage is."""

import errno
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from sys import intern
from typing import Any

from whoosh.columns import VarBytesColumn
from whoosh.fields import COLUMN, ID, TEXT, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.formats import Existence

from wiki.search.documents import Placed
from wiki.search.matching import FIELDS, SILENT

NAME = "MAIN"
_NOT_THE_INDEX = {errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EACCES, errno.EPERM}


class Damaged(Exception):
    """Reading the index failed in a way that only a new one mends."""


class Words(TEXT):
    """A text field whose value is words already analysed, with how often each stands there; Whoosh's own analysers
    are not used, nor its places: what stands beside what is seen in the text itself."""

    def __init__(self) -> None:
        super().__init__()
        self.format = Existence()
        # Also where nothing is scored: without lengths Whoosh asks the file system for them at every posting written.
        self.scorable = True

    def index(self, value: Mapping[str, int], **_kwargs: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        for word, times in value.items():
            yield word.encode(), times, float(times), b""


SCHEMA = Schema(
    id=ID(),
    placed=COLUMN(VarBytesColumn()),
    words=COLUMN(VarBytesColumn()),
    **{SILENT: Words()},
    **{name: Words() for name in FIELDS},
)


@contextmanager
def reading() -> Iterator[None]:
    """Whatever goes wrong while files of the index are read is damage. Nothing but reading belongs inside."""
    try:
        yield
    except Damaged:
        raise
    except Exception as error:
        raise Damaged from error


def is_the_systems_fault(error: Damaged) -> bool:
    cause = error.__cause__
    return isinstance(cause, MemoryError) or (isinstance(cause, OSError) and cause.errno in _NOT_THE_INDEX)


def storage(folder: Path) -> FileStorage:
    """Files are read, not mapped into memory: reading a mapped file that somebody cut short kills the process."""
    return FileStorage(str(folder), supports_mmap=False)


def packed(placed: Placed) -> bytes:
    values = (",".join(value) if isinstance(value, tuple) else str(value) for value in placed)
    return "\t".join(values).encode()


def unpacked(value: bytes) -> Placed:
    day, key, revision, language, kind, domains, blocks, tags, verified = value.decode().split("\t")
    return Placed(
        day=int(day),
        id=int(key),
        revision=int(revision),
        language=intern(language),
        type=intern(kind),
        domains=_several(domains),
        blocks=_several(blocks),
        tags=_several(tags),
        verified=int(verified),
    )


def _several(joined: str) -> tuple[str, ...]:
    return tuple(map(intern, joined.split(","))) if joined else ()
