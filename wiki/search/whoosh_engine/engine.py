"""The engine of one process: which commit it reads, and what it does when that cannot be read."""

import logging
import threading
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import sleep
from typing import TypeVar

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from wiki.search.documents import Document
from wiki.search.engine import Busy, Rebuilding, Status
from wiki.search.generations import Generations
from wiki.search.lexicon import Lexicon
from wiki.search.matching import Index
from wiki.search.whoosh_engine import building, writing
from wiki.search.whoosh_engine.files import NAME, SCHEMA, Damaged, is_the_systems_fault, reading, storage
from wiki.search.whoosh_engine.segments import Cache, Opened, Segment
from wiki.search.whoosh_engine.words import WordsFile
from wiki.search.whoosh_engine.writing import Worded

OPENING_ATTEMPTS = 3
OPENING_PAUSE = 0.05
FOLLOWING_SECONDS = 0.2

T = TypeVar("T")
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class View:
    """The index as of one commit."""

    folder: Path
    commit: int
    segments: tuple[Segment, ...]
    lexicon: Lexicon
    words: WordsFile


class WhooshEngine:
    """One per process: all its threads share the open segments."""

    def __init__(self, root: Path) -> None:
        self._generations = Generations(root)
        self._lock = threading.Lock()
        self._view: View | None = None
        self._cache = Cache()
        self._follower: threading.Thread | None = None

    def read(self, work: Callable[[Index], T]) -> T:
        return self._read(work)

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

    def is_worn(self) -> bool:
        return self._read(lambda view: view.words.is_worn)

    def update(self, documents: Iterable[Document], gone: Collection[int]) -> None:
        said = {document.placed.id: writing.worded(document) for document in documents}
        with self._generations.writing():
            folder = self._generations.current()
            try:
                lexicon = self._with_words_of(said.values(), folder)
                fields = (writing.fields_of(one, lexicon) for one in said.values())
                writing.write(folder, fields, said.keys() | set(gone))
            except Busy:
                raise
            except Exception:
                # Either these documents cannot be written, and the caller finds out which, or nothing can.
                self._read(_read_everything)
                raise

    def rebuild(self, documents: Iterable[Document]) -> int:
        with self._generations.writing():
            folder = self._generations.fresh()
            count = building.build(folder, documents)
            self._generations.switch_to(folder)
            return count

    def _read(self, work: Callable[[View], T]) -> T:
        """Do this with the newest view. An index that cannot be read is moved out of the way: raises Rebuilding."""
        for attempt in range(1, OPENING_ATTEMPTS + 1):
            folder = self._generations.current()
            try:
                return work(self._at_hand(folder))
            except Damaged as error:
                self._view = None
                if attempt == OPENING_ATTEMPTS:
                    self._give_up(folder, error)
            # It may just have been replaced, or written to, while it was being opened.
            sleep(OPENING_PAUSE)
        raise Rebuilding

    def follow(self) -> None:
        if self._follower is None:
            self._follower = threading.Thread(target=self._keep_up, name="search index", daemon=True)
            self._follower.start()

    def _keep_up(self) -> None:
        while True:
            try:
                self._catch_up()
            except Exception as error:  # noqa: BLE001  a request meets the same and says what it is
                log.debug("the search index could not be opened ahead (%s)", type(error).__name__)
            sleep(FOLLOWING_SECONDS)

    def _catch_up(self) -> None:
        """Open the newest commit, and read again what was asked for lately, before requests get to see it."""
        folder, view = self._generations.current(), self._view
        with reading():
            files = storage(folder)
            if view is None or (view.folder, view.commit) != (folder, TOC._latest_generation(files, NAME)):
                view = self._opened(folder, files)
                self._cache.warm([segment.opened for segment in view.segments])
                view.lexicon.vocabulary.prepare()
                self._view = view

    def _at_hand(self, folder: Path) -> View:
        """The view that is followed, as long as it is of this build of the index; else the newest."""
        view = self._view
        followed = self._follower is not None and self._follower.is_alive()
        return view if followed and view is not None and view.folder == folder else self._newest(folder)

    def _with_words_of(self, said: Collection[Worded], folder: Path) -> Lexicon:
        """The words of the index with those of these documents; a document that was there already brings only new
        ones, or an article that is often changed would make its words frequent."""
        view = self._read(lambda view: view)
        there = {key for segment in view.segments for key, _ in segment.versions()}
        file = view.words if view.folder == folder else WordsFile(folder)
        with reading():
            known = file.refresh().vocabulary
            counted: Counter[str] = Counter()
            for one in said:
                own = one.counted()
                counted.update(own if one.id not in there else dict.fromkeys(own.keys() - known.numbers.keys(), 1))
            return file.append(counted.items()) if counted else file.lexicon

    def _give_up(self, folder: Path, error: Damaged) -> None:
        name = type(error.__cause__).__name__
        if is_the_systems_fault(error):
            log.error("the search index cannot be read at the moment (%s)", name)
        else:
            log.error("the search index cannot be read (%s); it is moved aside", name)
            self._generations.set_aside(folder)
        raise Rebuilding from error

    def _newest(self, folder: Path) -> View:
        with self._lock, reading():
            files = storage(folder)
            commit = TOC._latest_generation(files, NAME)
            if self._view is None or (self._view.folder, self._view.commit) != (folder, commit):
                self._view = self._opened(folder, files)
            return self._view

    def _opened(self, folder: Path, files: FileStorage) -> View:
        toc = TOC.read(files, NAME, schema=SCHEMA)
        same = self._view if self._view is not None and self._view.folder == folder else None
        known = {segment.name: segment.opened for segment in same.segments} if same else {}
        said = same.words if same else WordsFile(folder)
        lexicon = said.refresh()
        segments = []
        for entry in toc.segments:
            opened = known.get(entry.segment_id()) or Opened(files, entry, self._cache)
            segments.append(Segment(opened, sorted(entry.deleted_docs()), len(lexicon.vocabulary)))
        return View(folder, toc.generation, tuple(segments), lexicon, said)


def _read_everything(view: View) -> None:
    for segment in view.segments:
        segment.opened.read_everything(len(view.lexicon.vocabulary))


def _documents(view: View) -> int:
    return sum(len(segment.versions()) for segment in view.segments)
