"""Work that a write asks for waits until it is done, and one bad row never stops the others."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from wiki import outbox
from wiki.database import now, transaction
from wiki.outbox import OutboxRow

pytestmark = pytest.mark.both_engines


@pytest.fixture
def rows(session, engine_name):
    with transaction(session):
        for key in ("a", "b", "c"):
            outbox.record(session, "article.changed", key)
    return session.scalars(select(OutboxRow).order_by(OutboxRow.id)).all()


def soon():
    return now() + timedelta(seconds=1)


def keys(session, at):
    return [row.key for row in outbox.take(session, 10, at=at)]


def test_the_oldest_work_comes_first(session, rows):
    assert keys(session, soon()) == ["a", "b", "c"]
    assert [row.key for row in outbox.take(session, 2, at=soon())] == ["a", "b"]


def test_taking_work_does_not_lose_it(session, rows):
    keys(session, soon())

    assert outbox.waiting(session) == 3


def test_done_work_is_forgotten(session, rows):
    with transaction(session):
        outbox.done(session, [rows[0].id, rows[2].id])

    assert keys(session, soon()) == ["b"]


def test_work_that_failed_comes_back_later_and_later(session, rows):
    at, waits = now(), []
    for _ in range(12):
        with transaction(session):
            outbox.postpone(session, [rows[0].id], at=at)
        waits.append((rows[0].not_before - at).total_seconds())

    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300, 300]
    assert keys(session, soon()) == ["b", "c"]
    assert keys(session, at + timedelta(minutes=5)) == ["a", "b", "c"]


def test_lag_is_the_age_of_the_oldest_work(session, rows):
    assert outbox.lag(session, at=rows[0].at + timedelta(minutes=3)) == timedelta(minutes=3)


def test_a_clock_that_went_back_makes_no_negative_lag(session, rows):
    assert outbox.lag(session, at=rows[0].at - timedelta(minutes=3)) == timedelta(0)


def test_without_work_there_is_no_lag(session, engine_name):
    assert outbox.lag(session, at=now()) == timedelta(0)
    assert outbox.waiting(session) == 0
