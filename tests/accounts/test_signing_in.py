"""Signing in and out through the pages, as a visitor meets them."""

import dataclasses
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_login import current_user
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from tests.factories import PASSWORD, make_account
from tests.visitor import post, sign_in, token
from wiki.accounts import identity
from wiki.accounts.models import SignInSession
from wiki.accounts.policy import CONSOLE
from wiki.accounts.services import administration, sessions
from wiki.app import create_app
from wiki.database import now, transaction
from wiki.errors import SettingsError
from wiki.settings import Settings

REFUSAL = "Dit e-mailadres en wachtwoord horen niet bij elkaar."
CLOSED = ("/", "/account", "/users", "/users/1", "/mine", "/review", "/search?q=rook", "/a/iets", "/write")


def is_signed_in(client: FlaskClient) -> bool:
    return client.get("/account").status_code == 200


def cookie(client: FlaskClient) -> str:
    found = client.get_cookie(identity.COOKIE)
    assert found
    return found.value


@pytest.mark.parametrize("path", CLOSED)
def test_a_visitor_sees_only_the_sign_in_page(client: FlaskClient, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code == 303
    assert answer.location.startswith("/sign-in")


def test_a_form_that_a_visitor_sends_leads_to_signing_in(client: FlaskClient) -> None:
    assert post(client, "/account/sessions/end").location == "/sign-in"


def test_a_fragment_for_a_visitor_sends_the_whole_page_to_signing_in(client: FlaskClient) -> None:
    answer = client.get("/mine", headers={"HX-Request": "true"})

    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/sign-in?next=/mine"


def test_signing_in_and_out(client: FlaskClient, session: Session) -> None:
    account = make_account(session, name="Sanne")

    sign_in(client, account)
    assert "Sanne" in client.get("/account").text

    assert post(client, "/sign-out").location == "/sign-in"
    assert not is_signed_in(client)
    assert client.get_cookie(identity.COOKIE) is None


@pytest.mark.parametrize(
    ("email", "password", "active"),
    [
        ("onbekend@dienst.example", PASSWORD, True),
        ("sanne@dienst.example", "een ander wachtwoord", True),
        ("sanne@dienst.example", PASSWORD, False),
    ],
    ids=["unknown", "wrong password", "deactivated"],
)
def test_every_refusal_reads_the_same_and_keeps_the_address(
    client: FlaskClient, session: Session, email: str, password: str, active: bool
) -> None:
    account = make_account(session, email="sanne@dienst.example")
    with transaction(session):
        account.is_active = active

    answer = post(client, "/sign-in", {"email": email, "password": password})

    assert answer.status_code == 422
    assert REFUSAL in answer.text
    assert email in answer.text
    assert password not in answer.text
    assert client.get_cookie(identity.COOKIE) is None


@pytest.mark.parametrize(
    "sent", [{}, {"email": "", "password": ""}, {"email": "a@b.nl"}, {"email": "a\u202eb@c.nl", "password": "x"}]
)
def test_what_is_missing_or_unreadable_is_asked_again(client: FlaskClient, sent: dict[str, str]) -> None:
    answer = post(client, "/sign-in", sent)

    assert answer.status_code == 422
    assert REFUSAL not in answer.text


@pytest.mark.parametrize(
    ("wanted", "where"),
    [
        ("/a/rook-lezen", "/a/rook-lezen"),
        ("/search?q=rook&page=2", "/search?q=rook&page=2"),
        ("", "/"),
        ("https://elders.example/", "/"),
        ("//elders.example/", "/"),
        ("/\\elders.example/", "/"),
        ("\\\\elders.example", "/"),
        ("/\t/elders.example", "/"),
        ("javascript:alert(1)", "/"),
        ("account", "/"),
        ("http:///account", "/"),
    ],
)
def test_after_signing_in_people_go_on_within_this_site_alone(
    client: FlaskClient, session: Session, wanted: str, where: str
) -> None:
    account = make_account(session)

    answer = post(client, "/sign-in", {"email": account.email, "password": PASSWORD, "next": wanted})

    assert answer.status_code == 303
    assert answer.location == where


def test_the_page_that_was_asked_for_is_remembered_in_the_form(client: FlaskClient) -> None:
    page = client.get("/a/rook-lezen?x=1", follow_redirects=True)

    assert 'value="/a/rook-lezen?x=1"' in page.text
    assert 'name="next" type="hidden" value=""' in client.get("/sign-in?next=//elders.example").text


def test_who_is_signed_in_has_no_sign_in_page(client: FlaskClient, session: Session) -> None:
    sign_in(client, make_account(session))

    assert client.get("/sign-in").location == "/"


def test_every_sign_in_has_a_token_of_its_own(client: FlaskClient, session: Session) -> None:
    account = make_account(session)
    sign_in(client, account)
    first = cookie(client)

    post(client, "/sign-out")
    sign_in(client, account)

    assert cookie(client) != first
    client.set_cookie(identity.COOKIE, first)
    assert not is_signed_in(client)


def test_signing_out_without_being_signed_in_is_the_same(client: FlaskClient) -> None:
    assert post(client, "/sign-out").location == "/sign-in"


def test_forms_from_before_signing_in_are_refused_after_it(client: FlaskClient, session: Session) -> None:
    before = token(client)
    sign_in(client, make_account(session))

    assert client.post("/sign-out", data={"csrf_token": before}).status_code == 400


def test_without_a_token_of_the_form_nothing_is_done(client: FlaskClient, session: Session) -> None:
    account = make_account(session)

    answer = client.post("/sign-in", data={"email": account.email, "password": PASSWORD})

    assert answer.status_code == 400
    assert client.get_cookie(identity.COOKIE) is None


@pytest.mark.parametrize("value", ["", "x", "A" * 43, "\u00e9" * 43, "A" * 4000, "' OR 1=1 --"])
def test_a_made_up_cookie_is_a_visitor(client: FlaskClient, session: Session, value: str) -> None:
    make_account(session)
    client.set_cookie(identity.COOKIE, value)

    assert not is_signed_in(client)


@pytest.mark.parametrize("cause", ["signed out", "everywhere", "deactivated", "idle", "too old", "row deleted"])
def test_a_session_that_ended_is_over_at_once(client: FlaskClient, session: Session, cause: str) -> None:
    account = make_account(session)
    sign_in(client, account)
    held = cookie(client)
    assert is_signed_in(client)

    end(session, account.id, held, cause)

    assert not is_signed_in(client)


def end(session: Session, account_id: int, held: str, cause: str) -> None:
    row = update(SignInSession)
    with transaction(session):
        if cause == "signed out":
            sessions.sign_out(session, held, at=now())
        elif cause == "everywhere":
            sessions.end_all(session, account_id, at=now(), role="self", by=account_id)
        elif cause == "deactivated":
            administration.deactivate(session, account_id, actor=CONSOLE, at=now())
        elif cause == "idle":
            session.execute(row.values(seen_at=now() - timedelta(hours=12)))
        elif cause == "too old":
            session.execute(row.values(started_at=now() - timedelta(days=14)))
        else:
            session.delete(session.scalars(select(SignInSession)).one())


def test_use_is_written_down_now_and_then(client: FlaskClient, session: Session) -> None:
    sign_in(client, make_account(session))
    row = session.scalars(select(SignInSession)).one()
    with transaction(session):
        row.seen_at = earlier = now() - timedelta(minutes=6)

    client.get("/account")
    session.refresh(row)
    first = row.seen_at
    session.rollback()
    client.get("/account")
    session.refresh(row)

    assert first > earlier
    assert row.seen_at == first


def test_a_busy_database_does_not_spoil_a_page(
    client: FlaskClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object, **__: object) -> None:
        raise OperationalError("UPDATE", {}, Exception("database is locked"))

    sign_in(client, make_account(session))
    with transaction(session):
        session.execute(update(SignInSession).values(seen_at=now() - timedelta(hours=1)))
    monkeypatch.setattr(sessions, "touch", locked)

    assert is_signed_in(client)


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client: FlaskClient, session: Session) -> None:
    account = make_account(session)

    answer = post(client, "/sign-in", {"email": account.email, "password": PASSWORD})

    sent = next(value for value in answer.headers.getlist("Set-Cookie") if value.startswith("wiki_session="))
    flags = {part.strip() for part in sent.split(";")[1:]}
    assert flags == {"HttpOnly", "Path=/", "SameSite=Lax"}


def test_with_tls_the_cookie_is_tied_to_this_host(settings: Settings, session: Session) -> None:
    client = create_app(dataclasses.replace(settings, https=True)).test_client()
    account, base = make_account(session), {"base_url": "https://wiki.dienst.example"}
    found = client.get("/sign-in", **base).text.split('name="csrf_token" value="')[1].split('"')[0]
    given = {"email": account.email, "password": PASSWORD, "csrf_token": found}

    answer = client.post("/sign-in", data=given, **base)

    sent = next(value for value in answer.headers.getlist("Set-Cookie") if value.startswith("__Host-wiki="))
    assert {part.strip() for part in sent.split(";")[1:]} == {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}
    assert client.get("/account", **base).status_code == 200


def test_flask_login_sees_the_same_person(app: Flask, client: FlaskClient, session: Session) -> None:
    account = make_account(session)
    sign_in(client, account)
    with app.test_request_context(headers={"Cookie": f"{identity.COOKIE}={cookie(client)}"}):
        assert current_user.is_authenticated
        assert current_user.get_id() == str(account.id)
    with app.test_request_context():
        assert current_user.is_anonymous


def test_a_production_server_does_not_start_with_cheap_hashes(settings: Settings) -> None:
    hosts = ("wiki.dienst.example",)
    production = dataclasses.replace(settings, mode="production", rate_limits=True, trusted_hosts=hosts)

    with pytest.raises(SettingsError):
        create_app(production)
