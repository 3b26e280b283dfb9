"""Inviting by link, below HTTP."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.accounts.trail import trail
from tests.factories import PASSWORD, make_account, make_actor
from wiki.accounts import passwords, queries, tokens
from wiki.accounts.models import Account, Invitation
from wiki.accounts.policy import CONSOLE, Actor, Grant, Role
from wiki.accounts.services import invitations
from wiki.database import transaction
from wiki.errors import Invalid, NotFound

AT = datetime(2026, 9, 20, 9, 0, tzinfo=UTC)
VALID_FOR = timedelta(days=14)
GRANTS = frozenset({Grant(Role.AUTHOR, "fire"), Grant(Role.READER)})


def invite(session: Session, email: str = "nieuw@dienst.example", actor: Actor = CONSOLE) -> str:
    with transaction(session):
        return invitations.invite(session, actor=actor, email=email, grants=GRANTS, at=AT, valid_for=VALID_FOR)


def accept(session: Session, token: str, at: datetime = AT, **given: Any) -> Account:
    values = {"display_name": "Sanne", "password": PASSWORD} | given
    with transaction(session):
        return invitations.accept(session, token, at=at, **values)


def make_state(session: Session, state: str) -> tuple[str, datetime]:
    """The token of an invitation in this state, and the moment of trying it."""
    if state == "unknown":
        return tokens.new(), AT
    token = invite(session)
    if state == "used":
        accept(session, token)
    if state == "revoked":
        with transaction(session):
            invitations.revoke(session, session.scalars(select(Invitation.id)).one(), actor=CONSOLE, at=AT)
    if state == "replaced":
        invite(session)
    if state == "account made meanwhile":
        make_account(session, email="nieuw@dienst.example")
    return token, AT + VALID_FOR if state == "expired" else AT


@pytest.mark.both_engines
def test_an_invited_person_gets_an_account_with_the_roles_promised(session: Session) -> None:
    token = invite(session, email=" Nieuw@Dienst.example ")

    account = accept(session, token)

    assert account.email == "nieuw@dienst.example"
    assert account.display_name == "Sanne"
    assert passwords.matches(account.password_hash, PASSWORD)
    assert queries.grants_of(account) == GRANTS
    assert trail(session)[-1] == ("account.accepted", f"account:{account.id}", "self", account.id)


def test_only_the_hash_of_the_token_is_kept(session: Session) -> None:
    token = invite(session)

    row = session.scalars(select(Invitation)).one()

    assert row.token_hash == tokens.hashed(token)
    assert row.expires_at == AT + VALID_FOR
    assert trail(session) == [("account.invited", f"invitation:{row.id}", "console", None)]


@pytest.mark.parametrize(
    ("state", "can_be_seen", "can_be_used"),
    [
        ("open", True, True),
        ("unknown", False, False),
        ("expired", False, False),
        ("used", False, False),
        ("revoked", False, False),
        ("replaced", False, False),
        ("account made meanwhile", True, False),
    ],
)
def test_what_a_link_is_worth(session: Session, state: str, can_be_seen: bool, can_be_used: bool) -> None:
    token, at = make_state(session, state)

    assert does(lambda: queries.invited_email(session, token, at=at)) is can_be_seen
    assert does(lambda: accept(session, token, at=at)) is can_be_used


@pytest.mark.parametrize(
    ("email", "code"),
    [
        ("iemand@dienst.example", None),
        ("iemand+wiki@post.dienst.example", None),
        ("bekend@dienst.example", "has-account"),
        ("BEKEND@dienst.example", "has-account"),
        ("", "not-an-address"),
        ("iemand", "not-an-address"),
        ("iemand@", "not-an-address"),
        ("iemand@dienst", "not-an-address"),
        ("iemand@dienst..example", "not-an-address"),
        ("iemand@dienst.example, nog@dienst.example", "not-an-address"),
        ("<iemand@dienst.example>", "not-an-address"),
        ("i" * 250 + "@dienst.example", "not-an-address"),
    ],
)
def test_addresses_that_can_be_invited(session: Session, email: str, code: str | None) -> None:
    make_account(session, email="bekend@dienst.example")

    if code is None:
        invite(session, email=email)
        return
    with pytest.raises(Invalid) as refused:
        invite(session, email=email)
    assert refused.value.fields == {"email": code}


def test_an_invitation_promises_at_least_one_role(session: Session) -> None:
    with pytest.raises(Invalid) as refused, transaction(session):
        invitations.invite(session, actor=CONSOLE, email="x@dienst.example", grants=(), at=AT, valid_for=VALID_FOR)

    assert refused.value.fields == {"grants": "no-role"}


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"display_name": ""}, {"display_name": "required"}),
        ({"display_name": "S" * 81}, {"display_name": "too-long-name"}),
        ({"password": "te kort"}, {"password": "too-short"}),
        ({"display_name": "", "password": "welkom123456"}, {"display_name": "required", "password": "common"}),
    ],
)
def test_a_refused_acceptance_leaves_the_link_usable(
    session: Session, given: dict[str, Any], fields: dict[str, str]
) -> None:
    token = invite(session)

    with pytest.raises(Invalid) as refused:
        accept(session, token, **given)

    assert refused.value.fields == fields
    assert accept(session, token).is_active


def test_only_admins_invite_and_revoke(session: Session) -> None:
    moderator = make_actor(session, "moderator")
    invite(session)
    invitation = session.scalars(select(Invitation.id)).one()

    with pytest.raises(NotFound):
        invite(session, actor=moderator)
    with pytest.raises(NotFound), transaction(session):
        invitations.revoke(session, invitation, actor=moderator, at=AT)
    with pytest.raises(NotFound):
        queries.invitations(session, actor=moderator, at=AT)


def test_revoking_forgets_the_address(session: Session) -> None:
    admin = make_actor(session, "admin")
    invite(session, actor=admin)
    invitation = session.scalars(select(Invitation.id)).one()

    with transaction(session):
        invitations.revoke(session, invitation, actor=admin, at=AT)

    assert session.scalar(select(func.count(Invitation.id))) == 0
    assert trail(session)[-1] == ("account.invitation_revoked", f"invitation:{invitation}", "admin", admin.id)


@pytest.mark.parametrize("state", ["missing", "used"])
def test_what_cannot_be_revoked_is_not_found(session: Session, state: str) -> None:
    accept(session, invite(session))
    invitation = session.scalars(select(Invitation.id)).one() if state == "used" else 0

    with pytest.raises(NotFound), transaction(session):
        invitations.revoke(session, invitation, actor=CONSOLE, at=AT)


def test_admins_see_what_waits_and_what_has_expired(session: Session) -> None:
    accept(session, invite(session, email="aanvaard@dienst.example"))
    invite(session, email="wacht@dienst.example")

    now = queries.invitations(session, actor=CONSOLE, at=AT)
    later = queries.invitations(session, actor=CONSOLE, at=AT + VALID_FOR)

    assert [(row.email, row.is_expired) for row in now] == [("wacht@dienst.example", False)]
    assert now[0].grants == (Grant(Role.READER), Grant(Role.AUTHOR, "fire"))
    assert now[0].expires == (AT + VALID_FOR).date()
    assert [row.is_expired for row in later] == [True]


def does(work: object) -> bool:
    """Whether this works; the only way not to is that there is nothing there."""
    try:
        work()  # type: ignore[operator]
    except NotFound:
        return False
    return True
