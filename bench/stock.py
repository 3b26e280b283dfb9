"""Stock Whoosh over a judged set: the analyser it has for the language, any word will do, BM25F, title and text in one
field. Index and answers stay in `bench/out` as long as the set and the queries are the same."""

import hashlib
import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from whoosh import index
from whoosh.analysis import LanguageAnalyzer
from whoosh.fields import STORED, TEXT, Schema
from whoosh.query import Or, Term
from whoosh.scoring import BM25F

from bench.judged import Queries, Set
from bench.wikis import OUT

MANY = 100
WRITER_MB = 256
# Raise when this file does something else.
RECIPE = 1


def answers(found: Set, queries: Queries) -> dict[str, list[str]]:
    """The best hundred documents for each query."""
    asked = json.dumps([RECIPE, found.key, queries], sort_keys=True).encode()
    kept = OUT / "stock" / f"{found.name}-{hashlib.sha256(asked).hexdigest()[:16]}.json"
    if not kept.is_file():
        made = _answers(_index(found), queries)
        kept.write_text(json.dumps(made), encoding="utf-8")
    answered: dict[str, list[str]] = json.loads(kept.read_text(encoding="utf-8"))
    return answered


def _index(found: Set) -> index.FileIndex:
    folder = OUT / "stock" / f"{found.name}-{found.key}-{RECIPE}"
    if not folder.is_dir():
        beside = folder.with_suffix(".new")
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(parents=True)
        _write(found, beside)
        beside.rename(folder)
    return index.open_dir(folder)


def _write(found: Set, folder: Path) -> None:
    schema = Schema(id=STORED, text=TEXT(analyzer=LanguageAnalyzer(found.language)))
    writer = index.create_in(folder, schema).writer(limitmb=WRITER_MB)
    for document in found.documents:
        writer.add_document(id=document.id, text=f"{document.title}\n{document.text}")
    writer.commit()


def _answers(opened: index.FileIndex, queries: Queries) -> Mapping[str, list[str]]:
    analyser = opened.schema["text"].analyzer
    with opened.searcher(weighting=BM25F()) as searcher:
        made = {}
        for key, typed in queries.items():
            words = dict.fromkeys(token.text for token in analyser(typed, mode="query"))
            hits = searcher.search(Or([Term("text", word) for word in words]), limit=MANY)
            made[key] = [hit["id"] for hit in hits]
        return made
