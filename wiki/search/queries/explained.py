"""Why an article stands where it stands, for moderators: the parts of its score in words that a reader knows."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.articles import policy as articles
from wiki.articles.models import Article
from wiki.errors import NotFound
from wiki.search import explaining, grammar
from wiki.search.engine import Engine
from wiki.search.expansion import Correction
from wiki.search.explaining import Explained, Part
from wiki.search.policy import require_explanation
from wiki.search.queries.page import Asked, Reader, wanted


@dataclass(frozen=True, slots=True)
class Row:
    """What one word adds: `source` as typed, `word` as looked for, `way` from one to the other. No `fields` where it
    counts wherever it stands."""

    source: str
    word: str
    way: str
    fields: tuple[str, ...]
    gain: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """`rank` is 0 for an article beyond the first hundred; `factor` is 1 for one that is confirmed."""

    q: str
    slug: str
    title: str
    rank: int
    total: int
    score: float
    factor: float
    again: float
    rows: tuple[Row, ...]
    corrections: tuple[Correction, ...]


def explanation(session: Session, *, engine: Engine, reader: Reader, asked: Asked, slug: str) -> Explanation:
    """The score of an article that this moderator is listed. Raises NotFound for others, for an article they may not
    know, and where none of the words is in it; Rebuilding while there is no index."""
    require_explanation(reader.actor)
    known = select(Article.id, Article.title).where(Article.slug == slug, articles.listed_to(reader.actor))
    row = session.execute(known).one_or_none()
    if row is None:
        raise NotFound(slug)
    key, title = row
    search = wanted(session, reader, asked, query=grammar.parse(asked.q), chosen={})
    found = engine.read(lambda index: explaining.explain(index, search, article=key))
    if not found.hits:
        raise NotFound(slug)
    (hit,) = found.hits
    return Explanation(
        q=asked.q[: grammar.MOST_CHARACTERS],
        slug=slug,
        title=title,
        rank=hit.rank,
        total=found.total,
        score=hit.score,
        factor=hit.factor,
        again=hit.again,
        rows=_rows(hit),
        corrections=found.plan.corrections,
    )


def _rows(hit: Explained) -> tuple[Row, ...]:
    """A row for each word and way, with what it adds in all fields and languages; those that add most come first."""
    each: dict[tuple[str, str, str], list[Part]] = {}
    for part in hit.parts:
        each.setdefault((part.source, part.stem, part.way.value), []).append(part)
    rows = (Row(*key, _fields(parts), sum(part.gain for part in parts)) for key, parts in each.items())
    return tuple(sorted(rows, key=lambda row: -row.gain))


def _fields(parts: Sequence[Part]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.field for part in parts if part.field))
