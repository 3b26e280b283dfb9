"""`python -m bench.relevance`: how well search finds what people look for, beside stock Whoosh, on the same queries.

The index is built and asked by the program itself: `engine.rebuild` and `finding.best`. The judged sets are not part
of the project; the demo queries are, over the demonstration as it is loaded into a wiki.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import fmean

import click

from bench import demonstration, stock
from bench.figures import Figure, Target, columns, show, verdict, write
from bench.judged import MEASURES, NoSets, Queries, Set, folders, load, score
from bench.variants import typed_wrong, words_of, written_apart
from bench.wikis import BENCH, MAKES_INDEX, OUT, is_noted, key_of, timed
from wiki.search import finding
from wiki.search.documents import Document, Placed
from wiki.search.engine import Engine
from wiki.search.whoosh_engine import WhooshEngine

DATA = BENCH.parent.parent / "shared" / "data" / "relevance"
SEED = 20240501
MANY = 100
FIRST = "nDCG@10"
LEAST = {"help-nl": 0.67, "vraag-nl": 0.745, "wet-nl": 0.535, "help-en": 0.70}
MOST_LOST = 0.03
MEASURED_BY = list(MEASURES)

Scores = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Line:
    """What the program makes of some queries of a set, and stock Whoosh of the same ones. `before` is the first
    measure of the same queries as they were, for the program and for stock Whoosh."""

    name: str
    queries: int
    scores: Scores
    stock: Scores
    before: tuple[float, float] | None = None
    target: Target | None = None

    @property
    def loss(self) -> float | None:
        return None if self.before is None else self.before[0] - self.scores[FIRST]

    @property
    def holds(self) -> bool | None:
        judged = self.scores[FIRST] if self.loss is None else self.loss
        return self.target.is_met_by(judged) if self.target else None

    def figures(self) -> Iterator[Figure]:
        for name, value in self.scores.items():
            beside = {"stock Whoosh": value / self.stock[name]} if self.stock[name] else {}
            target = self.target if name == FIRST and self.loss is None else None
            yield Figure(f"{self.name}, {name}", value, "", beside, target)
            yield Figure(f"{self.name}, {name}, stock Whoosh", self.stock[name], "")
        if self.loss is not None:
            yield Figure(f"{self.name}, loss of {FIRST}", self.loss, "", target=self.target)


def measure(found: Set, *, reuse: bool = False) -> Iterator[Line]:
    """The set as it is, with a typo in each query, and with compounds written apart."""
    engine = built(found, reuse=reuse)
    plain, plain_stock = answers(found, engine, found.queries), stock.answers(found, found.queries)
    least = LEAST.get(found.name)
    target = Target(least, is_floor=True) if least else None
    yield Line(found.name, len(plain), score(plain, found.qrels), score(plain_stock, found.qrels), target=target)
    for name, queries in variants(found).items():
        before = tuple(score({key: run[key] for key in queries}, found.qrels)[FIRST] for run in (plain, plain_stock))
        yield Line(
            f"{found.name}, {name}",
            len(queries),
            score(answers(found, engine, queries), found.qrels),
            score(stock.answers(found, queries), found.qrels),
            before=(before[0], before[1]),
            target=Target(MOST_LOST) if least else None,
        )


def variants(found: Set) -> dict[str, Queries]:
    """The queries that can be typed wrong or written apart, so typed, by what was done to them."""
    rng = Random(SEED)
    known = words_of(f"{document.title}\n{document.text}" for document in found.documents)
    ways: dict[str, Callable[[str], str | None]] = {
        "one typo": lambda typed: typed_wrong(typed, rng),
        "compound apart": lambda typed: written_apart(typed, known),
    }
    changed = {name: {key: way(typed) for key, typed in found.queries.items()} for name, way in ways.items()}
    return {name: {key: typed for key, typed in queries.items() if typed} for name, queries in changed.items()}


def built(found: Set, *, reuse: bool = False) -> Engine:
    """The program's index of the set, made again when the code that makes it is another; with `reuse` only when there
    is none."""
    folder = OUT / "relevance" / found.name
    engine, key = WhooshEngine(folder), key_of(found.key, MAKES_INDEX)
    if not (is_noted(folder / "key", key) or (reuse and (folder / "key").is_file())):
        with timed(f"index of {found.name}"):
            engine.rebuild(documents(found))
        (folder / "key").write_text(key, encoding="ascii")
    return engine


def documents(found: Set) -> Iterator[Document]:
    """As articles whose id is their place in the set, from 1."""
    for number, (_, title, text) in enumerate(found.documents, start=1):
        placed = Placed(day=1, id=number, revision=1, language=found.language, type="", domains=(), blocks=(), tags=())
        yield Document(placed=placed, title=title, text=text)


def answers(found: Set, engine: Engine, queries: Queries) -> dict[str, list[str]]:
    """The best hundred documents for each query, through the program's own query code."""
    return {
        key: [found.documents[number - 1].id for number in finding.best(engine, typed, many=MANY)]
        for key, typed in queries.items()
    }


def table(lines: list[Line]) -> list[str]:
    rows = [["", "queries", *MEASURED_BY, "before", "loss", f"stock {FIRST}", "before", "target", "holds"]]
    for line in lines:
        before = [_short(value) for value in line.before] if line.before else ["", ""]
        target = "" if line.target is None else f"{'' if line.loss is None else 'loss '}{line.target}"
        rows.append(
            [
                *(line.name, str(line.queries), *(_short(line.scores[name]) for name in MEASURED_BY)),
                *(before[0], "" if line.loss is None else _short(line.loss), _short(line.stock[FIRST]), before[1]),
                *(target, verdict(line.holds)),
            ]
        )
    return columns(rows, numbers=frozenset(range(1, len(rows[0]) - 2)))


def _short(value: float) -> str:
    return f"{value:.3f}".replace("0.", ".", 1)


@click.command()
@click.option("--data", type=click.Path(path_type=Path), envvar="DATA", default=DATA, help="The folder of the sets.")
@click.option("--demo", type=click.Path(path_type=Path), envvar="DEMO", help="Other demo queries than the program's.")
@click.option("--out", type=click.Path(path_type=Path), envvar="OUT", help="Also write a JSON line for each figure.")
@click.option("--only", multiple=True, help="One of the sets, or 'demo'. May be given several times.")
@click.option("--reuse", is_flag=True, help="Keep indexes of other code: what changed is how they are asked.")
def main(data: Path, demo: Path | None, out: Path | None, only: tuple[str, ...], reuse: bool) -> None:
    """Measure how well search finds, on judged sets and on the demo queries."""
    try:
        chosen = [folder for folder in folders(data) if not only or folder.name in only]
        lines = [line for folder in chosen for line in measure(load(folder), reuse=reuse)]
        kinds = demonstration.measure(demo) if not only or "demo" in only else []
    except NoSets as error:
        sys.exit(f"bench: {error}")
    if lines:
        show(table(lines))
        means = {name: fmean(line.scores[name] for line in lines) for name in MEASURED_BY}
        click.echo("".join(f"\nmean {means[FIRST]:.4f}"))
    if kinds:
        show(demonstration.table(kinds))
    write([*(each for line in lines for each in line.figures()), *kinds], out)


if __name__ == "__main__":
    main()
