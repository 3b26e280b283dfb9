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

FIRST = {"nDCG@5": nDCG @ 5}
LEAST_OF_ALL = 0.93
LEAST_OF_A_KIND = 0.85


def measure(path: Path | None = None) -> list[Figure]:
    """nDCG@5 of all queries and of each kind. Raises NoSets."""
    asked = _queries(path)
    run = _answers({query.qid: query.query for query in asked})
    qrels: dict[str, dict[str, int]] = {}
    for query in asked:
        qrels.setdefault(query.qid, {})[query.slug] = query.grade
    kinds = {query.qid: query.kind for query in asked}
    found = [Figure("demo queries, nDCG@5", score(run, qrels, FIRST)["nDCG@5"], "", {}, _at_least(LEAST_OF_ALL))]
    for kind in sorted(set(kinds.values())):
        of_kind = {key: slugs for key, slugs in run.items() if kinds[key] == kind}
        value = score(of_kind, qrels, FIRST)["nDCG@5"]
        found.append(Figure(f"demo queries, nDCG@5, {kind}", value, "", {}, _at_least(LEAST_OF_A_KIND)))
    return found


def table(kinds: Sequence[Figure]) -> list[str]:
    rows = [["", "", "target", "holds"]]
    rows += [[each.name, f"{each.value:.3f}", str(each.target), verdict(each.holds)] for each in kinds]
    return columns(rows, numbers={1})


def _answers(queries: Mapping[str, str]) -> dict[str, list[str]]:
    wiki = wikis.demonstration()
    database = make_engine(wiki.settings.database)
    with make_sessions(database)() as session:
        slugs = {key: slug for key, slug in session.execute(select(Article.id, Article.slug))}  # noqa: C416  rows are no pairs
        known = wordlist.synonyms(session)
    database.dispose()
    engine = indexing.engine_of(wiki.settings)
    return {
        key: [slugs[number] for number in finding.best(engine, typed, synonyms=known)] for key, typed in queries.items()
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
