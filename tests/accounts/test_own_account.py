"""One's own account, through the pages."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.factories import PASSWORD, make_account
from tests.visitor import post, sign_in, token
from wiki.accounts import identity, passwords
from wiki.accounts.models import Account, RoleGrant
from wiki.database import transaction

NEW = "een heel andere lange zin"


@pytest.fixture
def account(client: FlaskClient, session: Session) -> Account:
    """A colleague who is signed in."""
    made = make_account(session, name="Sanne", roles=("author", "moderator"), domain="fire")
    sign_in(client, made)
    return made


def send(client: FlaskClient, path: str, **values: str) -> TestResponse:
    return post(client, path, {"csrf_token": token(client, "/account"), **values})


def test_the_page_shows_who_i_am_and_what_i_may(client: FlaskClient, account: Account) -> None:
    page = client.get("/account").text

    for words in ("Sanne", account.email, "Auteur", "Moderator", "Brandweer", "Dit apparaat"):
        assert words in page


def test_roles_read_in_the_language_of_the_account(client: FlaskClient, account: Account, session: Session) -> None:
    with transaction(session):
        account.locale = "en"

    assert "Fire service" in client.get("/account").text


def test_a_role_in_a_domain_that_is_gone_is_left_out(client: FlaskClient, account: Account, session: Session) -> None:
    with transaction(session):
        account.grants.append(RoleGrant(role="coach", domain="space"))

    page = client.get("/account")

    assert page.status_code == 200
    assert "Coach" not in page.text


def test_other_devices_are_listed(app: Flask, client: FlaskClient, account: Account) -> None:
    sign_in(app.test_client(), account)

    page = client.get("/account").text

    assert page.count("Dit apparaat") == 1
    assert page.count("Een ander apparaat") == 1


def test_changing_the_password_signs_out_other_devices(
    app: Flask, client: FlaskClient, account: Account, session: Session
) -> None:
    other = app.test_client()
    sign_in(other, account)

    answer = send(client, "/account/password", current=PASSWORD, new=NEW, again=NEW)

    session.rollback()
    session.refresh(account)
    assert answer.location == "/account"
    assert passwords.matches(account.password_hash, NEW)
    assert client.get("/account").status_code == 200
    assert other.get("/account").status_code == 303


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"current": "iets anders", "new": NEW, "again": NEW}, "Dit is niet je huidige wachtwoord. Typ het opnieuw."),
        ({"current": PASSWORD, "new": "kort", "again": "kort"}, "minstens 12 tekens"),
        ({"current": PASSWORD, "new": "welkom123456", "again": "welkom123456"}, "Te veel mensen kiezen dit"),
        ({"current": PASSWORD, "new": NEW, "again": "iets anders"}, "niet hetzelfde"),
        ({"current": PASSWORD}, "Vul dit in."),
        ({}, "Vul dit in."),
    ],
)
def test_a_refused_password_says_why_and_is_not_sent_back(
    client: FlaskClient, account: Account, values: dict[str, str], sentence: str
) -> None:
    answer = send(client, "/account/password", **values)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert NEW not in answer.text
    assert PASSWORD not in answer.text


@pytest.mark.parametrize(("chosen", "kept"), [("en", "en"), ("nl", "nl"), ("browser", None)])
def test_choosing_a_language(
    client: FlaskClient, account: Account, session: Session, chosen: str, kept: str | None
) -> None:
    answer = send(client, "/account/preferences", language=chosen)

    session.rollback()
    session.refresh(account)
    assert answer.location == "/account"
    assert account.locale == kept


@pytest.mark.parametrize("values", [{}, {"language": "fr"}])
def test_a_language_we_do_not_speak_is_refused(client: FlaskClient, account: Account, values: dict[str, str]) -> None:
    assert send(client, "/account/preferences", **values).status_code == 422


def test_signing_out_everywhere(app: Flask, client: FlaskClient, account: Account) -> None:
    other = app.test_client()
    sign_in(other, account)

    answer = send(client, "/account/sessions/end")

    assert answer.location == "/sign-in"
    assert client.get_cookie(identity.COOKIE) is None
    assert other.get("/account").status_code == 303
