"""Small indexes made of words, without a database."""

from itertools import count
from pathlib import Path

from wiki.search import finding
from wiki.search.documents import Document, Placed
from wiki.search.engine import Engine
from wiki.search.whoosh_engine import WhooshEngine

_numbers = count(1)


def placed(
    number: int | None = None,
    *,
    revision: int = 1,
    language: str = "nl",
    kind: str = "practice-tip",
    domains: tuple[str, ...] = ("fire",),
    blocks: tuple[str, ...] = (),
    tags: tuple[str, ...] = (),
    day: int = 1,
    verified: int = 0,
) -> Placed:
    return Placed(
        day=day,
        verified=verified,
        id=number if number is not None else next(_numbers),
        revision=revision,
        language=language,
        type=kind,
        domains=domains,
        blocks=blocks,
        tags=tags,
    )


def document(number: int, text: str, *, title: str = "", **place: object) -> Document:
    return Document(placed(number, **place), title, text)  # type: ignore[arg-type]


def engine_with(folder: Path, *documents: Document) -> WhooshEngine:
    engine = WhooshEngine(folder)
    engine.rebuild(documents)
    return engine


def found(engine: Engine, typed: str) -> list[int]:
    """Ids of what is found, the best first."""
    return finding.best(engine, typed)
