"""Where the index is on disk: one folder per generation, a pointer to the current one, and a lock for writing.

    search/current    "<format>-<number>", replaced in one step, so readers see the old index or the new one;
                      the number is the millisecond in which it was begun, so that none ever comes back
    search/<format>-<number>/    the files of that generation
    search/broken/    the last generation that could not be read, kept for whoever wants to know why
    search/write.lock held while a generation is written or the next one is built

A folder without the current FORMAT is not looked at, so that a release with another analysis gets a new index by
itself. A rebuild leaves the generation before it in place until the next one: a reader may be opening it just now.
"""

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import time_ns

from wiki.search.engine import Busy, Rebuilding

FORMAT = 4
_NAME = re.compile(rf"{FORMAT}-\d{{1,15}}")


class Generations:
    def __init__(self, root: Path) -> None:
        self.root = root

    def current(self) -> Path:
        """The folder to search in; raises Rebuilding when there is none."""
        try:
            name = (self.root / "current").read_text(encoding="ascii")
        except (OSError, UnicodeDecodeError):
            raise Rebuilding from None
        folder = self.root / name
        if not _NAME.fullmatch(name) or not folder.is_dir():
            raise Rebuilding
        return folder

    def is_ready(self) -> bool:
        try:
            return bool(self.current())
        except Rebuilding:
            return False

    def number(self) -> int:
        """When the index was built, in milliseconds since 1970; 0 when there is none."""
        try:
            return _number(self.current())
        except Rebuilding:
            return 0

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the right to write, in this process alone; raises Busy at once when another one has it."""
        with held(self.root / "write.lock") as got:
            if not got:
                raise Busy
            yield

    def fresh(self) -> Path:
        """An empty folder for the next generation, cleared of what older builds left. Only while `writing`."""
        keep = {self.number()}
        numbers = [_number(folder) for folder in self.root.iterdir() if folder.is_dir()]
        for folder in self.root.iterdir():
            if folder.is_dir() and folder.name != "broken" and _number(folder) not in keep:
                shutil.rmtree(folder, ignore_errors=True)
        folder = self.root / f"{FORMAT}-{max(time_ns() // 1_000_000, *(number + 1 for number in numbers), 0)}"
        folder.mkdir()
        return folder

    def forget_others(self) -> None:
        """Take every folder away but that of the current generation. Only while `writing`; who opens one just now finds
        the other one."""
        keep = self.current()
        for folder in self.root.iterdir():
            if folder.is_dir() and folder != keep:
                shutil.rmtree(folder, ignore_errors=True)

    def switch_to(self, folder: Path) -> None:
        """Make this generation the one that everybody searches in, in one step."""
        beside = self.root / "current.new"
        beside.write_text(folder.name, encoding="ascii")
        beside.replace(self.root / "current")

    def set_aside(self, folder: Path) -> None:
        """Take a generation that cannot be read out of use; the worker then finds none and builds the next.

        Several processes may find the damage at the same time: only the first one moves the folder.
        """
        broken = self.root / "broken"
        passing = self.root / f"broken.{os.getpid()}"
        try:
            folder.rename(passing)
        except OSError:
            return
        shutil.rmtree(broken, ignore_errors=True)
        try:
            passing.rename(broken)
        except OSError:
            shutil.rmtree(passing, ignore_errors=True)


@contextmanager
def held(path: Path) -> Iterator[bool]:
    """Try to lock this file; False when another holder has it. The system lets go when a process dies."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _number(folder: Path) -> int:
    tail = folder.name.rpartition("-")[2]
    return int(tail) if tail.isdecimal() else 0
