"""The demo queries against the demo articles: what recruits type has to find what answers it."""

import math
import re
from collections import defaultdict

import click
import pytest

from tests.search.indexes import engine_with, found
from wiki.demo import content
from wiki.search.documents import Document, Placed
from wiki.taxonomy.data import BLOCKS, DOMAINS, TYPES

FIRST = 5
NEEDED_SHARE = 0.85
NEEDED_NDCG = 0.78


def as_document(number: int, article: content.DemoArticle) -> Document:
    labels = [TYPES[article.type].label, *(DOMAINS[slug].label for slug in article.domains)]
    labels += [BLOCKS[slug].label for slug in article.building_blocks]
    about = [*article.tags, *(label(article.language) for label in labels)]
    text = re.sub(r"[#*\[\]|`]", " ", article.body)
    place = Placed(1, number, 1, article.language, article.type, article.domains, article.building_blocks, ())
    return Document(place, article.title, "\n".join([text, *about]))


def gain(ranked: list[int], grades: dict[int, int]) -> float:
    def worth(values: list[int]) -> float:
        return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(values[:FIRST]))

    return worth([grades.get(number, 0) for number in ranked]) / worth(sorted(grades.values(), reverse=True))


def test_the_demo_queries_find_what_answers_them(
    tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    numbers = {article.slug: number for number, article in enumerate(content.articles())}
    engine = engine_with(
        tmp_path_factory.mktemp("demo"), *(as_document(numbers[a.slug], a) for a in content.articles())
    )
    asked: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    for query in content.queries():
        asked[query.kind, query.query][numbers[query.slug]] = query.grade

    answered: dict[str, list[bool]] = defaultdict(list)
    gains: dict[str, list[float]] = defaultdict(list)
    for (kind, typed), grades in asked.items():
        ranked = found(engine, typed)
        answered[kind].append(any(grades.get(number) == 2 for number in ranked[:FIRST]))
        gains[kind].append(gain(ranked, grades))

    with capsys.disabled():
        click.echo()
        for kind in sorted(gains):
            shares = sum(answered[kind]) / len(answered[kind]), sum(gains[kind]) / len(gains[kind])
            click.echo(
                f"\n  {kind:<13}{len(gains[kind]):>3}  answered {shares[0]:.2f}  nDCG@5 {shares[1]:.3f}", nl=False
            )
        click.echo()
    for kind in ("keyword", "question", "phrase"):
        assert sum(answered[kind]) / len(answered[kind]) >= NEEDED_SHARE, kind
    everything = [value for values in gains.values() for value in values]
    assert sum(everything) / len(everything) >= NEEDED_NDCG
