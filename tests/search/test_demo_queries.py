"""The demo queries against the demo articles: what recruits type has to find what answers it.

As the program does it: the articles are loaded through the services, published and indexed, and searched with the
synonyms that a demonstration is given. Whoever changes how search finds, sees here what that does, and renews
`BASELINE` when it got better: run this test and write down what it prints behind `all`.
"""

import math
import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import click
import pytest
from sqlalchemy import select

from tests.factories import Demonstration
from wiki.articles.models import Article
from wiki.database import make_engine, make_sessions
from wiki.demo import content
from wiki.search import finding, indexing
from wiki.search.synonyms import Meaning, Synonyms
from wiki.search.whoosh_engine import WhooshEngine

FIRST = 5
BASELINE = 0.938
MOST_LOST = 0.01
LEAST_OF_A_KIND = 0.85

Answers = Mapping[str, Sequence[str]]


class Gain(NamedTuple):
    """How well a query is answered: its nDCG@5."""

    kind: str
    typed: str
    value: float


def synonyms() -> Synonyms:
    return Synonyms(
        Meaning(each.canonical, (each.canonical, *each.forms), each.domain, each.kind) for each in content.synonyms()
    )


@pytest.fixture(scope="module")
def answers(demonstration: Demonstration, tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """The addresses of the articles that each query finds, the best first."""
    folder = tmp_path_factory.mktemp("demo")
    shutil.copy(demonstration.path, folder / "wiki.db")
    database = make_engine(f"sqlite:///{folder / 'wiki.db'}")
    sessions, engine, known = make_sessions(database), WhooshEngine(folder / "search"), synonyms()
    with sessions() as session:
        slugs = {row.id: row.slug for row in session.execute(select(Article.id, Article.slug))}
    indexing.rebuild(engine, sessions)
    database.dispose()
    typed = {query.query for query in content.queries()}
    return {each: [slugs[key] for key in finding.best(engine, each, synonyms=known)] for each in typed}


@pytest.fixture(scope="module")
def gains(answers: Answers) -> list[Gain]:
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    asked: dict[str, tuple[str, str]] = {}
    for query in content.queries():
        grades[query.qid][query.slug] = query.grade
        asked[query.qid] = query.kind, query.query
    return [Gain(kind, typed, ndcg(answers[typed], grades[key])) for key, (kind, typed) in asked.items()]


def ndcg(ranked: Sequence[str], grades: Mapping[str, int]) -> float:
    """How much of what could be gained by the first hits is; a hit gains its grade, the later the less."""

    def worth(values: Sequence[int]) -> float:
        return sum(grade / math.log2(place + 2) for place, grade in enumerate(values[:FIRST]))

    return worth([grades.get(slug, 0) for slug in ranked]) / worth(sorted(grades.values(), reverse=True))


def mean(gains: Sequence[Gain]) -> float:
    return sum(gain.value for gain in gains) / len(gains)


def by_kind(gains: Sequence[Gain]) -> Mapping[str, list[Gain]]:
    kinds: dict[str, list[Gain]] = defaultdict(list)
    for gain in gains:
        kinds[gain.kind].append(gain)
    return kinds


def worst(gains: Sequence[Gain]) -> list[Gain]:
    return sorted(gains, key=lambda gain: gain.value)[:10]


def lines(gains: Sequence[Gain]) -> Iterator[str]:
    for kind, some in [*sorted(by_kind(gains).items()), ("all", gains)]:
        yield f"  {kind:<13}{len(some):>4}  nDCG@5 {mean(some):.3f}"


def test_the_demo_queries_find_what_answers_them_as_well_as_before(
    gains: list[Gain], capsys: pytest.CaptureFixture[str]
) -> None:
    with capsys.disabled():
        click.echo("\n" + "\n".join(lines(gains)))

    assert mean(gains) >= BASELINE - MOST_LOST, worst(gains)


def test_no_kind_of_demo_query_is_answered_badly(gains: list[Gain]) -> None:
    badly = {kind: worst(some) for kind, some in by_kind(gains).items() if mean(some) < LEAST_OF_A_KIND}

    assert badly == {}
