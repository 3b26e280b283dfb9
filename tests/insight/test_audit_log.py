"""The audit log as privacy officers see it: whole, findable, and telling nobody's secret."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tests.factories import make_account, make_actor, make_article
from tests.visitor import Person
from wiki import audit
from wiki.accounts.policy import ANONYMOUS, Actor
from wiki.database import now, transaction
from wiki.errors import NotFound
from wiki.insight import policy
from wiki.insight.queries import audit as queries
from wiki.insight.queries.audit import Line, Wanted

People = Callable[..., Person]
pytestmark = pytest.mark.both_engines(by_day=False)


@pytest.fixture
def officer(session: Session) -> Actor:
    return make_actor(session, "privacy-officer")


def note(session: Session, action: str, subject: str = "article:7", **values: object) -> None:
    given = {"at": now(), "role": "moderator", **values}
    with transaction(session):
        audit.record(session, action, subject, **given)  # type: ignore[arg-type]


def found(session: Session, officer: Actor, **wanted: object) -> list[Line]:
    return list(queries.lines(session, officer, Wanted(**wanted), 1).items)  # type: ignore[arg-type]


@pytest.mark.parametrize("role", ["reader", "author", "coach", "moderator", "knowledge-manager", "admin"])
def test_only_privacy_officers_look_into_it(session: Session, role: str) -> None:
    actor = make_actor(session, role)

    assert not policy.can_audit(actor)
    for look in (
        lambda: queries.lines(session, actor, Wanted(), 1),
        lambda: queries.every_line(session, actor, Wanted()),
        lambda: queries.actions(session, actor),
    ):
        with pytest.raises(NotFound):
            look()


def test_a_visitor_does_not(session: Session) -> None:
    assert not policy.can_audit(ANONYMOUS)


@pytest.mark.both_engines
def test_lines_are_found_by_what_they_are_about(session: Session, officer: Actor) -> None:
    note(session, "article.published", "article:7")
    note(session, "article.archived", "article:71", role="knowledge-manager")
    note(session, "file.added", "file:7", role="author", at=now() - timedelta(days=3))

    def actions(**wanted: object) -> set[str]:
        return {line.action for line in found(session, officer, **wanted)} - {"account.created"}

    assert actions(action="article.published") == {"article.published"}
    assert actions(subject="article") == {"article.published", "article.archived"}
    assert actions(subject="article:7") == {"article.published"}
    assert actions(role="author") == {"file.added"}
    assert actions(since=now().date(), subject="file") == set()
    assert actions(until=now().date() - timedelta(days=2)) == {"file.added"}
    assert actions(subject="artic%") == set()


def test_a_line_names_who_decided_and_says_the_rest(session: Session, officer: Actor) -> None:
    moderator = make_account(session, roles=("moderator",), name="Mo de Rator")
    note(session, "article.published", account=moderator.id, revision=2, audience="members")

    (line,) = found(session, officer, action="article.published")

    assert (line.who, line.role, line.detail) == ("Mo de Rator", "moderator", "audience: members, revision: 2")
    assert not line.is_day


def test_an_account_that_is_gone_stays_a_number(session: Session, officer: Actor) -> None:
    note(session, "article.published", account=999)

    assert found(session, officer, action="article.published")[0].who == "account:999"


def test_what_an_author_did_has_a_day_and_no_place_among_sign_ins(session: Session, officer: Actor) -> None:
    """The order of writing would tell whose an article is: who signed in just before it was saved."""
    author = make_actor(session)
    note(session, "account.signed_in", f"account:{author.id}", role="self", account=author.id)
    make_article(session, status="draft", author=author)
    note(session, "account.signed_out", f"account:{author.id}", role="self", account=author.id)

    lines = found(session, officer)
    started = next(line for line in lines if line.action == "article.started")

    assert started.is_day
    assert started.who == ""
    assert lines.index(started) > max(place for place, line in enumerate(lines) if "signed" in line.action)
    days = [line for line in lines if line.is_day]
    assert days == lines[-len(days) :]


@pytest.mark.both_engines
def test_lines_of_one_day_do_not_stand_in_the_order_of_writing(session: Session, officer: Actor) -> None:
    day = now().replace(hour=0, minute=0, second=0, microsecond=0)
    for number in range(12):
        note(session, "article.saved", f"article:{number}", role="author", at=day)

    subjects = [line.subject for line in found(session, officer, action="article.saved")]

    written = [f"article:{number}" for number in range(12)]
    assert sorted(subjects) == sorted(written)
    assert subjects not in (written, written[::-1])


def test_the_page_is_searched_and_leafed_through(session: Session, person: People) -> None:
    for number in range(60):
        note(session, "article.published", f"article:{number}")
    officer = person("privacy-officer")

    page = officer.words("/audit?subject=article")

    assert "60 regels" in page
    assert 'href="/audit?page=2&amp;subject=article"' in page
    assert "Auditlog" in officer.words("/")
    assert "Auditlog" not in person("admin").words("/")
    assert "Geen regels" in officer.words("/audit?subject=moon")


@pytest.mark.parametrize(
    "query",
    ["since=gisteren", "since=0001-01-01", "until=9999-12-31", "action=%27%20OR%201=1", "subject=%00", "page=x"],
)
def test_what_makes_no_sense_is_left_out(person: People, query: str) -> None:
    assert "regel" in person("privacy-officer").words(f"/audit?{query}")


def test_the_export_holds_the_same_and_no_formula(session: Session, person: People) -> None:
    make_account(session, roles=("moderator",), name='=HYPERLINK("http://elders.example")')
    evil = make_account(session, roles=("moderator",), name="@SUM(1)")
    note(session, "article.published", account=evil.id)
    note(session, "article.saved", role="author", at=now().replace(hour=0, minute=0, second=0, microsecond=0))

    answer = person("privacy-officer").see("/audit.csv?subject=article")
    rows = list(csv.reader(io.StringIO(answer.get_data(as_text=True))))

    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="audit.csv"'
    assert rows[0] == ["at", "action", "subject", "role", "who", "detail"]
    assert rows[1][4] == "'@SUM(1)"
    assert rows[2][0] == now().date().isoformat()
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
