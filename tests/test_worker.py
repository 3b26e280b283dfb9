"""The worker: nothing asked for is lost, nothing bad stops the rest, and one of them works at a time."""

import gc
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from tests.factories import make_actor, make_article, take
from tests.search.indexes import found
from wiki import outbox, worker
from wiki.articles.models import Article
from wiki.database import now, transaction
from wiki.outbox import OutboxRow
from wiki.search import indexing
from wiki.search.engine import Busy, Rebuilding
from wiki.search.generations import held
from wiki.search.models import PastQuery
from wiki.settings import Settings

PATIENCE = 20.0


class Notebook:
    """A handler that writes down what it is given, and raises what it is told to for some keys."""

    def __init__(self, **faults: Exception) -> None:
        self.faults = faults
        self.calls: list[list[str]] = []

    def __call__(self, _settings: Settings, _sessions: sessionmaker[Session], keys: Sequence[str]) -> None:
        self.calls.append(list(keys))
        for key in keys:
            if key in self.faults:
                raise self.faults[key]


def ask_for(session: Session, *keys: str, topic: str = "thing") -> None:
    with transaction(session):
        for key in keys:
            outbox.record(session, topic, key)


def rows(session: Session) -> list[OutboxRow]:
    session.rollback()
    session.expire_all()
    return outbox.take(session, 100, at=now() + timedelta(days=1))


def round_of(settings: Settings, sessions: sessionmaker[Session], handler: worker.Handler) -> int:
    return worker.work_off(settings, sessions, at=now(), handlers={"thing": handler})


def test_many_rows_about_one_thing_are_one_piece_of_work(
    settings: Settings, session: Session, sessions: sessionmaker[Session]
) -> None:
    ask_for(session, "a", "b", "a", "a")
    notebook = Notebook()

    assert round_of(settings, sessions, notebook) == 4
    assert notebook.calls == [["a", "b"]]
    assert rows(session) == []


def test_one_bad_key_is_postponed_and_the_others_are_done(
    settings: Settings, session: Session, sessions: sessionmaker[Session], caplog: pytest.LogCaptureFixture
) -> None:
    ask_for(session, "a", "bad", "b", "bad")
    notebook = Notebook(bad=ValueError("geheime tekst"))

    assert round_of(settings, sessions, notebook) == 4

    assert notebook.calls == [["a", "bad", "b"], ["a"], ["bad"], ["b"]]
    assert [(row.key, row.attempts) for row in rows(session)] == [("bad", 1), ("bad", 1)]
    assert "ValueError" in caplog.text
    assert "geheim" not in caplog.text
    assert round_of(settings, sessions, notebook) == 0


@pytest.mark.parametrize("reason", [Busy(), Rebuilding()])
def test_work_whose_time_has_not_come_waits_without_blame(
    settings: Settings, session: Session, sessions: sessionmaker[Session], reason: Exception
) -> None:
    ask_for(session, "a", "early")

    assert round_of(settings, sessions, Notebook(early=reason)) == 0

    assert [(row.key, row.attempts) for row in rows(session)] == [("a", 0), ("early", 0)]
    assert all(row.not_before > now() for row in rows(session))


def test_a_topic_nobody_knows_waits_and_keeps_no_other_from_it(
    settings: Settings, session: Session, sessions: sessionmaker[Session]
) -> None:
    ask_for(session, "a", topic="of a later release")
    ask_for(session, "b")

    assert round_of(settings, sessions, Notebook()) == 2
    assert [row.topic for row in rows(session)] == ["of a later release"]


def test_work_asked_for_meanwhile_is_not_forgotten(
    settings: Settings, session: Session, sessions: sessionmaker[Session]
) -> None:
    ask_for(session, "a")

    def handler(*_: object) -> None:
        ask_for(session, "a")

    assert round_of(settings, sessions, handler) == 1
    assert [row.key for row in rows(session)] == ["a"]


def test_a_saved_article_is_found_after_a_round(
    settings: Settings, session: Session, sessions: sessionmaker[Session]
) -> None:
    author = make_actor(session)
    article = make_article(session, author=author, title="Vlaggetjes")
    engine = indexing.engine_of(settings)

    assert worker.drain(settings, sessions) > 0
    assert found(engine, "vlaggetje") == [article.id]

    take(session, article, "archive", author=author)
    worker.drain(settings, sessions)
    assert found(engine, "vlaggetje") == []
    assert rows(session) == []


def test_one_article_that_cannot_be_indexed_stops_no_other(
    settings: Settings, session: Session, sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = make_article(session), make_article(session)
    indexing.keep_ready(indexing.engine_of(settings), sessions)
    with transaction(session):
        session.execute(delete(OutboxRow))
    ask_for(session, str(bad.id), str(good.id), "no number", topic=indexing.INDEX)
    real = indexing.place

    def place(article: Article) -> object:
        if article.id == bad.id:
            raise ValueError
        return real(article)

    monkeypatch.setattr(indexing, "place", place)
    worker.drain(settings, sessions)

    assert {row.key for row in rows(session)} == {str(bad.id), "no number"}


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # Whoosh leaves open what it fails to read
def test_a_broken_index_is_built_again_and_nothing_is_lost(
    settings: Settings, session: Session, sessions: sessionmaker[Session]
) -> None:
    first = make_article(session)
    worker.drain(settings, sessions)
    engine = indexing.engine_of(settings)
    for toc in settings.instance.glob("search/*/*.toc"):
        toc.write_bytes(b"")
    second = make_article(session)

    worker.drain(settings, sessions)
    with transaction(session):
        for row in rows(session):
            row.not_before = now()
    worker.drain(settings, sessions)

    assert engine.versions().keys() == {first.id, second.id}
    assert rows(session) == []
    gc.collect()


def test_with_once_the_worker_stops_when_nothing_is_due(settings: Settings, session: Session) -> None:
    article = make_article(session)

    worker.run(settings, once=True)

    assert indexing.engine_of(settings).versions().keys() == {article.id}
    assert rows(session) == []


def test_with_once_nothing_is_done_beside_another_worker(settings: Settings, session: Session) -> None:
    make_article(session)
    with held(worker.lock_file(settings)):
        worker.run(settings, once=True)

    assert rows(session)


def test_a_start_mends_what_the_index_forgot(
    settings: Settings, session: Session, sessions: sessionmaker[Session]
) -> None:
    worker.run(settings, once=True)
    article = make_article(session)
    with transaction(session):
        session.execute(delete(OutboxRow))

    worker.run(settings, once=True)

    assert indexing.engine_of(settings).versions().keys() == {article.id}


def test_trouble_is_survived_and_logged_without_content(
    settings: Settings, session: Session, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    article = make_article(session)
    real, calls = worker.work_off, []

    def work_off(*args: object, **kwargs: object) -> int:
        calls.append(1)
        if len(calls) == 1:
            raise OperationalError("INSERT geheim", None, Exception("database is locked"))
        if len(calls) == 2:
            return real(*args, **kwargs)  # type: ignore[arg-type]
        os.kill(os.getpid(), signal.SIGTERM)
        return 0

    monkeypatch.setattr(worker, "work_off", work_off)
    monkeypatch.setattr(worker, "AFTER_TROUBLE_SECONDS", 0.01)
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    try:
        with caplog.at_level(logging.INFO):
            worker.run(settings)
    finally:
        signal.signal(signal.SIGTERM, before[0])
        signal.signal(signal.SIGINT, before[1])

    assert indexing.engine_of(settings).versions().keys() == {article.id}
    assert "OperationalError" in caplog.text
    assert "geheim" not in caplog.text


def test_with_once_trouble_is_for_the_caller(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> int:
        raise BlockingIOError

    monkeypatch.setattr(worker, "work_off", fail)
    with pytest.raises(BlockingIOError):
        worker.run(settings, once=True)


def test_what_people_wait_for_comes_first(
    settings: Settings, session: Session, sessions: sessionmaker[Session]
) -> None:
    for topic in ("later", "unknown", "first"):
        ask_for(session, "1", topic=topic)
    done: list[str] = []

    def handler(topic: str) -> worker.Handler:
        return lambda _settings, _sessions, _keys: done.append(topic)

    worker.work_off(settings, sessions, at=now(), handlers={topic: handler(topic) for topic in ("first", "later")})

    assert done == ["first", "later"]


def test_what_can_wait_is_done_bit_by_bit_between_what_cannot(
    settings: Settings, session: Session, sessions: sessionmaker[Session]
) -> None:
    for number in range(3):
        ask_for(session, str(number), topic="later")
        ask_for(session, str(number), topic="first")
    first, later = Notebook(), Notebook(**{"0": ValueError()})
    ways = {"first": first, "later": later}

    rounds = [worker.work_off(settings, sessions, at=now(), handlers=ways) for _ in range(4)]

    assert rounds == [4, 1, 1, 0]
    assert first.calls == [["0", "1", "2"]]
    assert later.calls == [["0"], ["1"], ["2"]]


def test_urgent_rows_are_taken_before_a_long_line_of_others(
    settings: Settings, session: Session, sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "AT_A_TIME", 2)
    ask_for(session, "a", "b", "c", topic="later")
    ask_for(session, "new", topic="first")
    first = Notebook()

    worker.work_off(settings, sessions, at=now(), handlers={"first": first, "later": Notebook()})

    assert first.calls == [["new"]]


# --- real processes ---

SLOW = """
import time, pathlib
from wiki.search.whoosh_engine import writing
real = writing.fields_of
def slow(*given):
    pathlib.Path({sign!r}).touch()
    time.sleep(60)
    return real(*given)
writing.fields_of = slow
"""
RUN = "from wiki import worker; from wiki.settings import load; worker.run(load())"


@pytest.fixture
def start(settings: Settings) -> Iterator[Callable[..., "subprocess.Popen[bytes]"]]:
    """Start a worker in a process of its own; those still alive at the end are killed."""
    started: list[subprocess.Popen[bytes]] = []
    environment = os.environ | {
        "WIKI_INSTANCE_PATH": str(settings.instance),
        "WIKI_DATABASE_URL": settings.database,
        "WIKI_MODE": "test",
        "WIKI_SECRET_KEY": settings.secret_key,
    }

    def begin(first: str = "") -> subprocess.Popen[bytes]:
        root = Path(__file__).parents[1]
        process = subprocess.Popen([sys.executable, "-c", first + "\n" + RUN], env=environment, cwd=root)
        started.append(process)
        return process

    yield begin
    for process in started:
        process.kill()
        process.wait()


def until(holds: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def indexed(settings: Settings) -> set[int]:
    try:
        return set(indexing.engine_of(settings).versions())
    except Rebuilding:
        return set()


def test_a_killed_worker_loses_nothing_and_the_next_one_finishes(
    settings: Settings,
    session: Session,
    sessions: sessionmaker[Session],
    start: Callable[..., "subprocess.Popen[bytes]"],
    tmp_path: Path,
) -> None:
    worker.drain(settings, sessions)
    articles = {make_article(session).id for _ in range(3)}
    first = start(SLOW.format(sign=str(tmp_path / "at work")))
    until((tmp_path / "at work").exists)

    first.send_signal(signal.SIGKILL)
    first.wait()
    assert indexed(settings) == set()
    start()

    until(lambda: indexed(settings) == articles)
    until(lambda: rows(session) == [])


def test_a_second_worker_waits_and_takes_over(
    settings: Settings, session: Session, start: Callable[..., "subprocess.Popen[bytes]"]
) -> None:
    first = start()
    until(lambda: indexing.engine_of(settings).is_ready())
    second = start()

    article = make_article(session)
    until(lambda: indexed(settings) == {article.id})
    first.send_signal(signal.SIGKILL)
    first.wait()
    other = make_article(session)
    until(lambda: indexed(settings) == {article.id, other.id})

    second.send_signal(signal.SIGTERM)
    assert second.wait(PATIENCE) == 0


def test_a_saved_article_is_found_within_a_second(
    settings: Settings, session: Session, start: Callable[..., "subprocess.Popen[bytes]"]
) -> None:
    start()
    until(lambda: indexing.engine_of(settings).is_ready())
    until(lambda: rows(session) == [])
    article = make_article(session)

    saved = time.monotonic()
    until(lambda: indexed(settings) == {article.id})

    # Two seconds leave room for a busy machine; the worker itself looks ten times a second.
    assert time.monotonic() - saved < 2


def test_old_searches_are_forgotten_where_nobody_searches_any_more(
    settings: Settings, session: Session, start: Callable[..., "subprocess.Popen[bytes]"]
) -> None:
    today = now().date()
    with transaction(session):
        for days in (10, 100):
            session.add(PastQuery(text="rook bij de deur", day=today - timedelta(days=days), count=1))
    start()

    def kept() -> list[date]:
        session.rollback()
        return list(session.scalars(select(PastQuery.day)))

    until(lambda: kept() == [today - timedelta(days=10)])
