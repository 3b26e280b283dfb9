"""Where the contents of files are kept: by name, whole, and never changed once they are there.

A name is the SHA-256 of a main content, with what stands for a smaller width of a picture behind it. Two ways to keep
them: a folder of the instance, and any store that speaks S3, for several nodes that share no disk.
"""

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, Protocol

from wiki.errors import WikiError
from wiki.settings import Settings

FILES = "files"
NAME = re.compile(r"[0-9a-f]{64}(?:\.[0-9]{1,5})?")


class Missing(WikiError):
    """A content that should be there is not, or the store does not answer."""


class Store(Protocol):
    def put(self, name: str, content: bytes) -> None:
        """Keep a content under its name, safely when this returns. One that is there already stays, and counts as put
        just now."""

    def open(self, name: str) -> BinaryIO:
        """The content, to read and to move about in. Raises Missing."""

    def holds(self, name: str) -> bool: ...

    def delete(self, name: str) -> None:
        """Forget a content; one that is not there is no fault."""

    def names(self) -> Iterator[tuple[str, datetime]]:
        """Every name that something is kept under, and when it was put there last."""


class FolderStore:
    """Contents as files, spread over folders by the first two letters of their names."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, name: str, content: bytes) -> None:
        path = self._path(name)
        with suppress(FileNotFoundError):
            os.utime(path)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        # Beside its place first, and in its place in one step: nobody ever reads half of it.
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".new-", delete=False) as file:
            try:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
                Path(file.name).replace(path)
            except BaseException:
                Path(file.name).unlink()
                raise
        _sync(path.parent)

    def open(self, name: str) -> BinaryIO:
        try:
            return self._path(name).open("rb")
        except OSError as error:
            raise Missing(name) from error

    def holds(self, name: str) -> bool:
        return self._path(name).is_file()

    def delete(self, name: str) -> None:
        self._path(name).unlink(missing_ok=True)

    def names(self) -> Iterator[tuple[str, datetime]]:
        for path in sorted(self._root.glob("*/*")):
            if NAME.fullmatch(path.name):
                with suppress(FileNotFoundError):
                    yield path.name, datetime.fromtimestamp(path.stat().st_mtime, UTC)

    def _path(self, name: str) -> Path:
        if not NAME.fullmatch(name):
            raise ValueError("not the name of a content")
        return self._root / name[:2] / name


def store_of(settings: Settings, place: str = FILES) -> Store:
    """The one store that this process has for these settings, for one kind of contents."""
    return _store_for(settings, place)


@lru_cache(maxsize=64)
def _store_for(settings: Settings, place: str) -> Store:
    if settings.file_store == "s3":
        # Only who keeps files that way has the library that it needs.
        prefix = "" if place == FILES else f"{place}/"
        store: Store = import_module("wiki.attachments.s3").S3Store(settings, prefix)
        return store
    return FolderStore(settings.instance / place)


def _sync(folder: Path) -> None:
    """A file that was just named outlives a power cut only when its folder is written too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
