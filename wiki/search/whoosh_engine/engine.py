"""The engine of one process: which commit it reads, and what it does when that cannot be read."""

import logging
import threading
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
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
from wiki.search.whoosh_engine.cache import Cache
from wiki.search.whoosh_engine.files import NAME, SCHEMA, Damaged, is_the_systems_fault, reading, storage
from wiki.search.whoosh_engine.segments import MOST_BYTES, Key, Opened
from wiki.search.whoosh_engine.view import View
from wiki.search.whoosh_engine.words import WordsFile
from wiki.search.whoosh_engine.writing import Worded

OPENING_ATTEMPTS = 3
OPENING_PAUSE = 0.05
FOLLOWING_SECONDS = 0.05
MOST_WARMED = 300

T = TypeVar("T")
log = logging.getLogger(__name__)


class WhooshEngine:
    """One per process: all its threads share the open segments."""

    def __init__(self, root: Path) -> None:
        self._generations = Generations(root)
        self._lock = threading.Lock()
        self._view: View | None = None
        self._cache: Cache[Key] = Cache(MOST_BYTES)
        self._follower: threading.Thread | None = None

    def read(self, work: Callable[[Index], T]) -> T:
        return self._read(work)

    def versions(self) -> Mapping[int, int]:
        return self._read(View.versions)

    def is_ready(self) -> bool:
        return self._generations.is_ready()

    def status(self) -> Status:
        try:
            documents, commits = self._read(lambda view: (view.total, view.commit))
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
            except Damaged as error:
                self._view = None
                self._give_up(folder, error)
            except Exception:
                # Either these documents cannot be written, and the caller finds out which, or nothing can.
                self._read(View.read_everything)
                raise

    def rebuild(self, documents: Iterable[Document]) -> int:
        with self._generations.writing():
            folder = self._generations.fresh()
            count = building.build(folder, documents)
            self._generations.switch_to(folder)
            return count

    def forget_others(self) -> None:
        with self._generations.writing():
            self._generations.forget_others()

    def _read(self, work: Callable[[View], T]) -> T:
        """Do this with the newest view. An index that cannot be read is moved out of the way: raises Rebuilding."""
        for attempt in range(1, OPENING_ATTEMPTS + 1):
            folder = None
            try:
                view = self._followed() if attempt == 1 else None
                folder = self._generations.current() if view is None else view.folder
                return work(view or self._newest(folder))
            except Damaged as error:
                self._view = None
                if attempt == OPENING_ATTEMPTS and folder:
                    self._give_up(folder, error)
            # It may just have been replaced, or written to, while it was being opened.
            sleep(OPENING_PAUSE)
        raise Rebuilding

    def follow(self) -> None:
        if self._follower is None:
            self._follower = threading.Thread(target=self._keep_up, name="search index", daemon=True)
            self._follower.start()

    def _followed(self) -> View | None:
        """The view that the follower keeps as new as it can; none where nobody follows."""
        return self._view if self._follower is not None and self._follower.is_alive() else None

    def _keep_up(self) -> None:
        while True:
            try:
                self._catch_up()
            except Exception as error:  # noqa: BLE001  a request meets the same and says what it is
                log.debug("the search index could not be opened ahead (%s)", type(error).__name__)
            sleep(FOLLOWING_SECONDS)

    def _catch_up(self) -> None:
        """Open the newest commit, and work out again what was asked for lately, before requests get to see it."""
        folder, before = self._generations.current(), self._view
        with self._lock, reading():
            files = storage(folder)
            if before is None or (before.folder, before.commit) != (folder, TOC._latest_generation(files, NAME)):
                view = self._opened(folder, files)
                view.prepare(before, MOST_WARMED)
                self._view = view

    def _with_words_of(self, said: Collection[Worded], folder: Path) -> Lexicon:
        """The words of the index with those of these documents; a document that was there already brings only new
        ones, or an article that is often changed would make its words frequent."""
        view = self._read(lambda view: view)
        there = view.versions().keys()
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
        known = {part.opened.name: part.opened for part in same.segments} if same else {}
        said = same.words if same else WordsFile(folder)
        said.refresh()
        segments = [
            (known.get(entry.segment_id()) or Opened(files, entry, self._cache), sorted(entry.deleted_docs()))
            for entry in toc.segments
        ]
        view = View(folder, toc.generation, segments, said)
        self._cache.room_for(view.size)
        return view
