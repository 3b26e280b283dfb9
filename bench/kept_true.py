"""How soon what four people save is found by the others, and what those who only search notice of it.

A copy of the wiki of invented articles with what `wiki run` has: a worker beside it, and a reader whose engine follows
the index as that of a web process does. Each writer is a process that changes one article after another through the
services that the pages use, and waits each time until the reader has found the word that it put there: faster than
people write, and never without work under way.
"""

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from itertools import cycle
from multiprocessing.connection import Connection, wait
from pathlib import Path
from subprocess import Popen
from time import monotonic, sleep
from typing import NamedTuple

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bench import documents, ours, wikis
from bench.figures import Figure, Target
from bench.rebuilding import waited
from bench.rivals import Ask
from wiki import serving
from wiki.accounts.policy import Actor, Grant, Role
from wiki.accounts.services import administration
from wiki.articles import services
from wiki.articles.models import Article, AuthorSeal
from wiki.articles.rendering import Renders, prepare
from wiki.database import make_engine, make_sessions, now, transaction
from wiki.errors import Invalid
from wiki.markup import Renderer
from wiki.search import finding, grammar
from wiki.search.finding import Wanted
from wiki.search.matching import Index
from wiki.search.whoosh_engine import WhooshEngine
from wiki.settings import Settings

WRITERS = 4
SECONDS = 20.0
YEAR = timedelta(days=365)
BETWEEN_QUESTIONS = 0.01
MODERATOR = "moderator@bench.example"
FOUND = {"p95": Target(1000)}
ANSWERED = {"max": Target(200)}


class People(NamedTuple):
    author: Actor
    moderator: Actor


@dataclass(frozen=True, slots=True)
class Saved:
    """A word that an article has since a moment of the machine's steady clock, the same for every process."""

    word: str
    at: float


def measure(total: int, word_list: Path) -> list[Figure]:
    """Write to a copy of the wiki, and ask it meanwhile. Raises NoWords."""
    wiki = wikis.invented(total, word_list)
    with wikis.copied(wiki, "written") as found:
        _look_after(found)
        with _worker(found):
            lags, waits = _written_and_asked(found, wiki.slugs, documents.queries(word_list))
        segments = WhooshEngine(found.instance / "search").read(lambda index: len(index.segments))
    name = f"{total} articles, {WRITERS} writers"
    return [
        *waited(f"{name}, saved → findable", lags, FOUND),
        Figure(f"{name}, saved", len(lags) / SECONDS, "articles/s"),
        Figure(f"{name}, segments at the end", segments, ""),
        *waited(f"{name}, answer meanwhile", waits, ANSWERED),
    ]


def _look_after(found: Settings) -> None:
    """Let every article hold for a year from now: the invented ones are all past their date, and a worker that marks
    ten thousand of them has its hands full on that day alone."""
    engine = make_engine(found.database)
    with make_sessions(engine)() as session, transaction(session):
        session.execute(update(Article).values(verified_until=now().date() + YEAR))
    engine.dispose()


@contextmanager
def _worker(found: Settings) -> Iterator[None]:
    """As `wiki run` starts it. It compares index and database first; the writers come after that."""
    environment = os.environ | {"WIKI_INSTANCE_PATH": str(found.instance), "WIKI_LOG_LEVEL": "ERROR"}
    process = Popen(serving.worker_command(), env=environment)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def _people(found: Settings) -> People:
    """The account that every invented article is by, and a moderator: nobody publishes what is their own."""
    engine = make_engine(found.database)
    moderator = frozenset({Grant(Role.MODERATOR)})
    with make_sessions(engine)() as session:
        author = session.scalar(select(AuthorSeal.account_id).limit(1))
        with transaction(session):
            account = administration.create(
                session, email=MODERATOR, display_name="Moderator", password_hash="", grants=moderator, at=now()
            )
    engine.dispose()
    return People(
        Actor(id=author, display_name="Author", grants=frozenset({Grant(Role.AUTHOR)})),
        Actor(id=account.id, display_name="Moderator", grants=moderator),
    )


def _written_and_asked(
    found: Settings, slugs: Sequence[str], queries: Sequence[str]
) -> tuple[list[float], list[float]]:
    """Seconds from each save to its being found, and those that each answer took meanwhile."""
    context = multiprocessing.get_context("spawn")
    reader, theirs = context.Pipe()
    lines, ends = zip(*(context.Pipe() for _ in range(WRITERS)), strict=True)
    people = _people(found)
    arguments = ((end, found, people, slugs[number::WRITERS], number) for number, end in enumerate(ends))
    processes = [context.Process(target=_read, args=(theirs, lines, found.instance, queries), daemon=True)]
    # A writer starts a process that renders, which a daemon may not; it ends when the reader does.
    processes += [context.Process(target=_write, args=each) for each in arguments]
    for process in processes:
        process.start()
    for each in (*lines, *ends):
        each.close()
    lags, waits = reader.recv()
    for process in processes:
        process.join()
        if process.exitcode:
            raise RuntimeError("a writer or the reader failed")
    return lags, waits


def _write(line: Connection, found: Settings, people: People, slugs: Sequence[str], number: int) -> None:
    """What a writer does, in a process of its own, from the word of the reader on."""
    made = make_sessions(make_engine(found.database))
    with Renderer() as renderer, suppress(EOFError, BrokenPipeError):
        line.recv()
        deadline = monotonic() + SECONDS
        for turn, slug in enumerate(slugs):
            if monotonic() > deadline:
                break
            word = f"zoekmij{number}x{turn}"
            try:
                with made() as session:
                    _save(session, renderer, people, slug, word)
            except Invalid:
                # Some invented articles are too short to fill every section that their type needs.
                continue
            line.send(Saved(word, monotonic()))
            line.recv()
    line.close()


def _save(session: Session, renderer: Renders, people: People, slug: str, word: str) -> None:
    """Change an article and give the change to readers, in one transaction: a moderator who is at it at once."""
    article = session.scalars(select(Article).where(Article.slug == slug)).one()
    head, kind, language = article.head, article.type, article.language
    prepared = prepare(session, renderer, kind=kind, language=language, text=f"{head.text}\n\nZie ook {word}.")
    domains, blocks = tuple(head.domains), tuple(head.blocks)
    content = services.Content(title=head.title, domains=domains, blocks=blocks, tags=tuple(head.tags))
    author, moderator = ({"actor": actor, "at": now(), "slug": slug} for actor in people)
    with transaction(session):
        number = services.save(session, **author, based_on=head.number, content=content, prepared=prepared).number
        services.submit(session, **author, based_on=number)
        services.publish(session, **moderator, based_on=number, domains=domains, blocks=blocks)


def _read(result: Connection, writers: Sequence[Connection], instance: Path, queries: Sequence[str]) -> None:
    """What the reader does: ask an ordinary query, then look for what was saved lately, over and over."""
    engine = ours.following(instance / "search")
    ask = ours.ways(engine)[ours.COMPLETE]
    for query in queries:
        ask(query)
    for writer in writers:
        writer.send(None)
    lags: list[float] = []
    waits: list[float] = []
    looked_for: dict[Connection, Saved] = {}
    writing, asked = list(writers), cycle(queries)
    while writing:
        waits.append(_seconds(ask, next(asked)))
        _take_in(writing, looked_for)
        for writer, saved in engine.read(lambda index: _found(index, looked_for)):
            lags.append(monotonic() - saved.at)
            del looked_for[writer]
            writer.send(None)
        sleep(BETWEEN_QUESTIONS)
    result.send((lags, waits))


def _seconds(ask: Ask, query: str) -> float:
    started = monotonic()
    ask(query)
    return monotonic() - started


def _take_in(writing: list[Connection], looked_for: dict[Connection, Saved]) -> None:
    """What the writers have to say by now; one that has ended is no longer listened to."""
    for writer in wait(writing, timeout=0):
        try:
            looked_for[writer] = writer.recv()
        except EOFError:
            writing.remove(writer)


def _found(index: Index, looked_for: dict[Connection, Saved]) -> list[tuple[Connection, Saved]]:
    return [
        (writer, saved)
        for writer, saved in looked_for.items()
        if finding.find(index, Wanted(grammar.parse(saved.word), 1, literal=True)).total
    ]
