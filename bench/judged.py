"""Sets of documents and queries that somebody judged, and how well a run over them does.

A set is a folder: `corpus.jsonl` (id, title, text), `queries.jsonl` (id, text) and `qrels.tsv` (query, document,
grade). The language of its texts is the end of its name. The sets are not part of the project.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import ir_measures
from ir_measures import RR, R, Success, nDCG

MEASURES = {"nDCG@10": nDCG @ 10, "MRR@10": RR @ 10, "R@10": R @ 10, "R@100": R @ 100, "S@1": Success @ 1}
FILES = ("corpus.jsonl", "queries.jsonl", "qrels.tsv")

Queries = Mapping[str, str]
Qrels = Mapping[str, Mapping[str, int]]
Run = Mapping[str, Sequence[str]]


class NoSets(Exception):
    """There is nothing to measure on."""


class Text(NamedTuple):
    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Set:
    """`key` changes with any of the files."""

    name: str
    language: str
    documents: tuple[Text, ...]
    queries: Queries
    qrels: Qrels
    key: str


def load(folder: Path) -> Set:
    """The set in this folder. Raises NoSets."""
    if not all((folder / name).is_file() for name in FILES):
        raise NoSets(f"{folder} has no {', '.join(FILES)}")
    qrels: dict[str, dict[str, int]] = {}
    for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines():
        query, document, grade = line.split("\t")
        qrels.setdefault(query, {})[document] = int(grade)
    digest = hashlib.sha256(b"".join((folder / name).read_bytes() for name in FILES))
    return Set(
        name=folder.name,
        language=folder.name.rpartition("-")[2],
        documents=tuple(Text(row["id"], row["title"], row["text"]) for row in _rows(folder / "corpus.jsonl")),
        queries={row["id"]: row["text"] for row in _rows(folder / "queries.jsonl")},
        qrels=qrels,
        key=digest.hexdigest()[:16],
    )


def folders(data: Path) -> list[Path]:
    """The sets in a folder of sets. Raises NoSets."""
    found = sorted(path.parent for path in data.glob("*/qrels.tsv"))
    if not found:
        raise NoSets(f"there are no judged sets in {data}: name their folder with DATA=DIR")
    return found


def score(run: Run, qrels: Qrels, measures: Mapping[str, Any] = MEASURES) -> dict[str, float]:
    """The mean of each measure over the queries of the run; a query without any result counts as nothing found."""
    judged = [ir_measures.Qrel(query, document, grade) for query in run for document, grade in qrels[query].items()]
    ranked = [
        ir_measures.ScoredDoc(query, document, float(-place))
        for query, documents in run.items()
        for place, document in enumerate(documents)
    ]
    found = ir_measures.calc_aggregate(list(measures.values()), judged, ranked)
    return {name: float(found[measure]) for name, measure in measures.items()}


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)
