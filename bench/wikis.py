"""The wikis that are measured: the demonstration, and one of invented articles.

The demonstration is loaded through the services. Of the other one only the rendering is done as saving does it; its
rows are put in together (`bulk`), because ten thousand publications one by one say nothing about reading. Both stay
in `bench/out` until the code that made them changes.
"""

import hashlib
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import click
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from bench import bulk
from wiki import migrations, settings, worker
from wiki.accounts.policy import Actor, Grant, Role
from wiki.accounts.queries import Lifetimes, by_email
from wiki.accounts.services import administration, sessions
from wiki.articles.models import Article
from wiki.database import make_engine, make_sessions, now, refresh_statistics, transaction
from wiki.demo.content import articles as demo_articles
from wiki.demo.loading import load, load_words
from wiki.markup import Renderer
from wiki.search import indexing
from wiki.settings import Settings

BENCH = Path(__file__).parent
OUT = BENCH / "out"
HOST = "bench.example"
READER = "reader@bench.example"
# A database is made again when one of these changes, an index also when search does.
MAKES_ROWS = (
    "wiki/database.py wiki/accounts/models.py wiki/articles/models.py wiki/articles/rendering.py "
    "wiki/articles/sections.py wiki/markup wiki/migrations wiki/taxonomy"
).split()
MAKES_DEMONSTRATION = ["wiki/articles/services", "wiki/demo"]
MAKES_INVENTED = ["bench/corpus.py", "bench/bulk.py"]
MAKES_INDEX = ["wiki/search"]

Fill = Callable[[sessionmaker[Session]], None]


@dataclass(frozen=True, slots=True)
class Wiki:
    """An instance with a database, an index, and a reader who is signed in with this token."""

    name: str
    settings: Settings
    token: str
    slugs: tuple[str, ...]


def demonstration() -> Wiki:
    """The 62 articles of the demonstration."""
    return _wiki("62", key_of("", MAKES_ROWS + MAKES_DEMONSTRATION), _load_demonstration)


def invented(total: int, word_list: Path) -> Wiki:
    """So many articles of the corpus. Raises NoWords."""
    words = hashlib.sha256(word_list.read_bytes()).hexdigest() if word_list.is_file() else str(word_list)

    def fill(made: sessionmaker[Session]) -> None:
        with made() as session:
            author = _account(session, "author@bench.example", Role.AUTHOR)
            bulk.fill(session, total=total, word_list=word_list, account_id=author.id or 0)
            load_words(session, at=now())

    return _wiki(str(total), key_of(words, MAKES_ROWS + MAKES_INVENTED), fill)


def _wiki(name: str, rows: str, fill: Fill) -> Wiki:
    folder = OUT / f"wiki-{name}"
    if not is_noted(folder / "rows.key", rows):
        shutil.rmtree(folder, ignore_errors=True)
        _write_settings(folder)
        with timed(f"wiki of {name} articles"):
            _make_rows(_loaded(folder), fill)
        (folder / "rows.key").write_text(rows, encoding="ascii")
    index = key_of(rows, MAKES_INDEX)
    if not is_noted(folder / "index.key", index):
        shutil.rmtree(folder / "search", ignore_errors=True)
        with timed(f"index of {name} articles"):
            _make_index(_loaded(folder))
        (folder / "index.key").write_text(index, encoding="ascii")
    return _opened(name, _loaded(folder))


@contextmanager
def copied(wiki: Wiki, name: str) -> Iterator[Settings]:
    """A copy of it under this name that may be written to; gone afterwards."""
    folder = OUT / name
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(wiki.settings.instance, folder)
    try:
        yield settings.load({}, instance=folder)
    finally:
        shutil.rmtree(folder)


def key_of(ingredients: str, names: Iterable[str]) -> str:
    """What changes with the ingredients and with any of these files or folders of the project."""
    digest = hashlib.sha256(ingredients.encode())
    for name in names:
        path = BENCH.parent / name
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and file.suffix != ".pyc":
                digest.update(f"{file.name} {hashlib.sha256(file.read_bytes()).hexdigest()}".encode())
    return digest.hexdigest()


def is_noted(note: Path, key: str) -> bool:
    return note.is_file() and note.read_text(encoding="ascii") == key


@contextmanager
def timed(what: str) -> Iterator[None]:
    started = perf_counter()
    yield
    click.echo(f"Made the {what} in {perf_counter() - started:.0f} s.")


def _write_settings(folder: Path) -> None:
    """Those of production, so that what people get is what is measured."""
    folder.mkdir(parents=True)
    (folder / "settings.toml").write_text(
        f'mode = "production"\nsecret_key = "{secrets.token_urlsafe(48)}"\ntrusted_hosts = ["{HOST}"]\n',
        encoding="utf-8",
    )


def _loaded(folder: Path) -> Settings:
    return settings.load({}, instance=folder)


def _make_rows(found: Settings, fill: Fill) -> None:
    engine = make_engine(found.database)
    migrations.upgrade(engine)
    made = make_sessions(engine)
    fill(made)
    with made() as session, transaction(session):
        refresh_statistics(session)  # as the worker does once a day
    engine.dispose()


def _load_demonstration(made: sessionmaker[Session]) -> None:
    with made() as session, Renderer() as renderer:
        author = _account(session, "author@bench.example", Role.AUTHOR)
        moderator = _account(session, "moderator@bench.example", Role.MODERATOR)
        missing = load(session, renderer, author=author, moderator=moderator, today=now())
        with click.progressbar(missing, length=len(demo_articles()), label="Articles", show_pos=True) as bar:
            for _slug in bar:
                pass
        load_words(session, at=now())


def _make_index(found: Settings) -> None:
    engine = make_engine(found.database)
    made = make_sessions(engine)
    with click.progressbar(length=indexing.count(made), label="Index", show_pos=True) as bar:
        indexing.rebuild(indexing.engine_of(found), made, progress=bar.update)
    worker.drain(found, made)
    engine.dispose()


def _opened(name: str, found: Settings) -> Wiki:
    """With a new session of the reader: one of an earlier run may have become too old."""
    engine = make_engine(found.database)
    lifetimes = Lifetimes(found.session_idle, found.session_absolute)
    with make_sessions(engine)() as session:
        reader = by_email(session, READER)
        account_id = reader.id if reader else _account(session, READER, Role.READER).id
        with transaction(session):
            token = sessions.begin(session, account_id or 0, at=now(), lifetimes=lifetimes)
        slugs = tuple(session.scalars(select(Article.slug).order_by(Article.id)))
    engine.dispose()
    assert token is not None
    return Wiki(name, found, token, slugs)


def _account(session: Session, email: str, role: Role) -> Actor:
    """An account that nobody has a password of."""
    grant, name = Grant(role), role.value.capitalize()
    with transaction(session):
        account = administration.create(
            session, email=email, display_name=name, password_hash="", grants=[grant], at=now()
        )
    return Actor(id=account.id, display_name=name, grants=frozenset({grant}))
