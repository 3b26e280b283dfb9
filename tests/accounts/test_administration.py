"""Managing the accounts of others, below HTTP."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts.trail import trail
from tests.factories import make_account, make_actor
from wiki.accounts import queries
from wiki.accounts.models import RoleGrant
from wiki.accounts.policy import ANONYMOUS, CONSOLE, Actor, Grant, Role
from wiki.accounts.queries import UserRow, actor_for
from wiki.accounts.services import administration
from wiki.audit import AuditLine
from wiki.database import transaction
from wiki.errors import Invalid, NotAllowed, NotFound

AT = datetime(2026, 9, 20, 9, 0, tzinfo=UTC)
ADMIN = frozenset({Grant(Role.ADMIN)})
AUTHOR = frozenset({Grant(Role.AUTHOR, "fire")})


def change(session: Session, account_id: int, grants: frozenset[Grant], actor: Actor = CONSOLE) -> None:
    with transaction(session):
        administration.change_roles(session, account_id, actor=actor, grants=grants, at=AT)


def deactivate(session: Session, account_id: int, actor: Actor = CONSOLE) -> None:
    with transaction(session):
        administration.deactivate(session, account_id, actor=actor, at=AT)


@pytest.mark.both_engines
def test_roles_become_exactly_those_chosen(session: Session) -> None:
    account = make_account(session, roles=("author", "reader"), domain="fire")

    change(session, account.id, frozenset({Grant(Role.AUTHOR, "fire"), Grant(Role.MODERATOR, "police")}))

    rows = session.scalars(select(RoleGrant).order_by(RoleGrant.id))
    assert {(row.role, row.domain) for row in rows} == {("author", "fire"), ("moderator", "police")}
    line = session.scalars(select(AuditLine)).one()
    assert (line.action, line.detail) == ("account.roles_changed", {"roles": "author:fire moderator:police"})


def test_choosing_what_was_there_is_no_change(session: Session) -> None:
    account = make_account(session, roles=("author",), domain="fire")

    change(session, account.id, AUTHOR)

    assert trail(session) == []


def test_all_roles_can_be_taken_away(session: Session) -> None:
    account = make_account(session, roles=("author",))

    change(session, account.id, frozenset())

    assert queries.grants_of(account) == frozenset()


@pytest.mark.both_engines
@pytest.mark.parametrize("others", ["none", "deactivated", "active"])
def test_the_last_active_admin_stays_admin(session: Session, others: str) -> None:
    admin = make_account(session, roles=("admin",))
    if others != "none":
        other = make_account(session, roles=("admin",))
        with transaction(session):
            other.is_active = others == "active"

    if others == "active":
        change(session, admin.id, AUTHOR)
        assert queries.grants_of(admin) == AUTHOR
        return
    with pytest.raises(Invalid) as refused:
        change(session, admin.id, AUTHOR)
    assert refused.value.fields == {"grants": "last-admin"}
    with pytest.raises(Invalid) as refused:
        deactivate(session, admin.id)
    assert refused.value.fields == {"account": "last-admin"}


def test_an_admin_can_take_on_another_role(session: Session) -> None:
    admin = make_account(session, roles=("admin",))

    change(session, admin.id, ADMIN | AUTHOR)

    assert queries.grants_of(admin) == ADMIN | AUTHOR


def test_deactivating_and_activating(session: Session) -> None:
    admin, account = make_actor(session, "admin"), make_account(session)

    states = []
    deactivate(session, account.id, actor=admin)
    states.append(account.is_active)
    with transaction(session):
        administration.activate(session, account.id, actor=admin, at=AT)
    states.append(account.is_active)

    assert states == [False, True]
    assert [line[0] for line in trail(session)] == [
        "account.deactivated",
        "account.sessions_ended",
        "account.activated",
    ]
    assert {line[2:] for line in trail(session)} == {("admin", admin.id)}


def test_an_admin_does_not_deactivate_themselves(session: Session) -> None:
    admin = make_account(session, roles=("admin",))
    make_account(session, roles=("admin",))

    with pytest.raises(NotAllowed):
        deactivate(session, admin.id, actor=actor_for(admin))


@pytest.mark.parametrize("role", ["reader", "author", "coach", "moderator", "knowledge-manager", "privacy-officer"])
def test_others_find_nothing_to_manage(session: Session, role: str) -> None:
    actor, account = make_actor(session, role), make_account(session)

    with pytest.raises(NotFound):
        change(session, account.id, ADMIN, actor=actor)
    with pytest.raises(NotFound):
        deactivate(session, account.id, actor=actor)
    with pytest.raises(NotFound), transaction(session):
        administration.activate(session, account.id, actor=actor, at=AT)
    with pytest.raises(NotFound):
        queries.users(session, actor=actor, q="", number=1)
    with pytest.raises(NotFound):
        queries.user(session, account.id, actor=actor)


def test_an_account_that_is_not_there_is_not_found(session: Session) -> None:
    with pytest.raises(NotFound):
        change(session, 7, AUTHOR)
    with pytest.raises(NotFound):
        queries.user(session, 7, actor=CONSOLE)
    with pytest.raises(NotFound):
        queries.email_of(session, 7)
    with pytest.raises(NotFound):
        administration.prefer_language(session, actor=ANONYMOUS, locale="en")


def test_the_language_is_kept_with_the_account(session: Session) -> None:
    account = make_account(session)

    with transaction(session):
        administration.prefer_language(session, actor=actor_for(account), locale="en")
    assert account.locale == "en"

    with transaction(session):
        administration.prefer_language(session, actor=actor_for(account), locale=None)
    assert account.locale is None


@pytest.mark.both_engines
@pytest.mark.parametrize(
    ("q", "names"),
    [
        ("", ["Ans", "Bas", "Bo%"]),
        ("BAS", ["Bas"]),
        ("ans@dienst", ["Ans"]),
        ("%", ["Bo%"]),
        ("niemand", []),
    ],
)
def test_users_are_found_by_name_and_address(session: Session, q: str, names: list[str]) -> None:
    for name in ("Bo%", "Bas", "Ans"):
        make_account(session, name=name, email=f"{name.strip('%')}@dienst.example")

    page = queries.users(session, actor=CONSOLE, q=q, number=1)

    assert [row.name for row in page.items] == names
    assert page.total == len(names)


def test_one_user(session: Session) -> None:
    account = make_account(session, roles=("admin", "reader"), name="Ans", email="ans@dienst.example")

    row = queries.user(session, account.id, actor=CONSOLE)

    assert row == UserRow(account.id, "Ans", "ans@dienst.example", (Grant(Role.READER), Grant(Role.ADMIN)), True)


def test_a_role_of_a_newer_version_gives_nothing(session: Session) -> None:
    account = make_account(session, roles=("author",))
    with transaction(session):
        account.grants.append(RoleGrant(role="astronaut", domain=""))

    assert queries.grants_of(account) == {Grant(Role.AUTHOR)}
