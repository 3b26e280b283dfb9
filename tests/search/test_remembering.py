"""From a search to an offer: what one member found is offered to the next, after three days and without a name."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session, sessionmaker

from tests.factories import InProcess, make_article, written
from tests.visitor import Person
from wiki.app import create_app
from wiki.search import indexing, past
from wiki.search.engine import Engine as Index
from wiki.search.models import PastQuery
from wiki.settings import Settings
from wiki.web import flow

DAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
People = Callable[..., Person]


@pytest.fixture
def ground(app: object) -> Engine:
    return app.extensions["wiki"].engine  # type: ignore[attr-defined, no-any-return]


@pytest.fixture(autouse=True)
def articles(session: Session, sessions: sessionmaker[Session], engine: Index) -> None:
    for title in ("Rook lezen", "Rook in de gang"):
        make_article(session, title=title, text=written(cue="Kijk naar de kleur van de rook."), audience="everyone")
    make_article(session, title="Alleen hier", text=written(cue="De sluis van Jansen."))
    for _ in range(2):
        make_article(session, text=written(cue="Geheime sleutelkast."), audience="domain")
    indexing.rebuild(engine, sessions)


def kept(ground: Engine) -> dict[str, int]:
    past.write(ground, today=DAY.date())
    with Session(ground) as session:
        return {row.text: row.count for row in session.scalars(select(PastQuery))}


def test_a_search_that_found_something_is_counted_once_for_each_time(person: People, ground: Engine) -> None:
    reader = person("reader")
    for _ in range(2):
        reader.see("/search?q=Kleur+van+de+rook")

    assert kept(ground) == {"kleur van de rook": 2}


@pytest.mark.parametrize(
    "query",
    [
        "q=",
        "q=xyzzy",
        "q=rook&page=2",
        "q=rook&domain=fire",
        "q=rook+Jansen",
        "q=sluis",
        "q=sleutelkast",
        "q=rook+0612345678",
        "q=%22rook+lezen%22",
    ],
)
def test_other_searches_leave_nothing(person: People, ground: Engine, query: str) -> None:
    person("reader").see(f"/search?{query}")

    assert kept(ground) == {}


def test_a_visitor_leaves_nothing(settings: Settings) -> None:
    app = create_app(replace(settings, public_reading=True), renderer=InProcess())  # type: ignore[arg-type]
    answer = app.test_client().get("/search?q=rook")
    found = kept(app.extensions["wiki"].engine)
    app.extensions["wiki"].engine.dispose()

    assert "Rook lezen" in answer.get_data(as_text=True)
    assert found == {}


def test_what_one_member_found_on_three_days_is_offered_to_another(
    person: People, ground: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader, other = person("reader"), person("reader")
    for number in range(3):
        monkeypatch.setattr(flow, "now", lambda number=number: DAY + timedelta(days=number))
        reader.see("/search?q=kleur+van+de+rook")
        past.write(ground, today=flow.today())
        with Session(ground) as session:
            past.renew(session, today=flow.today())
        offered = "kleur van de rook" in other.words("/search/suggestions?q=kleur")
        assert offered == (number == 2)
