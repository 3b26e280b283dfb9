"""The accounts of others, through the pages, and the invitation that makes a new one."""

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.factories import PASSWORD, make_account
from tests.visitor import post, sign_in, token
from wiki.accounts import queries
from wiki.accounts.models import Account, Invitation, RoleGrant
from wiki.accounts.policy import Grant, Role
from wiki.database import now, transaction

EMAIL = "nieuw@dienst.example"
LINK = re.compile(r"http://localhost(/invitations/[\w-]{43})")


@pytest.fixture
def admin(client: FlaskClient, session: Session) -> Account:
    """The admin, signed in."""
    made = make_account(session, name="Ab", roles=("admin",))
    sign_in(client, made)
    return made


def send(client: FlaskClient, path: str, **values: Any) -> TestResponse:
    return post(client, path, {"csrf_token": token(client, "/account"), **values})


def fresh(session: Session, account: Account) -> Account:
    session.rollback()
    session.expire_all()
    return session.get_one(Account, account.id)


def invite(client: FlaskClient, email: str = EMAIL, **roles: list[str]) -> str:
    """The path of a new invitation's link, as the admin sees it."""
    assert send(client, "/users/invitations", email=email, **(roles or {"author": ["fire"]})).location == "/users"
    found = LINK.search(client.get("/users").text)
    assert found
    return found[1]


@pytest.mark.parametrize("role", ["reader", "author", "coach", "moderator", "knowledge-manager", "privacy-officer"])
def test_to_others_the_pages_do_not_exist(client: FlaskClient, session: Session, role: str) -> None:
    other = make_account(session)
    sign_in(client, make_account(session, roles=(role,)))
    paths = ("invitations", f"{other.id}/roles", f"{other.id}/deactivation", f"{other.id}/activation")

    assert client.get("/users").status_code == 404
    assert client.get(f"/users/{other.id}").status_code == 404
    assert client.get("/users/9999").status_code == 404
    assert [send(client, f"/users/{path}").status_code for path in paths] == [404] * 4
    assert send(client, "/invitations/1/revocation").status_code == 404


def test_everybody_is_listed_with_their_roles(client: FlaskClient, admin: Account, session: Session) -> None:
    make_account(session, name="Bas", roles=("author",), domain="fire")

    page = client.get("/users").text

    assert "Ab" in page
    assert "Auteur (Brandweer)" in page
    assert "Bas" in client.get("/users?q=bas").text
    assert "Niemand gevonden" in client.get("/users?q=zzz").text


def test_the_link_of_an_invitation_is_shown_once(client: FlaskClient, admin: Account) -> None:
    path = invite(client)

    page = client.get("/users").text

    assert path not in page
    assert EMAIL in page


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"email": "nieuw"}, "Dit lijkt geen e-mailadres."),
        ({"email": ""}, "Vul dit in."),
        ({"email": "Bekend@dienst.example"}, "Er is al een account"),
        ({"author": []}, "Kies minstens één rol."),
        ({"author": ["space"]}, ""),
        ({"admin": ["fire"]}, ""),
    ],
)
def test_an_invitation_that_cannot_be_made(
    client: FlaskClient, admin: Account, session: Session, values: dict[str, str], sentence: str
) -> None:
    make_account(session, email="bekend@dienst.example")

    answer = send(client, "/users/invitations", **{"email": EMAIL, "author": ["fire"], **values})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert values.get("email", EMAIL) in answer.text
    assert session.scalars(select(Invitation)).all() == []


def test_an_invited_colleague_makes_an_account_and_is_signed_in(
    app: Flask, client: FlaskClient, admin: Account
) -> None:
    path, new = invite(client), app.test_client()

    page = new.get(path)
    sent = {"csrf_token": token(new, path), "display_name": " Sanne  de Vries ", "password": PASSWORD}
    answer = new.post(path, data={**sent, "password_again": PASSWORD})

    assert EMAIL in page.text
    assert answer.location == "/"
    assert "Sanne de Vries" in new.get("/account").text
    assert "Auteur" in new.get("/account").text
    assert new.get(path).status_code == 404


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"display_name": ""}, "Vul dit in."),
        ({"display_name": "S" * 81}, "hoogstens 80 tekens"),
        ({"display_name": "Sanne\u202e"}, "leesrichting"),
        ({"password": "kort", "password_again": "kort"}, "minstens 12 tekens"),
        ({"password_again": "iets anders"}, "niet hetzelfde"),
    ],
)
def test_a_refused_acceptance_keeps_what_was_typed(
    app: Flask, client: FlaskClient, admin: Account, values: dict[str, str], sentence: str
) -> None:
    path, new = invite(client), app.test_client()
    sent = {"display_name": "Sanne", "password": PASSWORD, "password_again": PASSWORD, **values}

    answer = new.post(path, data={"csrf_token": token(new, path), **sent})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert PASSWORD not in answer.text
    assert new.get(path).status_code == 200


@pytest.mark.parametrize("state", ["unknown", "expired", "used", "revoked"])
def test_every_useless_link_is_the_same_page(
    app: Flask, client: FlaskClient, admin: Account, session: Session, state: str
) -> None:
    path, new = invite(client), app.test_client()
    path = "/invitations/" + "A" * 43 if state == "unknown" else path
    with transaction(session):
        if state == "expired":
            session.execute(update(Invitation).values(expires_at=now() - timedelta(seconds=1)))
        if state == "used":
            session.execute(update(Invitation).values(accepted_at=now()))
    if state == "revoked":
        send(client, f"/invitations/{session.scalars(select(Invitation.id)).one()}/revocation")

    seen, sent = new.get(path), post(new, path, {"display_name": "Sanne"})

    assert (seen.status_code, sent.status_code) == (404, 404)
    assert EMAIL not in seen.text


def test_revoking_takes_the_invitation_off_the_page(client: FlaskClient, admin: Account, session: Session) -> None:
    invite(client)

    answer = send(client, f"/invitations/{session.scalars(select(Invitation.id)).one()}/revocation")

    assert answer.location == "/users"
    assert EMAIL not in client.get("/users").text


def test_changing_roles(client: FlaskClient, admin: Account, session: Session) -> None:
    account = make_account(session, roles=("reader",))

    answer = send(client, f"/users/{account.id}/roles", author=["fire", "police"], knowledge_manager=["all"])

    assert answer.location == f"/users/{account.id}"
    assert queries.grants_of(fresh(session, account)) == {
        Grant(Role.AUTHOR, "fire"),
        Grant(Role.AUTHOR, "police"),
        Grant(Role.KNOWLEDGE_MANAGER),
    }


def test_the_form_shows_what_somebody_holds(client: FlaskClient, admin: Account, session: Session) -> None:
    account = make_account(session, roles=("author",), domain="fire")

    ticked = re.findall(r'name="(\w+)" value="(\w+)" checked', client.get(f"/users/{account.id}").text)

    assert [each for each in ticked if each[0] not in ("theme", "contrast")] == [("author", "fire")]


def test_a_role_in_a_domain_no_longer_offered_can_be_kept(
    client: FlaskClient, admin: Account, session: Session
) -> None:
    account = make_account(session, roles=())
    with transaction(session):
        account.grants.append(RoleGrant(role="author", domain="customs"))

    send(client, f"/users/{account.id}/roles", author=["customs", "fire"])

    assert queries.grants_of(fresh(session, account)) == {Grant(Role.AUTHOR, "customs"), Grant(Role.AUTHOR, "fire")}


@pytest.mark.parametrize("roles", [{"author": ["space"]}, {"admin": ["fire"]}, {"author": ["customs"]}])
def test_a_role_that_is_not_offered_is_refused(
    client: FlaskClient, admin: Account, session: Session, roles: dict[str, list[str]]
) -> None:
    account = make_account(session, roles=("reader",))

    assert send(client, f"/users/{account.id}/roles", **roles).status_code == 422
    assert queries.grants_of(fresh(session, account)) == {Grant(Role.READER)}


def test_the_last_admin_stays(client: FlaskClient, admin: Account) -> None:
    answer = send(client, f"/users/{admin.id}/roles", author=["fire"])

    assert answer.status_code == 422
    assert "laatste beheerder" in answer.text
    assert client.get("/users").status_code == 200


def test_deactivating_ends_the_sessions_of_a_colleague(
    app: Flask, client: FlaskClient, admin: Account, session: Session
) -> None:
    account, theirs = make_account(session), app.test_client()
    sign_in(theirs, account)

    assert send(client, f"/users/{account.id}/deactivation").location == f"/users/{account.id}"
    assert theirs.get("/account").status_code == 303
    assert "uitgezet" in client.get(f"/users/{account.id}").text

    assert send(client, f"/users/{account.id}/activation").location == f"/users/{account.id}"
    assert fresh(session, account).is_active


def test_nobody_deactivates_themselves(client: FlaskClient, admin: Account, session: Session) -> None:
    make_account(session, roles=("admin",))

    assert send(client, f"/users/{admin.id}/deactivation").status_code == 403
    assert client.get("/account").status_code == 200


def test_an_admin_who_is_no_longer_admin_loses_the_pages_at_once(
    client: FlaskClient, admin: Account, session: Session
) -> None:
    make_account(session, roles=("admin",))

    send(client, f"/users/{admin.id}/roles", author=["all"])

    assert client.get("/users").status_code == 404
