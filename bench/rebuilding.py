"""How fast a whole index is built, and what people who search meanwhile notice of it.

The documents are in memory beforehand: the work that is measured is that on words and files. A process of its own
asks, as a web process would, from before the build until after the new index has taken the place of the old one.
"""

import multiprocessing
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import quantiles
from time import perf_counter, sleep

from bench import documents, indexes, ours
from bench.figures import Figure, Target
from wiki.search.whoosh_engine import WhooshEngine

PAGES_A_SECOND = Target(250, is_floor=True)
BETWEEN_QUESTIONS = 0.02
AFTERWARDS = 2.0


def measure(total: int, word_list: Path) -> list[Figure]:
    """Build an index in the place of another one that is being asked. Raises NoWords."""
    with _copied(ours.index(total, word_list), "rebuilt") as folder:
        coming = list(documents.documents(total, word_list))
        with _asked_meanwhile(folder, documents.queries(word_list)) as waits:
            started = perf_counter()
            count = WhooshEngine(folder).rebuild(coming)
            took = perf_counter() - started
            sleep(AFTERWARDS)
    speed = Figure(f"{total} pages, build", count / took, "pages/s", target=PAGES_A_SECOND)
    return [speed, *waited(f"{total} pages, answer during a build", waits)]


def waited(name: str, waits: Sequence[float], targets: dict[str, Target] | None = None) -> list[Figure]:
    """The middle, the slow and the slowest of these seconds."""
    at = quantiles(waits, n=20)
    found = {"p50": at[9], "p95": at[18], "max": max(waits)}
    return [
        Figure(f"{name}, {key}", value * 1000, "ms", target=(targets or {}).get(key)) for key, value in found.items()
    ]


@contextmanager
def _copied(folder: Path, name: str) -> Iterator[Path]:
    copy = indexes.FOLDER / name
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    yield copy
    shutil.rmtree(copy)


@contextmanager
def _asked_meanwhile(folder: Path, queries: Sequence[str]) -> Iterator[list[float]]:
    """What comes out of the block is filled with how long each answer took, in seconds, once the block has ended."""
    context = multiprocessing.get_context("spawn")
    ours_, theirs = context.Pipe()
    process = context.Process(target=_ask, args=(theirs, folder, queries), daemon=True)
    process.start()
    waits: list[float] = []
    ours_.recv()
    yield waits
    ours_.send(None)
    waits += ours_.recv()
    process.join()


def _ask(pipe: Connection, folder: Path, queries: Sequence[str]) -> None:
    """In the process of its own; every query has been asked once before it begins to count."""
    ask = ours.ways(ours.following(folder))[ours.COMPLETE]
    for query in queries:
        ask(query)
    pipe.send(None)
    waits: list[float] = []
    for query in cycle(queries):
        if pipe.poll():
            break
        started = perf_counter()
        ask(query)
        waits.append(perf_counter() - started)
        sleep(BETWEEN_QUESTIONS)
    pipe.send(waits)
