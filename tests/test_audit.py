"""A line says what happened to what, in which role, and holds no more than it was given; and the chain holds."""

import threading
from collections.abc import Callable

import click.testing
import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session, sessionmaker

from wiki import audit
from wiki.audit import FIRST, AuditHead, AuditLine
from wiki.database import now, transaction
from wiki.insight.cli import audit as command
from wiki.settings import Settings

pytestmark = pytest.mark.both_engines(by_day=False)


def write(session: Session, *subjects: str) -> None:
    with transaction(session):
        for subject in subjects:
            audit.record(session, "article.saved", subject, at=now(), role="author", revision=2)


def outcome(session: Session) -> tuple[int, str]:
    session.expire_all()
    *_, last = audit.verify(session)
    return last.lines, last.wrong


def test_a_line_says_what_happened(session: Session) -> None:
    at = now()
    with transaction(session):
        audit.record(session, "article.published", "article:7", at=at, role="moderator", account=3, revision=2)

    line = session.scalars(select(AuditLine)).one()
    assert (line.action, line.subject, line.actor_role, line.actor_id) == (
        "article.published", "article:7", "moderator", 3,
    )  # fmt: skip
    assert (line.at, line.detail) == (at, {"revision": 2})


def test_a_line_names_nobody_unless_told(session: Session) -> None:
    write(session, "article:7")

    assert session.scalars(select(AuditLine)).one().actor_id is None


def test_an_empty_log_holds(session: Session) -> None:
    assert outcome(session) == (0, "")


@pytest.mark.both_engines
def test_lines_hold_together(session: Session) -> None:
    write(session, "article:1", "article:2")
    write(session, "article:3")

    assert outcome(session) == (3, "")
    assert session.get_one(AuditHead, 1).number == 3


@pytest.mark.both_engines
def test_what_was_written_is_read_back_the_same(session: Session) -> None:
    with transaction(session):
        audit.record(session, "x", "één:1", at=now(), role="", account=None, naam="é\n\"'", aantal=10**9)

    assert outcome(session) == (1, "")


@pytest.mark.parametrize(
    "change",
    [
        {"action": "article.published"},
        {"subject": "article:9"},
        {"actor_role": "admin"},
        {"actor_id": 4},
        {"detail": {"revision": 3}},
        {"hash": "f" * 64},
        {"at": None},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_line_that_was_changed_is_found(session: Session, change: dict[str, object]) -> None:
    write(session, "article:1", "article:2", "article:3")
    values = {name: now() if name == "at" else value for name, value in change.items()}
    with transaction(session):
        session.execute(update(AuditLine).where(AuditLine.number == 2).values(**values))

    assert outcome(session) == (1, "changed")


@pytest.mark.parametrize(("number", "expected"), [(1, (0, "missing")), (2, (1, "missing")), (3, (2, "missing"))])
def test_a_line_that_was_taken_out_is_found(session: Session, number: int, expected: tuple[int, str]) -> None:
    write(session, "article:1", "article:2", "article:3")
    with transaction(session):
        session.execute(delete(AuditLine).where(AuditLine.number == number))

    assert outcome(session) == expected


def test_a_log_that_was_written_anew_lacks_the_hash_that_was_noted(session: Session) -> None:
    write(session, "article:1")
    noted = session.get_one(AuditHead, 1).hash
    with transaction(session):
        session.execute(delete(AuditLine))
        session.execute(update(AuditHead).values(number=0, hash=FIRST))
    write(session, "article:2")

    assert outcome(session) == (1, "")
    assert not audit.has_hash(session, noted)


def test_a_long_log_says_how_far_it_is(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "_AT_A_TIME", 2)
    write(session, *(f"article:{number}" for number in range(5)))

    assert [found.lines for found in audit.verify(session)] == [2, 4, 5, 5]


@pytest.mark.both_engines
def test_writers_at_once_make_one_chain(sessions: sessionmaker[Session], session: Session) -> None:
    """Each in a session of its own, that saw the log before the others wrote."""

    def many(number: int) -> None:
        with sessions() as own:
            for turn in range(5):
                write(own, f"article:{number}{turn}")

    threads = [threading.Thread(target=many, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert outcome(session) == (20, "")


@pytest.mark.both_engines
def test_what_is_rolled_back_leaves_no_gap(session: Session) -> None:
    write(session, "article:1")
    audit.record(session, "article.saved", "article:2", at=now(), role="author")
    session.flush()
    session.rollback()
    write(session, "article:3")

    assert outcome(session) == (2, "")


@pytest.fixture
def verify(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Callable[..., click.testing.Result]:
    monkeypatch.setattr("wiki.insight.cli.load", lambda: settings)
    return lambda *arguments: click.testing.CliRunner().invoke(command, ["verify", *arguments])


def test_the_command_says_whether_it_holds(session: Session, verify: Callable[..., click.testing.Result]) -> None:
    write(session, "article:1", "article:2")
    noted = session.get_one(AuditHead, 1).hash

    whole, kept, other = verify(), verify("--noted", noted), verify("--noted", "0" * 64)
    with transaction(session):
        session.execute(update(AuditLine).where(AuditLine.number == 2).values(subject="article:9"))
    broken = verify()

    assert (whole.exit_code, kept.exit_code, other.exit_code, broken.exit_code) == (0, 0, 1, 1)
    assert f"2 lines hold; the last hash is {noted}" in whole.output
    assert "written anew" in other.output
    assert "line 2 is changed; the 1 lines before it hold" in broken.output
