"""What pages cost a signed-in reader, beside a Flask hello-world and a page of one database row, in one run.

Noise of the machine is the same for all: every round measures every page once, in another order each time, and a
ratio is the median of the ratios within the rounds.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain, cycle, islice
from pathlib import Path
from random import Random
from statistics import fmean, median, quantiles
from urllib.parse import quote_plus

import click

from bench import beside, corpus, wikis
from bench.applications import Application, InProcess, Server, serving
from bench.figures import Figure, Target
from bench.wikis import Wiki
from bench.wire import Request, get, requests_per_second
from wiki.accounts.identity import COOKIE_WITH_TLS
from wiki.demo import content

READ_OFTEN = 200
QUERIES = 40
# More articles than the wiki keeps made pages of, in parts that take turns: each is made again when its turn comes.
SELDOM = 1500
PARTS = 10
SEED = 20240501

CPU_SECONDS = 0.2
HTTP_SECONDS = 1.5
WARM_UP_SECONDS = 0.4
CONNECTIONS = 4

HELLO, ROW = "hello", "row page"
MOST_OF_ROW = 1.8
SEARCH_P50_MS = 10
SEARCH_P95_MS = 20

Rounds = dict[str, list[list[float]]]


@dataclass(frozen=True, slots=True)
class Page:
    """A kind of page: the requests for it, all in one part unless the parts take turns."""

    name: str
    application: Application
    parts: tuple[tuple[Request, ...], ...]
    target: Target | None = None

    @property
    def takes_turns(self) -> bool:
        return len(self.parts) > 1


def measure(*, total: int, word_list: Path, rounds: int) -> list[Figure]:
    """Make what is needed and measure it. Raises NoWords."""
    many, few = wikis.invented(total, word_list), wikis.demonstration()
    beside.copy_pages(few.settings, wikis.OUT)
    with ExitStack() as stack:
        servers = _Servers(stack)
        pages = [
            *_pages_beside(servers, few),
            *_pages_of(servers, few, _demo_queries()),
            *_pages_of(servers, many, _corpus_queries(total, word_list)),
        ]
        costs = _cpu_rounds(pages, rounds)
        speeds = _http_rounds(pages, servers, max(3, rounds // 3))
        memory = servers.memory()
    return [*_cpu_figures(pages, costs), *_search_figures(pages, costs), *_speed_figures(pages, speeds), *memory]


class _Servers:
    """The applications behind gunicorn, started when first asked for."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._running: dict[str, Server] = {}

    def port(self, application: Application) -> int:
        if application.name not in self._running:
            self._running[application.name] = self._stack.enter_context(serving(application))
        return self._running[application.name].port

    def memory(self) -> list[Figure]:
        return [Figure(f"memory, {name}, one worker", each.memory_mb(), "MB") for name, each in self._running.items()]


def _pages_beside(servers: _Servers, few: Wiki) -> list[Page]:
    hello = Application(HELLO, "bench.beside:hello()")
    row = Application(ROW, f"bench.beside:row({str(wikis.OUT)!r})")
    read = tuple(Request(f"/a/{slug}") for slug in few.slugs)
    for application in (hello, row):
        servers.port(application)
    return [Page(HELLO, hello, ((Request("/"),),)), Page(ROW, row, (read,))]


def _pages_of(servers: _Servers, wiki: Wiki, queries: Sequence[str]) -> list[Page]:
    """What a browser asks after its first visit, from which it has its cookies and ETags."""
    application = Application(
        f"wiki of {wiki.name}", "wiki.app:for_gunicorn()", {"WIKI_INSTANCE_PATH": str(wiki.settings.instance)}
    )
    port = servers.port(application)
    slugs = Random(SEED).sample(wiki.slugs, min(len(wiki.slugs), READ_OFTEN))
    cookies = {"Cookie": f"{COOKIE_WITH_TLS}={wiki.token}"}
    given = get(port, Request(f"/a/{slugs[0]}", headers=cookies)).header("set-cookie") or ""
    cookies = {"Cookie": f"{cookies['Cookie']}; {given.partition(';')[0]}"}
    read = tuple(Request(f"/a/{slug}", headers=cookies) for slug in slugs)
    small = tuple(Request(f"/a/{slug}", headers={**cookies, "Accept-Encoding": "gzip"}) for slug in slugs)
    again = tuple(_unchanged(port, request) for request in read)
    search = tuple(Request("/search", f"q={quote_plus(query)}", cookies) for query in queries)
    name = f"{wiki.name} articles"
    pages = [
        Page(f"article, {name}", application, (read,), Target(MOST_OF_ROW, ROW)),
        Page(f"article by gzip, {name}", application, (small,)),
        Page(f"article unchanged (304), {name}", application, (again,)),
        Page(f"search, {name}", application, (search,)),
    ]
    seldom = [Request(f"/a/{slug}", headers=cookies) for slug in islice(wiki.slugs, SELDOM)]
    if len(seldom) == SELDOM:
        parts = tuple(tuple(seldom[part::PARTS]) for part in range(PARTS))
        pages.insert(2, Page(f"article made anew, {name}", application, parts))
    return pages


def _unchanged(port: int, request: Request) -> Request:
    etag = get(port, request).header("etag") or ""
    return Request(request.path, headers={**request.headers, "If-None-Match": etag}, status=304)


def _demo_queries() -> list[str]:
    """Dutch ones of the demonstration: those that a Dutch article answers."""
    dutch = {article.slug for article in content.articles() if article.language == "nl"}
    return _some({each.query for each in content.queries() if each.slug in dutch and each.grade == 2})


def _corpus_queries(total: int, word_list: Path) -> list[str]:
    first = list(islice(corpus.articles(total, word_list), corpus.ASKED_ABOUT))
    return _some({each.text for each in corpus.queries(first, word_list)})


def _some(queries: Iterable[str]) -> list[str]:
    found = sorted(queries)
    return Random(SEED).sample(found, min(len(found), QUERIES))


def _cpu_rounds(pages: Sequence[Page], rounds: int) -> Rounds:
    """CPU seconds of every request, by page and round."""
    running = {page.application.name: InProcess(page.application) for page in pages}
    try:
        return _rounds("CPU", pages, rounds, lambda page, number: _cpu(running[page.application.name], page, number))
    finally:
        for each in running.values():
            each.close()


def _cpu(application: InProcess, page: Page, number: int) -> list[float]:
    if page.takes_turns:
        return application.cpu_seconds(page.parts[number % len(page.parts)], 0)
    # Another page of the same application may have pushed this one out of what is kept.
    application.cpu_seconds(page.parts[0], 0)
    return application.cpu_seconds(page.parts[0], CPU_SECONDS)


def _http_rounds(pages: Sequence[Page], servers: _Servers, rounds: int) -> Rounds:
    """Requests per second, by page and round."""
    endless = {page.name: cycle([(each.bytes, each.status) for each in chain(*page.parts)]) for page in pages}

    def speed(page: Page, _number: int) -> list[float]:
        port, requests = servers.port(page.application), endless[page.name]
        if not page.takes_turns:
            # Another page of the same application may have pushed this one out of what is kept.
            for request in page.parts[0]:
                get(port, request)
        requests_per_second(port, requests, connections=CONNECTIONS, seconds=WARM_UP_SECONDS)
        return [requests_per_second(port, requests, connections=CONNECTIONS, seconds=HTTP_SECONDS)]

    return _rounds("HTTP", pages, rounds, speed)


def _rounds(label: str, pages: Sequence[Page], rounds: int, measure_one: Callable[[Page, int], list[float]]) -> Rounds:
    """Measure every page once a round, each round starting with another one. The first round is not counted."""
    found: Rounds = {page.name: [] for page in pages}
    with click.progressbar(length=(rounds + 1) * len(pages), label=label) as bar:
        for number in range(rounds + 1):
            first = number % len(pages)
            for page in (*pages[first:], *pages[:first]):
                values = measure_one(page, number)
                if number:
                    found[page.name].append(values)
                bar.update(1)
    return found


def _cpu_figures(pages: Sequence[Page], costs: Rounds) -> list[Figure]:
    means = {name: [fmean(each) * 1000 for each in rounds] for name, rounds in costs.items()}
    return [
        Figure(f"cpu, {page.name}", median(means[page.name]), "ms", _beside(means, page.name), page.target)
        for page in pages
    ]


def _search_figures(pages: Sequence[Page], costs: Rounds) -> list[Figure]:
    """Searches differ more than pages do: the middle one and the slow ones, of all queries of all rounds."""
    page = pages[-1]
    every = [cost * 1000 for cost in chain(*costs[page.name])]
    at = quantiles(every, n=20)
    return [
        Figure(f"cpu, {page.name}, p50", at[9], "ms", target=Target(SEARCH_P50_MS)),
        Figure(f"cpu, {page.name}, p95", at[18], "ms", target=Target(SEARCH_P95_MS)),
    ]


def _speed_figures(pages: Sequence[Page], speeds: Rounds) -> list[Figure]:
    plain = {name: [values[0] for values in rounds] for name, rounds in speeds.items()}
    return [
        Figure(f"http, {page.name}", median(plain[page.name]), "requests/s", _beside(plain, page.name))
        for page in pages
    ]


def _beside(rounds: Mapping[str, Sequence[float]], name: str) -> dict[str, float]:
    """How many times the hello-world and the row page of the same round."""
    return {
        other: median(mine / its for mine, its in zip(rounds[name], rounds[other], strict=True))
        for other in (HELLO, ROW)
    }
