"""The engine of one process: which commit it reads, and what it does when that cannot be read."""

import logging
import threading
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import sleep
from typing import TypeVar

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from wiki.search import matching
from wiki.search.engine import Busy, Document, Hit, Rebuilding, Status
from wiki.search.generations import Generations
from wiki.search.grammar import Query
from wiki.search.whoosh_engine import writing
from wiki.search.whoosh_engine.files import NAME, SCHEMA, Damaged, is_the_systems_fault, reading, storage
from wiki.search.whoosh_engine.segments import Cache, Segment

OPENING_ATTEMPTS = 3
OPENING_PAUSE = 0.05

T = TypeVar("T")
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class View:
    """The index as of one commit."""

    folder: Path
    commit: int
    segments: tuple[Segment, ...]


class WhooshEngine:
    """One per process: all its threads share the open segments, one at a time, for a few milliseconds each."""

    def __init__(self, root: Path) -> None:
        self._generations = Generations(root)
        self._lock = threading.Lock()
        self._view: View | None = None
        self._cache = Cache()

    def search(self, query: Query) -> list[Hit]:
        return self._read(lambda view: matching.match(query, view.segments))

    def versions(self) -> Mapping[int, int]:
        return self._read(lambda view: dict(pair for segment in view.segments for pair in segment.versions()))

    def is_ready(self) -> bool:
        return self._generations.is_ready()

    def status(self) -> Status:
        try:
            documents, commits = self._read(lambda view: (_documents(view), view.commit))
        except Rebuilding:
            return Status(ready=False, documents=0, built=0, commits=0)
        return Status(ready=True, documents=documents, built=self._generations.number(), commits=commits)

    def update(self, documents: Iterable[Document], gone: Collection[int]) -> None:
        analysed = {document.placed.id: writing.fields_of(document) for document in documents}
        with self._generations.writing():
            folder = self._generations.current()
            try:
                writing.write(folder, analysed.values(), analysed.keys() | set(gone))
            except Busy:
                raise
            except Exception:
                # Either these documents cannot be written, and the caller finds out which, or nothing can.
                self._read(_read_everything)
                raise

    def rebuild(self, documents: Iterable[Document]) -> int:
        with self._generations.writing():
            folder = self._generations.fresh()
            writing.create(folder)
            count = writing.write(folder, map(writing.fields_of, documents), ())
            self._generations.switch_to(folder)
            return count

    def _read(self, work: Callable[[View], T]) -> T:
        """Do this with the newest view. An index that cannot be read is moved out of the way: raises Rebuilding."""
        with self._lock:
            for attempt in range(1, OPENING_ATTEMPTS + 1):
                folder = self._generations.current()
                try:
                    return work(self._newest(folder))
                except Damaged as error:
                    self._view = None
                    if attempt == OPENING_ATTEMPTS:
                        self._give_up(folder, error)
                # It may just have been replaced, or written to, while it was being opened.
                sleep(OPENING_PAUSE)
            raise Rebuilding

    def _give_up(self, folder: Path, error: Damaged) -> None:
        name = type(error.__cause__).__name__
        if is_the_systems_fault(error):
            log.error("the search index cannot be read at the moment (%s)", name)
        else:
            log.error("the search index cannot be read (%s); it is moved aside", name)
            self._generations.set_aside(folder)
        raise Rebuilding from error

    def _newest(self, folder: Path) -> View:
        with reading():
            files = storage(folder)
            commit = TOC._latest_generation(files, NAME)
            if self._view is None or (self._view.folder, self._view.commit) != (folder, commit):
                self._view = self._opened(folder, files)
        return self._view

    def _opened(self, folder: Path, files: FileStorage) -> View:
        toc = TOC.read(files, NAME, schema=SCHEMA)
        same = self._view is not None and self._view.folder == folder
        known = {segment.name: segment for segment in self._view.segments} if same and self._view else {}
        segments = []
        for entry in toc.segments:
            segment = known.get(entry.segment_id()) or Segment(files, entry, self._cache)
            segment.gone = frozenset(entry.deleted_docs())
            segments.append(segment)
        return View(folder, toc.generation, tuple(segments))


def _read_everything(view: View) -> None:
    for segment in view.segments:
        segment.read_everything()


def _documents(view: View) -> int:
    return sum(len(segment.placed) - len(segment.gone) for segment in view.segments)
