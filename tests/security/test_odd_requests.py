"""Requests that no form sends get an answer that says so, never a fault of the server."""

from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.factories import actor_of, make_account, make_article
from tests.visitor import post, sign_in, token

HUGE = "9" * 30
JUST_TOO_HUGE = str(2**31)


@pytest.mark.parametrize("body", [{"title": 5}, {"title": {"a": 1}}, "x", ["x"], {"section-cue": [{}]}])
def test_json_is_not_a_form(client: FlaskClient, session: Session, body: Any) -> None:
    sign_in(client, make_account(session, roles=["author"]))

    answer = client.post("/write/practice-tip", json=body, headers={"X-CSRFToken": token(client, "/account")})

    assert answer.status_code == 422


@pytest.mark.parametrize("field", ["title", "section-cue", "base", "domains"])
def test_a_file_is_not_a_text(client: FlaskClient, session: Session, field: str) -> None:
    sign_in(client, make_account(session, roles=["author"]))

    answer = post(client, "/write/practice-tip", {field: (BytesIO(b"x"), "x.txt")})

    assert answer.status_code == 422


@pytest.mark.parametrize("number", [HUGE, JUST_TOO_HUGE])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/users/{}"),
        ("POST", "/users/{}/roles"),
        ("POST", "/users/{}/deactivation"),
        ("POST", "/users/{}/activation"),
        ("POST", "/invitations/{}/revocation"),
        ("GET", "/a/rook/revisions/{}"),
    ],
)
@pytest.mark.both_engines(by_day=False)
def test_a_number_no_row_can_have_is_not_found(
    client: FlaskClient, session: Session, method: str, path: str, number: str
) -> None:
    sign_in(client, make_account(session, roles=["admin"]))

    answer = post(client, path.format(number)) if method == "POST" else client.get(path.format(number))

    assert answer.status_code == 404


@pytest.mark.parametrize("path", ["/write/practice-tip", "/a/rook/edit", "/sign-in"])
def test_asking_for_the_head_of_a_form_is_reading(client: FlaskClient, session: Session, path: str) -> None:
    account = make_account(session, roles=["author"])
    make_article(session, title="Rook", author=actor_of(account), status="draft")
    if path != "/sign-in":
        sign_in(client, account)

    assert client.head(path).status_code == 200


@pytest.mark.both_engines
@pytest.mark.parametrize(
    "path",
    [
        "/a/%00",
        "/tags/%00",
        "/users?q=%00",
        "/a/%ff/history",
        "/cards?a=%00",
        "/cards/choice?a=%00",
        "/offline/articles?slug=%00",
    ],
)
def test_a_nul_in_an_address_is_no_fault(client: FlaskClient, session: Session, path: str) -> None:
    sign_in(client, make_account(session, roles=["admin"]))

    assert client.get(path).status_code in (200, 404)
