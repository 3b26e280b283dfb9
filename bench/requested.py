"""What whole requests of searching cost: the page of results, what is offered while typing, and memory.

Called as WSGI in a process of its own, signed in, as `pages` does; memory is that of the two workers that `wiki run`
starts, after the same queries.
"""

from collections.abc import Mapping, Sequence
from itertools import chain, islice
from multiprocessing.pool import ThreadPool
from pathlib import Path
from random import Random
from statistics import quantiles
from urllib.parse import quote_plus

from bench import corpus, wikis
from bench.applications import Application, InProcess, serving
from bench.figures import Figure, Target
from bench.wikis import Wiki
from bench.wire import Request, get
from wiki.accounts.identity import COOKIE_WITH_TLS

PASSES = 3
SEED = 20240501
BEGINNINGS = 200
LETTERS = (3, 4, 5)
WORKERS = 2
CONNECTIONS = 4
SEARCH = {"p50": Target(10), "p95": Target(20)}
SUGGESTIONS = {"p95": Target(10)}
MEMORY = Target(230)


def measure(total: int, word_list: Path) -> list[Figure]:
    """Ask a wiki of so many articles. Raises NoWords."""
    wiki = wikis.invented(total, word_list)
    environment = {"WIKI_INSTANCE_PATH": str(wiki.settings.instance)}
    application = Application(f"wiki of {wiki.name}", "wiki.app:for_gunicorn()", environment)
    articles = list(islice(corpus.articles(total, word_list), corpus.ASKED_ABOUT))
    with serving(application, workers=WORKERS) as server:
        cookies = _cookies(server.port, wiki)
        searches = _searches(articles, word_list, cookies)
        with ThreadPool(CONNECTIONS) as pool:
            pool.map(lambda request: get(server.port, request), searches)
        memory = server.memory_mb()
    name = f"{wiki.name} articles"
    return [
        *_costs(f"cpu, search, {name}", application, searches, SEARCH),
        *_costs(f"cpu, suggestions, {name}", application, _suggestions(articles, cookies), SUGGESTIONS),
        Figure(f"memory, {WORKERS} workers after {len(searches)} queries, {name}", memory, "MB", target=MEMORY),
    ]


def _cookies(port: int, wiki: Wiki) -> Mapping[str, str]:
    """What a browser has after its first visit."""
    cookie = f"{COOKIE_WITH_TLS}={wiki.token}"
    given = get(port, Request("/search", headers={"Cookie": cookie})).header("set-cookie") or ""
    return {"Cookie": f"{cookie}; {given.partition(';')[0]}" if given else cookie}


def _searches(articles: Sequence[corpus.Article], word_list: Path, cookies: Mapping[str, str]) -> list[Request]:
    queries = corpus.queries(articles, word_list)
    return [Request("/search", f"q={quote_plus(query.text)}", cookies) for query in queries]


def _suggestions(articles: Sequence[corpus.Article], cookies: Mapping[str, str]) -> list[Request]:
    """The first letters of words of titles, as they are while somebody types."""
    chance = Random(SEED)
    titles = chance.sample(articles, BEGINNINGS)
    typed = [chance.choice(title.title.split()[:-1])[: chance.choice(LETTERS)] for title in titles]
    return [Request("/search/suggestions", f"q={quote_plus(each)}", cookies) for each in typed]


def _costs(
    name: str, application: Application, requests: Sequence[Request], targets: Mapping[str, Target]
) -> list[Figure]:
    """In a process that has answered each of them once."""
    process = InProcess(application)
    try:
        process.cpu_seconds(requests, 0)
        costs = [1000 * cost for cost in chain(*(process.cpu_seconds(requests, 0) for _ in range(PASSES)))]
    finally:
        process.close()
    at = quantiles(costs, n=20)
    return [
        Figure(f"{name}, {key}", value, "ms", target=targets.get(key))
        for key, value in (("p50", at[9]), ("p95", at[18]))
    ]
