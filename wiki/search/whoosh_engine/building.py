"""Building a whole index: words are counted first, then documents are written, in several processes when it pays.

Each process keeps the documents that it was given in a file of its own, says how often it met each word, waits for
the words of all, and writes a segment. The index is those segments together; nothing is merged.
"""

import os
import pickle
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain, islice
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from whoosh.index import TOC

from wiki.search.documents import Document
from wiki.search.whoosh_engine import words, writing
from wiki.search.whoosh_engine.files import NAME, SCHEMA, storage
from wiki.search.whoosh_engine.words import WithStems, WordsFile
from wiki.search.whoosh_engine.writing import Worded

# Below this a process takes longer to start than the work takes.
FEW = 400
AT_A_TIME = 50
MOST_PROCESSES = 4
# Readers and writers of the wiki come first.
NICER = 5


def build(folder: Path, documents: Iterable[Document]) -> int:
    """Fill an empty folder with an index of these documents; says how many there are in it."""
    coming = iter(documents)
    few = list(islice(coming, FEW))
    processes = min(os.cpu_count() or 1, MOST_PROCESSES)
    if len(few) < FEW or processes < 2:
        return _alone(folder, chain(few, coming))
    return _together(folder, chain(few, coming), processes)


def _alone(folder: Path, documents: Iterable[Document]) -> int:
    said = [writing.worded(document) for document in documents]
    counted: Counter[str] = Counter()
    for one in said:
        counted.update(one.counted())
    words.create(folder, map(words.with_stems, counted.items()))
    return _written(folder, folder, said)


def _together(folder: Path, documents: Iterable[Document], processes: int) -> int:
    parts = [folder / f"part-{number}" for number in range(processes)]
    context = get_context("spawn")
    lines, workers = [], []
    for part in parts:
        part.mkdir()
        ours, theirs = context.Pipe()
        worker = context.Process(target=_work, args=(theirs, folder, part), daemon=True)
        worker.start()
        theirs.close()
        lines.append(ours)
        workers.append(worker)
    try:
        _hand_out(documents, lines)
        words.create(folder, _added_up(line.recv() for line in lines))
        for line in lines:
            line.send(None)
        count = sum(line.recv() for line in lines)
    finally:
        for line in lines:
            line.close()  # whoever still waits ends by it
        for worker in workers:
            worker.join(timeout=1)
            worker.kill()
    _put_together(folder, parts)
    return int(count)


def _added_up(each: Iterable[Sequence[WithStems]]) -> Iterator[WithStems]:
    """What the processes counted, each word once."""
    times: Counter[str] = Counter()
    stems: dict[str, tuple[int, ...]] = {}
    for word, count, codes in chain.from_iterable(each):
        times[word] += count
        stems[word] = codes
    return ((word, count, stems[word]) for word, count in times.items())


def _hand_out(documents: Iterable[Document], lines: Sequence["Connection[Any, Any]"]) -> None:
    turn = 0
    while batch := list(islice(documents, AT_A_TIME)):
        lines[turn % len(lines)].send(batch)
        turn += 1
    for line in lines:
        line.send(None)


def _work(line: "Connection[Any, Any]", folder: Path, part: Path) -> None:
    """What each of the processes does; it ends with the one that started it."""
    os.nice(NICER)
    with suppress(EOFError, BrokenPipeError):
        _spool_and_write(line, folder, part)


def _spool_and_write(line: "Connection[Any, Any]", folder: Path, part: Path) -> None:
    counted: Counter[str] = Counter()
    spool = part / "spool"
    with spool.open("wb") as file:
        while (batch := line.recv()) is not None:
            for said in map(writing.worded, batch):
                counted.update(said.counted())
                pickle.dump(said, file)
    line.send([words.with_stems(one) for one in counted.items()])
    line.recv()
    count = _written(folder, part, _spooled(spool))
    spool.unlink()
    line.send(count)


def _spooled(spool: Path) -> Iterator[Worded]:
    with spool.open("rb") as file:
        while file.peek(1):
            yield pickle.load(file)  # noqa: S301  written by this very process


def _written(folder: Path, part: Path, said: Iterable[Worded]) -> int:
    lexicon = WordsFile(folder).refresh()
    writing.create(part)
    return writing.write(part, (writing.fields_of(one, lexicon) for one in said), ())


def _put_together(folder: Path, parts: Sequence[Path]) -> None:
    segments = [segment for part in parts for segment in TOC.read(storage(part), NAME, schema=SCHEMA).segments]
    for part in parts:
        for path in part.iterdir():
            if not path.name.endswith(".toc"):
                path.rename(folder / path.name)
            else:
                path.unlink()
        part.rmdir()
    TOC(SCHEMA, segments, 1).write(storage(folder), NAME)
