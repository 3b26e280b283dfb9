"""The search page and the commands, as people meet them."""

import logging

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker

from tests.factories import make_account, make_actor, make_article, take, written
from tests.visitor import sign_in
from wiki.search import indexing
from wiki.search.cli import search
from wiki.search.engine import Engine
from wiki.search.generations import held
from wiki.settings import Settings


@pytest.fixture
def reader(client: FlaskClient, session: Session) -> FlaskClient:
    sign_in(client, make_account(session))
    return client


def page(client: FlaskClient, query: str, **headers: str) -> str:
    answer = client.get(f"/search?{query}", headers=headers)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_a_recruit_finds_an_article_by_an_inflected_word(
    reader: FlaskClient, session: Session, sessions: sessionmaker[Session], engine: Engine
) -> None:
    make_article(session, title="Vlaggetjes tellen", text=written(cue="Tel de oranje vlaggetjes."), tags=("wind",))
    indexing.rebuild(engine, sessions)

    text = page(reader, "q=oranje+vlaggetje&domain=fire&tag=wind&sort=date")

    assert "Vlaggetjes tellen" in text
    assert "<mark>vlaggetjes</mark>" in text


def test_htmx_gets_the_same_page(
    reader: FlaskClient, session: Session, sessions: sessionmaker[Session], engine: Engine
) -> None:
    make_article(session)
    indexing.rebuild(engine, sessions)

    assert 'id="results"' in page(reader, "q=tekst", **{"HX-Request": "true"})


@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=",
        "q=%00%ff%e2%80%ae",
        "q=" + "(" * 500,
        "q=[a+TO+z]+*+NOT+OR",
        "q=xyzzy&domain=mars&type=&tag=%27&page=999999999&sort=up",
        "q=tekst&page=-1",
        "domain=fire&domain=police",
        "q=" + "+".join(f"-{number}" for number in range(60)),
    ],
)
def test_any_address_gives_a_page(
    reader: FlaskClient, session: Session, sessions: sessionmaker[Session], engine: Engine, query: str
) -> None:
    make_article(session)
    indexing.rebuild(engine, sessions)

    page(reader, query)


def test_without_an_index_the_page_says_so(reader: FlaskClient) -> None:
    assert "opnieuw opgebouwd" in page(reader, "q=tekst")


def test_what_was_typed_is_in_no_log(
    reader: FlaskClient, sessions: sessionmaker[Session], engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    indexing.rebuild(engine, sessions)
    with caplog.at_level(logging.DEBUG):
        page(reader, "q=geheimzinnig")

    assert "geheimzinnig" not in caplog.text


@pytest.fixture
def command(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setattr("wiki.search.cli.load", lambda: settings)
    return CliRunner()


def test_rebuild_check_and_status(command: CliRunner, session: Session, engine: Engine) -> None:
    author = make_actor(session)
    article = make_article(session, author=author)
    missing = command.invoke(search, ["check"])
    empty = command.invoke(search, ["status"])
    built = command.invoke(search, ["rebuild"])
    equal = command.invoke(search, ["check"])
    take(session, article, "archive", author=author)
    left_over = command.invoke(search, ["check"])
    status = command.invoke(search, ["status"])

    assert (missing.exit_code, empty.exit_code, built.exit_code, equal.exit_code) == (1, 0, 0, 0)
    assert "no index" in missing.output
    assert "no index" in empty.output
    assert "1 articles in the index" in built.output
    assert (left_over.exit_code, left_over.output) == (1, f"left over: article {article.id}\n")
    assert "articles    1" in status.output
    assert "waiting" in status.output


def test_a_long_list_of_differences_is_cut(command: CliRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    many = indexing.Differences(tuple(range(25)), (), ())
    monkeypatch.setattr(indexing, "differences", lambda *_: many)

    assert "and 5 more" in command.invoke(search, ["check"]).output


def test_a_rebuild_beside_another_writer_stops_with_a_sentence(command: CliRunner, settings: Settings) -> None:
    with held(settings.instance / "search" / "write.lock"):
        answer = command.invoke(search, ["rebuild"])

    assert answer.exit_code == 1
    assert "Try again" in answer.output
