"""Choosing another password, below HTTP."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts.trail import begin, trail, who
from tests.factories import PASSWORD, make_account
from wiki.accounts import passwords as hashes
from wiki.accounts.models import Account
from wiki.accounts.policy import ANONYMOUS
from wiki.accounts.queries import actor_for
from wiki.accounts.services import passwords
from wiki.audit import AuditLine
from wiki.database import transaction
from wiki.errors import Invalid, NotFound

AT = datetime(2026, 9, 20, 9, 0, tzinfo=UTC)
NEW = "een heel andere lange zin"


def test_changing_a_password_ends_the_other_sessions(session: Session) -> None:
    account = make_account(session)
    here, elsewhere = begin(session, account), begin(session, account)

    with transaction(session):
        passwords.change(session, actor=actor_for(account), current=PASSWORD, new=NEW, at=AT, keep=here)

    assert hashes.matches(account.password_hash, NEW)
    assert who(session, here)
    assert who(session, elsewhere) is None
    assert ("account.password_changed", f"account:{account.id}", "self", account.id) in trail(session)


@pytest.mark.parametrize(
    ("current", "new", "fields"),
    [
        ("iets anders", NEW, {"current": "wrong-password"}),
        (PASSWORD, "te kort", {"new": "too-short"}),
        (PASSWORD, "collega@dienst.example", {"new": "personal"}),
    ],
)
def test_a_refused_password_changes_nothing(session: Session, current: str, new: str, fields: dict[str, str]) -> None:
    account = make_account(session, email="collega@dienst.example")

    with pytest.raises(Invalid) as refused, transaction(session):
        passwords.change(session, actor=actor_for(account), current=current, new=new, at=AT, keep=None)

    assert refused.value.fields == fields
    assert hashes.matches(session.scalars(select(Account.password_hash)).one(), PASSWORD)


def test_a_visitor_has_no_password_to_change(session: Session) -> None:
    with pytest.raises(NotFound):
        passwords.change(session, actor=ANONYMOUS, current=PASSWORD, new=NEW, at=AT, keep=None)


def test_a_reset_from_the_command_line_ends_every_session(session: Session) -> None:
    account = make_account(session)
    token = begin(session, account)

    with transaction(session):
        passwords.reset(session, account=account, new=NEW, at=AT)

    assert hashes.matches(account.password_hash, NEW)
    assert who(session, token) is None
    assert ("account.password_reset", f"account:{account.id}", "console", None) in trail(session)
    assert NEW not in repr([vars(line) for line in session.scalars(select(AuditLine))])
