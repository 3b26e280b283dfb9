"""`python -m bench.saving`: what saving costs over HTTP, alone and when twenty people save one article at once.

A copy of the demonstration behind gunicorn as `wiki run` starts it. Each client opens the writing page, adds a line of
its own to one section, and sends the whole form, as a browser does; a save counts as acknowledged when the answer leads
on. In the end every acknowledged line is looked for in the history and in the newest text. Beside it, in the same run,
the least that a save can be: one row into the same kind of database.
"""

import html
import re
import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from urllib.parse import urlencode

import click
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from bench import figures, kept_true, wikis
from bench.applications import Application, serving
from bench.corpus import WORD_LIST, NoWords
from bench.figures import Figure, Target
from wiki.accounts.identity import COOKIE_WITH_TLS
from wiki.accounts.policy import Actor, Grant, Role
from wiki.accounts.queries import Lifetimes
from wiki.accounts.services import administration, sessions
from wiki.articles import sections, services
from wiki.articles.models import Article, AuthorSeal, Authorship, Revision
from wiki.articles.rendering import prepare
from wiki.articles.services.byline import Byline
from wiki.database import make_engine, make_sessions, now, transaction
from wiki.markup import Renderer
from wiki.settings import Settings
from wiki.taxonomy.data import TYPES

CLIENTS = 20
SAVES = 500
ALONE = 100
WORKERS = 2
WIKI_OF = 10_000
SECTION = "section-cue"
RAW = "raw insert"
_HIDDEN = re.compile(r'<input[^>]*name="(csrf_token|base|desk)"[^>]*value="([^"]*)"')
_AREA = re.compile(r'<textarea[^>]*name="([^"]+)"[^>]*>\r?\n?(.*?)</textarea>', re.DOTALL)


@dataclass
class Client:
    """A browser with one connection, signed in."""

    port: int
    slug: str
    cookies: dict[str, str]
    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    acknowledged: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._connection = HTTPConnection("127.0.0.1", self.port, timeout=60)

    def add(self, place: int, line: str) -> None:
        """Open the page, put a line behind the paragraph at this place, and save."""
        page = self._ask("GET")[1]
        values = dict(_HIDDEN.findall(page)) | {name: html.unescape(value) for name, value in _AREA.findall(page)}
        lines = values[SECTION].split("\n")
        lines.insert(lines.index(f"Plek {place}.") + 1, line)
        values |= {SECTION: "\n".join(lines), "title": "Samen schrijven", "domains": "fire", "action": "save"}
        values |= {"byline_kind": "role_name", "role_name": "Duiker", "language": "nl", "audience": "members"}
        started = perf_counter()
        status, _body = self._ask("POST", urlencode(values))
        self.seconds.append(perf_counter() - started)
        self.statuses[status] += 1
        if status == 303:
            self.acknowledged.append(line)

    def _ask(self, method: str, body: str | None = None) -> tuple[int, str]:
        headers = {"Host": wikis.HOST, "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": f"https://{wikis.HOST}/"}
        self._connection.request(method, f"/a/{self.slug}/edit", body, headers)
        answer = self._connection.getresponse()
        for given in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = given.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.read().decode()


@click.command()
@click.option("--saves", default=SAVES, show_default=True, help="How often one article is saved by all together.")
@click.option("--clients", default=CLIENTS, show_default=True, help="How many save it at once.")
@click.option("--findable/--no-findable", default=True, help="Also how soon what is saved is found (20 s).")
@click.option("--out", type=click.Path(path_type=Path), envvar="OUT", help="Also write a JSON line for each figure.")
def main(*, saves: int, clients: int, findable: bool, out: Path | None) -> None:
    """Save alone, save together, and look whether every line is there."""
    wiki = wikis.demonstration()
    with wikis.copied(wiki, "saved") as found:
        raw = _raw_inserts(found)
        environment = {"WIKI_INSTANCE_PATH": str(found.instance), "WIKI_WRITE_LIMIT": "100000 per minute"}
        with serving(Application("wiki", "wiki.app:for_gunicorn()", environment), workers=WORKERS) as server:
            shown = [*_alone(found, server.port, raw), *_together(found, server.port, clients, saves, raw)]
    try:
        shown += kept_true.measure(WIKI_OF, WORD_LIST) if findable else []
    except NoWords as error:
        sys.exit(f"bench: {error}")
    figures.report([Figure(f"{RAW}, p50", 1000 * median(raw), "ms"), *shown], out)


def _alone(found: Settings, port: int, raw: Sequence[float]) -> list[Figure]:
    client = _clients(found, port, "alleen", 1)[0]
    for number in range(ALONE):
        client.add(number % CLIENTS, f"Regel {number}.")
    return _latency("one client", client.seconds, raw, {"p50": Target(42)})


def _together(found: Settings, port: int, many: int, saves: int, raw: Sequence[float]) -> list[Figure]:
    clients = _clients(found, port, "samen", many)
    started = perf_counter()

    def work(number: int) -> None:
        for turn in range(saves // many):
            clients[number].add(number % CLIENTS, f"Regel {turn} van {number}.")

    with ThreadPoolExecutor(many) as pool:
        list(pool.map(work, range(many)))
    elapsed = perf_counter() - started
    statuses = sum((client.statuses for client in clients), Counter[int]())
    lines = [line for client in clients for line in client.acknowledged]
    in_history, in_newest = _kept(found, "samen")
    name = f"{many} clients, one article"
    return [
        *_latency(name, [each for client in clients for each in client.seconds], raw, {}),
        Figure(f"{name}, saves", sum(statuses.values()) / elapsed, "per s"),
        Figure(f"{name}, acknowledged of {saves}", len(lines), ""),
        Figure(f"{name}, left to a person (409)", statuses[409], ""),
        Figure(f"{name}, errors (5xx)", sum(statuses[each] for each in statuses if each >= 500), "", target=Target(0)),
        Figure(f"{name}, acknowledged and not in the history", sum(line not in in_history for line in lines), "",
               target=Target(0)),
        Figure(f"{name}, acknowledged and not in the newest text", sum(line not in in_newest for line in lines), "",
               target=Target(0)),
    ]  # fmt: skip


def _latency(name: str, seconds: Sequence[float], raw: Sequence[float], targets: dict[str, Target]) -> list[Figure]:
    at, least = quantiles(seconds, n=20), median(raw)
    return [
        Figure(f"{name}, save, {key}", 1000 * value, "ms", {RAW: value / least}, targets.get(key))
        for key, value in (("p50", at[9]), ("p95", at[18]))
    ]


def _kept(found: Settings, slug: str) -> tuple[set[str], set[str]]:
    """The lines of all revisions, and those of the newest."""
    engine = make_engine(found.database)
    with make_sessions(engine)() as session:
        query = select(Revision.text).join(Article, Article.id == Revision.article_id).where(Article.slug == slug)
        texts = session.scalars(query.order_by(Revision.number)).all()
    engine.dispose()
    return {line for each in texts for line in each.split("\n")}, {*texts[-1].split("\n")}


def _raw_inserts(found: Settings) -> list[float]:
    """What one row with a text takes, each in a transaction of its own, with the same pragmas."""
    engine = make_engine(found.database)
    seconds = []
    with make_sessions(engine)() as session:
        with transaction(session):
            session.execute(text("CREATE TABLE bench_row (id INTEGER PRIMARY KEY, text TEXT)"))
        for _ in range(200):
            started = perf_counter()
            with transaction(session):
                session.execute(text("INSERT INTO bench_row (text) VALUES (:text)"), {"text": "x" * 4000})
            seconds.append(perf_counter() - started)
    engine.dispose()
    return seconds


def _clients(found: Settings, port: int, slug: str, many: int) -> list[Client]:
    """Clients of as many authors of one draft, signed in."""
    engine = make_engine(found.database)
    lifetimes = Lifetimes(found.session_idle, found.session_absolute)
    with make_sessions(engine)() as session:
        authors = [_author(session, f"{slug}-{number}@bench.example") for number in range(many)]
        article = _begin(session, authors[0], slug)
        with transaction(session):
            tokens = [sessions.begin(session, author.id or 0, at=now(), lifetimes=lifetimes) for author in authors]
            for author in authors[1:]:
                own = Authorship(article_id=article.id, kind="role_name", shown="Duiker", is_author=True)
                session.add(own)
                session.flush()
                session.add(AuthorSeal(authorship_id=own.id, account_id=author.id))
    engine.dispose()
    return [Client(port, slug, {COOKIE_WITH_TLS: token or ""}) for token in tokens]


def _author(session: Session, email: str) -> Actor:
    grants = frozenset({Grant(Role.AUTHOR)})
    with transaction(session):
        account = administration.create(
            session, email=email, display_name="Author", password_hash="", grants=grants, at=now()
        )
    return Actor(id=account.id, display_name="Author", grants=grants)


def _begin(session: Session, author: Actor, slug: str) -> Article:
    kind = TYPES["practice-tip"]
    places = "\n\n".join(f"Plek {place}." for place in range(CLIENTS))
    values = {each.key: f"Tekst over {each.key}." for each in kind.sections} | {
        SECTION.removeprefix("section-"): places
    }
    written = sections.compose(kind, "nl", sections.Parts(values))
    with Renderer() as renderer:
        prepared = prepare(session, renderer, kind=kind.slug, language="nl", text=written)
    with transaction(session):
        return services.start(
            session, actor=author, at=now(), kind=kind.slug, language="nl", audience="members",
            content=services.Content(title="Samen schrijven", domains=("fire",)), prepared=prepared,
            byline=Byline(kind="role_name", shown="Duiker"), slug=slug,
        )  # fmt: skip


if __name__ == "__main__":
    main()
