"""Past searches: what may be kept of what people type, for how long, and when others are offered it."""

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session, sessionmaker

from wiki.search import analysis, past
from wiki.search.models import PastQuery

TODAY = date(2026, 3, 2)
KNOWN = frozenset(
    "rook bij de deur wat doe je met een co2 melder oud en nieuw coordinatie 12 34 06 56 ab cd s nachts".split()
)


def known(word: str) -> bool:
    return word in KNOWN


def everything(_word: str) -> bool:
    return True


@pytest.fixture
def engine(session: Session) -> Engine:
    return session.connection().engine


def kept(session: Session) -> list[tuple[str, date, int]]:
    session.rollback()
    rows = session.scalars(select(PastQuery).order_by(PastQuery.text, PastQuery.day))
    return [(row.text, row.day, row.count) for row in rows]


def search(session: Session, text: str, *days: date, times: int = 1) -> None:
    """Somebody searched for this on each of these days, and it was written down."""
    engine = session.connection().engine
    session.rollback()
    for day in days:
        for _ in range(times):
            past.note(engine, text, day=day, known=everything)
        past.write(engine, today=day)


def offered(session: Session, typed: str, today: date = TODAY) -> list[str]:
    past.renew(session, today=today)
    return [*past.offered(session, today=today).beginning_with(analysis.words(typed))]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("  Rook   bij\tde deur? ", "rook bij de deur"),
        ("Coo\u0308rdinatie", "coördinatie"),
        ("CO2 melder", "co2 melder"),
        ("oud-en-nieuw", "oud-en-nieuw"),
        ("'s nachts", None),
        ("rook bij 12", "rook bij 12"),
    ],
)
def test_plain_words_are_kept_as_one_text(typed: str, text: str | None) -> None:
    assert past.scrubbed(typed, known) == text


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "rook bij de jansen",  # a word that is in no article, such as a name
        "rook 112",
        "06 12 34 56",
        "12-ab-34",
        "ab-12-cd",
        "rook@deur",
        "deur.rook",
        '"rook bij de deur"',
        "rook -deur",
        "rook*",
        "rook_deur",
        "rook\x00deur",
        "rook\u202edeur",
        "wat doe je met een rook deur",
        "rook " * 15,
        "rook" * 16,
    ],
)
def test_anything_else_is_not_kept(typed: str) -> None:
    assert past.scrubbed(typed, known) is None


@given(st.text(alphabet=st.characters() | st.sampled_from("ab 1234@.-'"), max_size=80))
def test_whatever_is_typed_what_is_kept_is_short_and_without_numbers(typed: str) -> None:
    text = past.scrubbed(typed, everything)

    assert text is None or (len(text) <= past.LONGEST and "@" not in text and text == past.scrubbed(text, everything))
    assert text is None or (analysis.words(text) and sum(map(str.isdigit, text)) <= past.MOST_DIGITS)


@pytest.mark.both_engines
def test_a_search_is_counted_by_text_and_day_and_nothing_else(session: Session) -> None:
    search(session, "rook bij de deur", TODAY, times=3)
    search(session, "Rook bij de deur?", TODAY)
    search(session, "rook bij de deur", TODAY + timedelta(days=1))

    assert kept(session) == [("rook bij de deur", TODAY, 4), ("rook bij de deur", TODAY + timedelta(days=1), 1)]
    assert {column.name for column in PastQuery.__table__.columns} == {"text", "day", "count"}


@pytest.mark.both_engines
def test_a_search_of_more_than_ninety_days_ago_is_forgotten_at_the_next_writing(session: Session) -> None:
    search(session, "rook", TODAY)

    search(session, "deur", TODAY + past.KEPT_FOR)
    assert [text for text, *_ in kept(session)] == ["deur", "rook"]
    search(session, "deur", TODAY + past.KEPT_FOR + timedelta(days=1))

    assert {text for text, *_ in kept(session)} == {"deur"}


@pytest.mark.both_engines
def test_a_search_is_offered_once_it_was_seen_on_three_separate_days(session: Session) -> None:
    days = [TODAY - timedelta(days=number) for number in (1, 20, 40)]
    search(session, "rook bij de deur", *days)
    search(session, "rook in de gang", *days, times=2)
    search(session, "rook in het trappenhuis", *days[:2], times=50)

    assert offered(session, "roo") == ["rook in de gang", "rook bij de deur"]
    assert offered(session, "rook bij d") == ["rook bij de deur"]
    assert offered(session, "deur") == []


def test_a_search_of_long_ago_is_not_offered_even_while_it_is_still_there(session: Session) -> None:
    search(session, "rook", *(TODAY - timedelta(days=number) for number in range(3)))

    assert offered(session, "rook", TODAY + past.KEPT_FOR) == []
    assert len(kept(session)) == 3


def test_nothing_is_written_before_its_time(session: Session, engine: Engine) -> None:
    past.note(engine, "rook", day=TODAY, known=everything)

    assert kept(session) == []
    past.write(engine, today=TODAY)
    assert kept(session) == [("rook", TODAY, 1)]


def test_what_waits_and_what_is_kept_of_a_day_is_bounded(
    session: Session, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(past, "MOST_WAITING", 2)
    monkeypatch.setattr(past, "MOST_A_DAY", 3)
    for texts in (("a", "b", "c", "a"), ("d", "e"), ("f",)):
        for text in texts:
            past.note(engine, f"rook {text}", day=TODAY, known=everything)
        past.write(engine, today=TODAY)

    assert [(text, count) for text, _, count in kept(session)] == [
        ("rook a", 2),
        ("rook b", 1),
        ("rook d", 1),
        ("rook e", 1),
    ]


def test_what_came_together_is_written_by_itself(
    session: Session, engine: Engine, sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(past, "_waiting", past._Waiting())
    monkeypatch.setattr(past, "WRITE_EVERY", 0.01)
    past.note(engine, "rook", day=TODAY, known=everything)
    timer = past._waiting._timer
    assert timer
    timer.join(5)

    assert kept(session) == [("rook", TODAY, 1)]


def test_what_waits_is_written_when_the_process_ends(session: Session, database_url: str) -> None:
    search = f"""
from datetime import date
from wiki.database import make_engine
from wiki.search import past
engine = make_engine({database_url!r})
past.note(engine, "rook", day=date.fromisoformat("{TODAY}"), known=lambda word: True)
"""
    subprocess.run([sys.executable, "-c", search], check=True, timeout=60)

    assert kept(session) == [("rook", TODAY, 1)]


def test_counts_that_cannot_be_written_are_lost_without_a_word_of_them(
    session: Session, engine: Engine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(past, "_waiting", past._Waiting())
    PastQuery.__table__.drop(engine)  # type: ignore[attr-defined]
    past.note(engine, "rook bij de deur", day=TODAY, known=everything)

    past._waiting.write_all()

    assert "not counted" in caplog.text
    assert "rook" not in caplog.text
