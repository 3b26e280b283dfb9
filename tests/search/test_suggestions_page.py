"""The list under the search box, as a browser gets it."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.factories import make_account, make_article
from tests.visitor import sign_in


@pytest.fixture
def reader(client: FlaskClient, session: Session) -> FlaskClient:
    sign_in(client, make_account(session))
    return client


def offered(client: FlaskClient, query: str) -> str:
    answer = client.get(f"/search/suggestions?{query}")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_the_list_says_what_it_is_and_where_each_of_it_leads(reader: FlaskClient, session: Session) -> None:
    make_article(session, title="Rook & deuren", tags=("rookmelder",))
    make_article(session, title="Smoke and rook", language="en")

    html = offered(reader, "q=rook")

    assert html.count('role="listbox"') == 1
    assert html.count('role="option"') == 3
    assert 'data-said="3 suggesties"' in html
    assert "Rook &amp; deuren" in html
    assert '<span class="pw-suggest__words" lang="en">Smoke and rook</span>' in html
    assert re.findall('tabindex="-1" href="([^"]+)"', html) == [
        "/a/rook-deuren",
        "/a/smoke-and-rook",
        "/tags/rookmelder",
    ]


def test_nothing_to_offer_is_an_empty_answer(reader: FlaskClient, session: Session) -> None:
    make_article(session, title="Rook")

    assert [offered(reader, query).strip() for query in ("", "q=", "q=r", "q=xyzzy")] == [""] * 4


def test_a_browser_keeps_no_list_for_the_next_person(reader: FlaskClient) -> None:
    assert reader.get("/search/suggestions?q=rook").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "query", ["q=%00%ff%e2%80%ae", "q=" + "(" * 500, "q=%25_%27%22%3C", "q=" + "rook+" * 500, "q=ab&q=cd", "x=1"]
)
def test_any_text_gets_an_answer(reader: FlaskClient, session: Session, query: str) -> None:
    make_article(session, title="Rook")

    offered(reader, query)


@pytest.mark.parametrize("path", ["/", "/search?q=rook", "/account"])
def test_every_search_box_knows_where_to_ask(reader: FlaskClient, path: str) -> None:
    html = reader.get(path).get_data(as_text=True)

    assert html.count('role="search"') == html.count('data-suggest="/search/suggestions"')
    assert "js/site.js" in html
