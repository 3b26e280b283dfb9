"""One transaction is all or nothing, moments are UTC, and SQLite keeps the project's rules."""

from contextlib import suppress
from datetime import datetime, timedelta, timezone
from itertools import count
from threading import Event, Thread

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, StatementError

from wiki.articles.models import ArticleDomain
from wiki.audit import AuditLine
from wiki.database import compact, make_engine, refresh_statistics, transaction
from wiki.outbox import OutboxRow
from wiki.search.models import Headword

NOON = datetime(2026, 6, 1, 12, tzinfo=timezone(timedelta(hours=2)))

NUMBERS = count(1)


def line(at=NOON):
    return AuditLine(
        number=next(NUMBERS), hash="x", at=at, action="tested", subject="test", actor_role="author", detail={}
    )


def count(session):
    session.rollback()
    return session.scalar(text("SELECT count(*) FROM audit_line"))


@pytest.mark.both_engines
def test_what_is_done_in_a_transaction_is_there_afterwards(session, sessions, engine_name):
    with transaction(session):
        session.add(line())

    with sessions() as other:
        assert count(other) == 1


@pytest.mark.both_engines
def test_what_goes_wrong_leaves_nothing(session, engine_name):
    with suppress(ZeroDivisionError), transaction(session):
        session.add(line())
        session.flush()
        raise ZeroDivisionError

    assert count(session) == 0


@pytest.mark.both_engines
def test_a_session_goes_on_after_a_failure(session, engine_name):
    with pytest.raises(IntegrityError), transaction(session):
        session.add(ArticleDomain(article_id=404, domain="fire"))

    with transaction(session):
        session.add(line())
    assert count(session) == 1


@pytest.mark.both_engines
def test_a_transaction_sees_what_others_wrote_since_the_last_read(session, sessions, engine_name):
    count(session)
    with sessions() as other, transaction(other):
        other.add(line())

    with transaction(session):
        assert session.scalar(text("SELECT count(*) FROM audit_line")) == 1


@pytest.mark.both_engines
def test_a_moment_comes_back_in_utc(session, sessions, engine_name):
    with transaction(session):
        session.add(line())
    with sessions() as other:
        if engine_name == "postgresql":
            other.execute(text("SET TIME ZONE 'Europe/Amsterdam'"))
        kept = other.get(AuditLine, 1).at

    assert (kept, kept.utcoffset(), kept.hour) == (NOON, timedelta(0), 10)


def test_a_moment_without_a_zone_is_refused(session):
    with pytest.raises(StatementError, match="without a time zone"), transaction(session):
        session.add(line(at=datetime(2026, 6, 1)))  # noqa: DTZ001


def test_no_moment_is_none(session):
    row = OutboxRow(topic="t", key="k", at=NOON, not_before=None)

    with pytest.raises(IntegrityError), transaction(session):
        session.add(row)


def test_two_writers_wait_for_each_other(session, sessions):
    began, done = Event(), []

    def second():
        began.wait()
        with sessions() as own, transaction(own):
            own.add(line())
            done.append("second")

    thread = Thread(target=second)
    thread.start()
    with transaction(session):
        began.set()
        thread.join(0.2)
        session.add(line())
        done.append("first")
    thread.join()

    assert (done, count(session)) == (["first", "second"], 2)


@pytest.mark.usefixtures("patient_sqlite")
@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 10_000)]
)
def test_sqlite_keeps_the_rules_of_the_project(session, pragma, value):
    assert session.scalar(text(f"PRAGMA {pragma}")) == value


def test_a_savepoint_does_not_leak(session):
    with transaction(session):
        with suppress(ZeroDivisionError), session.begin_nested():
            session.add(line())
            session.flush()
            raise ZeroDivisionError
        session.add(line())

    assert count(session) == 1


def test_the_folder_of_a_new_database_is_made(tmp_path):
    engine = make_engine(f"sqlite:///{tmp_path / 'deep' / 'er' / 'wiki.db'}")

    engine.connect().close()
    engine.dispose()

    assert (tmp_path / "deep" / "er" / "wiki.db").is_file()


def test_a_database_in_memory_needs_no_folder():
    engine = make_engine("sqlite:///:memory:")

    with engine.connect() as connection:
        assert connection.scalar(text("SELECT 1")) == 1
    engine.dispose()


@pytest.mark.both_engines
def test_a_look_at_the_tables_keeps_the_planner_from_going_through_all_of_one(session, engine_name):
    with transaction(session):
        for word in range(500):
            session.add(Headword(word=str(word), forms=[], kind="synonym", domain="", explanation="", changed_at=NOON))
    with transaction(session):
        refresh_statistics(session)

    if engine_name == "sqlite":
        looked_at = session.execute(text("SELECT tbl, stat FROM sqlite_stat1 WHERE tbl = 'headword'")).all()
        assert looked_at
    assert session.scalar(text("SELECT count(*) FROM headword")) == 500


@pytest.mark.both_engines
def test_a_compact_database_holds_the_same(session, engine_name):
    with transaction(session):
        session.add(line())

    assert compact(session.get_bind(), ("audit_line",))
    assert count(session) == 1


def test_nothing_that_was_deleted_is_left_in_a_compact_database(session, tmp_path):
    with transaction(session):
        session.add(Headword(word="zwaluwstaart", kind="term", forms=[], changed_at=NOON))
    with transaction(session):
        session.query(Headword).delete()
    engine = session.get_bind()
    assert any(b"zwaluwstaart" in path.read_bytes() for path in tmp_path.glob("wiki.db*"))

    assert compact(engine, ())

    assert not any(b"zwaluwstaart" in path.read_bytes() for path in tmp_path.glob("wiki.db*"))


@pytest.mark.both_engines
def test_a_database_that_somebody_reads_is_not_compact_yet(session, sessions, monkeypatch, engine_name):
    monkeypatch.setattr("wiki.database.BUSY_TIMEOUT_MS", 10)
    monkeypatch.setattr("wiki.database.LOCK_TIMEOUT_MS", 10)
    engine = make_engine(session.get_bind().url.render_as_string(hide_password=False))
    with sessions() as reading:
        reading.execute(text("SELECT 1 FROM audit_line"))
        with transaction(session):
            session.add(line())

        assert not compact(engine, ("audit_line",))
    assert compact(engine, ("audit_line",))
    engine.dispose()
