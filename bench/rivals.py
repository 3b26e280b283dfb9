"""The other ways to search that ours is measured beside, each as its own documentation would have it done.

One field with title and text in every one of them, and the ten best are wanted. What a `Rival` does when it builds is
numbered by its `recipe`: raise it when the index becomes another.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Protocol

import tantivy
from whoosh import index
from whoosh.analysis import LanguageAnalyzer
from whoosh.fields import STORED, TEXT, Schema
from whoosh.query import And, Or, Term
from whoosh.scoring import BM25F

from wiki.search.documents import Document

BEST = 10
PROCESSES = 2
WRITER_MB = 256
AT_A_TIME = 1000

WHOOSH, FTS5, TANTIVY = "Whoosh", "FTS5", "tantivy"

# From typed words to the ids of the ten best articles, the best first.
Ask = Callable[[str], Sequence[int]]


class Rival(Protocol):
    name: str
    recipe: int

    def build(self, folder: Path, documents: Iterable[Document]) -> None:
        """Make an index of these in an empty folder."""

    def opened(self, folder: Path) -> Mapping[str, Ask]:
        """Ways to ask the index, by name; the plain one has the name of the rival."""


class Whoosh:
    """The analyser it has for Dutch, BM25F. Two processes build it, so it has two segments."""

    name = WHOOSH
    recipe = 1

    def build(self, folder: Path, documents: Iterable[Document]) -> None:
        schema = Schema(id=STORED, text=TEXT(analyzer=LanguageAnalyzer("nl")))
        writer = index.create_in(folder, schema).writer(procs=PROCESSES, multisegment=True, limitmb=WRITER_MB)
        for document in documents:
            writer.add_document(id=document.placed.id, text=_text(document))
        writer.commit()

    def opened(self, folder: Path) -> Mapping[str, Ask]:
        found = index.open_dir(folder)
        searcher, analyser = found.searcher(weighting=BM25F()), found.schema["text"].analyzer

        def ask(joined: type[Or] | type[And], typed: str) -> list[int]:
            words = dict.fromkeys(token.text for token in analyser(typed, mode="query"))
            return [hit["id"] for hit in searcher.search(joined([Term("text", word) for word in words]), limit=BEST)]

        return {WHOOSH: partial(ask, Or), f"{WHOOSH}, all words": partial(ask, And)}


class FullText5:
    """SQLite FTS5: words without marks on letters, bm25; what is indexed is not stored a second time."""

    name = FTS5
    recipe = 1

    def build(self, folder: Path, documents: Iterable[Document]) -> None:
        database = sqlite3.connect(folder / "pages.db")
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.execute(
            "CREATE VIRTUAL TABLE page USING fts5(text, content = '', tokenize = 'unicode61 remove_diacritics 2')"
        )
        database.execute("CREATE TABLE place (id INTEGER, domain TEXT, PRIMARY KEY (id, domain)) WITHOUT ROWID")
        for some in _batches(documents):
            database.executemany(
                "INSERT INTO page (rowid, text) VALUES (?, ?)", [(each.placed.id, _text(each)) for each in some]
            )
            places = [(each.placed.id, domain) for each in some for domain in each.placed.domains]
            database.executemany("INSERT INTO place VALUES (?, ?)", places)
            database.commit()
        database.execute("INSERT INTO page (page) VALUES ('optimize')")
        database.execute("ANALYZE")
        database.commit()
        database.close()

    def opened(self, folder: Path) -> Mapping[str, Ask]:
        database = sqlite3.connect(folder / "pages.db")

        def ask(joined: str, typed: str) -> list[int]:
            rows = database.execute(
                f"SELECT rowid FROM page WHERE page MATCH ? ORDER BY rank LIMIT {BEST}", [_matching(joined, typed)]
            )
            return [row[0] for row in rows]

        def counted(typed: str) -> list[int]:
            database.execute(
                "SELECT domain, count(*) FROM page JOIN place ON place.id = page.rowid WHERE page MATCH ? "
                "GROUP BY domain",
                [_matching(" OR ", typed)],
            ).fetchall()
            return ask(" OR ", typed)

        return {
            FTS5: partial(ask, " OR "),
            f"{FTS5}, counts of one facet": counted,
            f"{FTS5}, all words": partial(ask, " AND "),
        }


class Tantivy:
    """Native code: Dutch stop words and stems, letters without marks."""

    name = TANTIVY
    recipe = 1

    def build(self, folder: Path, documents: Iterable[Document]) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_unsigned_field("id", stored=True)
        builder.add_text_field("text", tokenizer_name="dutch")
        found = tantivy.Index(builder.build(), path=str(folder))
        found.register_tokenizer("dutch", _dutch())
        writer = found.writer(WRITER_MB * 1_000_000, PROCESSES)
        for document in documents:
            writer.add_document(tantivy.Document(id=document.placed.id, text=_text(document)))
        writer.commit()
        writer.wait_merging_threads()

    def opened(self, folder: Path) -> Mapping[str, Ask]:
        found = tantivy.Index.open(str(folder))
        found.register_tokenizer("dutch", _dutch())
        searcher = found.searcher()

        def ask(typed: str) -> list[int]:
            query = found.parse_query(typed, ["text"])
            hits = searcher.search(query, BEST, count=False).hits
            return [searcher.doc(address)["id"][0] for _, address in hits]

        return {TANTIVY: ask}


RIVALS: tuple[Rival, ...] = (FullText5(), Tantivy(), Whoosh())


def _text(document: Document) -> str:
    return f"{document.title}\n{document.text}"


def _batches(documents: Iterable[Document]) -> Iterator[Sequence[Document]]:
    coming = iter(documents)
    while some := list(islice(coming, AT_A_TIME)):
        yield some


def _matching(joined: str, typed: str) -> str:
    return joined.join(f'"{word}"' for word in typed.split())


def _dutch() -> tantivy.TextAnalyzer:
    filters = (
        tantivy.Filter.lowercase(),
        tantivy.Filter.stopword("dutch"),
        tantivy.Filter.ascii_fold(),
        tantivy.Filter.stemmer("dutch"),
    )
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for each in filters:
        builder = builder.filter(each)
    return builder.build()
