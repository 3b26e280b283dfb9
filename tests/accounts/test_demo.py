"""The accounts of a demonstration."""

import dataclasses
import stat
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.factories import make_account
from wiki.accounts import demo, queries
from wiki.accounts.models import Account
from wiki.accounts.policy import Role
from wiki.accounts.services import sessions
from wiki.database import transaction
from wiki.errors import SettingsError
from wiki.settings import Settings

AT = datetime(2026, 9, 20, 9, 0, tzinfo=UTC)


def create(session: Session, settings: Settings) -> list[demo.DemoLogin]:
    with transaction(session):
        return demo.create(session, settings=settings, at=AT)


def in_mode(settings: Settings, mode: str) -> Settings:
    return dataclasses.replace(settings, mode=mode, rate_limits=True, trusted_hosts=("wiki.example",))


def test_there_is_one_account_for_each_role() -> None:
    assert [each.role for each in demo.ROLES] == list(Role)
    assert len({each.key for each in demo.ROLES}) == len(Role)


def test_the_printed_passwords_open_the_accounts(session: Session, settings: Settings) -> None:
    logins = create(session, settings)

    assert len({login.password for login in logins}) == len(Role)
    assert all(sessions.attempt(session, email=login.email, password=login.password).is_right for login in logins)


def test_doing_it_again_changes_nothing(session: Session, settings: Settings) -> None:
    first = create(session, settings)
    demo.save(settings.instance, first)

    assert create(session, settings) == first
    assert session.scalar(select(func.count(Account.id))) == len(Role)


def test_lost_passwords_are_replaced(session: Session, settings: Settings) -> None:
    first = create(session, settings)

    second = create(session, settings)

    assert {login.password for login in first}.isdisjoint({login.password for login in second})
    assert sessions.attempt(session, email=second[0].email, password=second[0].password).is_right


def test_the_file_is_for_its_owner_alone_and_reads_back(session: Session, settings: Settings) -> None:
    logins = create(session, settings)

    path = demo.save(settings.instance, logins)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert demo.load(settings.instance) == logins
    assert demo.save(settings.instance, logins) == path


def test_without_a_file_there_are_no_logins(settings: Settings) -> None:
    assert demo.load(settings.instance) == []


def test_production_refuses_demo_accounts(session: Session, settings: Settings) -> None:
    with pytest.raises(SettingsError, match="production"):
        create(session, in_mode(settings, "production"))


@pytest.mark.parametrize(
    ("mode", "key", "found"),
    [
        ("demo", "author", True),
        ("demo", "nobody", False),
        ("demo", "", False),
        ("test", "author", False),
        ("production", "author", False),
    ],
)
def test_demo_accounts_are_offered_in_a_demonstration_alone(
    session: Session, settings: Settings, mode: str, key: str, found: bool
) -> None:
    create(session, settings)
    chosen = in_mode(settings, mode)

    account = demo.find(session, key, settings=chosen)

    assert (account is not None) is found
    assert bool(demo.offered(settings=chosen)) is (mode == "demo")


def test_a_key_finds_demo_accounts_only(session: Session, settings: Settings) -> None:
    make_account(session, email=demo.email("baas"))

    assert queries.by_email(session, demo.email("baas"))
    assert demo.find(session, "baas", settings=in_mode(settings, "demo")) is None
