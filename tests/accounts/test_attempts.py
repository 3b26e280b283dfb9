"""Comparing a password: what it costs, and what it gives away."""

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts.trail import AT, LIFETIMES, count, trail, who
from tests.factories import PASSWORD, make_account
from wiki.accounts import passwords
from wiki.accounts.services import sessions
from wiki.audit import AuditLine
from wiki.database import transaction


def test_the_right_password_signs_in(session: Session) -> None:
    account = make_account(session, email="sanne@dienst.example")

    attempt = sessions.attempt(session, email=" Sanne@Dienst.example ", password=PASSWORD)
    with transaction(session):
        token = sessions.sign_in(session, attempt, at=AT, lifetimes=LIFETIMES)

    assert token
    assert who(session, token)
    assert trail(session) == [("account.signed_in", f"account:{account.id}", "self", account.id)]


@pytest.mark.parametrize(
    ("email", "password", "active"),
    [
        ("unknown@dienst.example", PASSWORD, True),
        ("sanne@dienst.example", "een ander wachtwoord", True),
        ("sanne@dienst.example", PASSWORD, False),
        ("sanne@dienst.example", "een ander wachtwoord", False),
        ("", "", True),
    ],
    ids=["unknown", "wrong password", "deactivated", "deactivated and wrong", "nothing"],
)
def test_every_failure_costs_one_comparison_and_looks_the_same(
    session: Session, monkeypatch: pytest.MonkeyPatch, email: str, password: str, active: bool
) -> None:
    account = make_account(session, email="sanne@dienst.example")
    with transaction(session):
        account.is_active = active
    compared = count_comparisons(monkeypatch)

    attempt = sessions.attempt(session, email=email, password=password)
    with transaction(session):
        token = sessions.sign_in(session, attempt, at=AT, lifetimes=LIFETIMES)

    assert token is None
    assert len(compared) == 1
    assert compared[0].split("$")[1:4] == passwords.hashed("x").split("$")[1:4]
    assert [line[0] for line in trail(session)] == ["account.sign_in_failed"]
    assert count(session) == 0


def test_a_success_costs_one_comparison_as_well(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    account = make_account(session)
    compared = count_comparisons(monkeypatch)

    assert sessions.attempt(session, email=account.email, password=PASSWORD).is_right
    assert len(compared) == 1


def test_the_trail_of_a_failure_holds_no_address(session: Session) -> None:
    with transaction(session):
        attempt = sessions.attempt(session, email="geheim@dienst.example", password="x")
        sessions.sign_in(session, attempt, at=AT, lifetimes=LIFETIMES)

    line = session.scalars(select(AuditLine)).one()
    assert line.subject == "account:unknown"
    assert "geheim" not in repr(vars(line))


def test_an_account_that_is_deactivated_between_comparing_and_writing_stays_out(session: Session) -> None:
    account = make_account(session)
    attempt = sessions.attempt(session, email=account.email, password=PASSWORD)
    with transaction(session):
        account.is_active = False

    with transaction(session):
        assert sessions.sign_in(session, attempt, at=AT, lifetimes=LIFETIMES) is None


def test_a_hash_of_the_past_is_replaced_on_signing_in(session: Session) -> None:
    account = make_account(session)
    with transaction(session):
        account.password_hash = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1).hash(PASSWORD)

    attempt = sessions.attempt(session, email=account.email, password=PASSWORD)
    with transaction(session):
        assert sessions.sign_in(session, attempt, at=AT, lifetimes=LIFETIMES)

    session.refresh(account)
    assert not passwords.needs_rehash(account.password_hash)
    assert passwords.matches(account.password_hash, PASSWORD)


def count_comparisons(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every hash that a password is compared with from now on."""
    compared: list[str] = []
    verify = PasswordHasher.verify

    def counting(self: PasswordHasher, stored: str, password: str) -> bool:
        compared.append(stored)
        return verify(self, stored, password)

    monkeypatch.setattr(PasswordHasher, "verify", counting)
    return compared
