"""The demo queries over the demonstration: the articles come out of a wiki that they were loaded into, so the index
has of each what it has in use."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from ir_measures import nDCG
from sqlalchemy import select

from bench import wikis
from bench.figures import Figure, Target, columns, verdict
from bench.judged import NoSets, score
from wiki.articles.models import Article
from wiki.database import make_engine, make_sessions
from wiki.demo import content
from wiki.search import finding, indexing
from wiki.search.queries import wordlist
from wiki.search.queries.page import is_ahead

FIRST = {"nDCG@5": nDCG @ 5}
LEAST_OF_ALL = 0.93
LEAST_OF_A_KIND = 0.85
LEAST_RIGHT = 0.9
RIGHT = 2

Place = tuple[str, float]


def measure(path: Path | None = None) -> list[Figure]:
    """nDCG@5 of all queries and of each kind, and how often the first hit is shown as the answer. Raises NoSets."""
    asked = _queries(path)
    places = _places({query.qid: query.query for query in asked})
    run = {key: [slug for slug, _score in found] for key, found in places.items()}
    qrels: dict[str, dict[str, int]] = {}
    for query in asked:
        qrels.setdefault(query.qid, {})[query.slug] = query.grade
    kinds = {query.qid: query.kind for query in asked}
    found = [Figure("demo queries, nDCG@5", score(run, qrels, FIRST)["nDCG@5"], "", {}, _at_least(LEAST_OF_ALL))]
    for kind in sorted(set(kinds.values())):
        of_kind = {key: slugs for key, slugs in run.items() if kinds[key] == kind}
        value = score(of_kind, qrels, FIRST)["nDCG@5"]
        found.append(Figure(f"demo queries, nDCG@5, {kind}", value, "", {}, _at_least(LEAST_OF_A_KIND)))
    return [*found, *_fastest(places, qrels)]


def _fastest(places: Mapping[str, Sequence[Place]], qrels: Mapping[str, Mapping[str, int]]) -> list[Figure]:
    """Of how many queries the first hit is so far ahead that the page shows it as the answer, and how many of those
    it does answer: `RIGHT`, which no other article does as well, or at least in part."""
    first = [qrels[key].get(found[0][0], 0) for key, found in places.items() if is_ahead([each[1] for each in found])]
    shown, right = len(first), sum(grade == RIGHT for grade in first)
    return [
        Figure(f"demo queries, an answer shown, {shown} of {len(places)}", shown / len(places), ""),
        Figure(
            f"demo queries, the answer shown is right, {right}", right / max(1, shown), "", {}, _at_least(LEAST_RIGHT)
        ),
        Figure("demo queries, the answer shown helps", sum(map(bool, first)) / max(1, shown), ""),
    ]


def table(kinds: Sequence[Figure]) -> list[str]:
    rows = [["", "", "target", "holds"]]
    rows += [[each.name, f"{each.value:.3f}", str(each.target or ""), verdict(each.holds)] for each in kinds]
    return columns(rows, numbers={1})


def _places(queries: Mapping[str, str]) -> dict[str, list[Place]]:
    """What each query finds, with its score, the best first."""
    wiki = wikis.demonstration()
    database = make_engine(wiki.settings.database)
    with make_sessions(database)() as session:
        slugs = {key: slug for key, slug in session.execute(select(Article.id, Article.slug))}  # noqa: C416  rows are no pairs
        known = wordlist.synonyms(session)
    database.dispose()
    engine = indexing.engine_of(wiki.settings)
    return {
        key: [(slugs[place.id], place.score) for place in finding.ranked(engine, typed, synonyms=known)]
        for key, typed in queries.items()
    }


def _queries(path: Path | None) -> list[content.Query]:
    if path is None:
        return list(content.queries())
    if not path.is_file():
        raise NoSets(f"there are no demo queries at {path}")
    _, *lines = path.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines)
    return [content.Query(qid, query, kind, slug, int(grade)) for qid, query, kind, slug, grade in rows]


def _at_least(number: float) -> Target:
    return Target(number, is_floor=True)
