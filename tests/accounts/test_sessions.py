"""Signing in and out, below HTTP."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts.trail import AT, LIFETIMES, begin, count, trail, who
from tests.factories import make_account
from wiki.accounts import queries, tokens
from wiki.accounts.models import SignInSession
from wiki.accounts.policy import CONSOLE, Grant, Role
from wiki.accounts.services import administration, sessions
from wiki.database import transaction


def test_signing_in_gives_a_token_of_which_only_the_hash_is_kept(session: Session) -> None:
    account = make_account(session)

    token = begin(session, account)

    row = session.scalars(select(SignInSession)).one()
    assert row.token_hash == tokens.hashed(token)
    assert token not in row.token_hash
    assert len(token) == tokens.LENGTH


@pytest.mark.both_engines
def test_the_holder_of_a_token_is_the_account_with_its_grants(session: Session) -> None:
    account = make_account(session, roles=("author", "moderator"), domain="fire", name="Sanne", locale="en")

    found = who(session, begin(session, account))

    assert found
    assert found.actor == queries.actor_for(account)
    assert found.actor.display_name == "Sanne"
    assert found.actor.locale == "en"
    assert found.actor.grants == {Grant(Role.AUTHOR, "fire"), Grant(Role.MODERATOR, "fire")}


def test_an_account_without_roles_is_signed_in_and_may_nothing(session: Session) -> None:
    found = who(session, begin(session, make_account(session, roles=())))

    assert found
    assert found.actor.is_signed_in
    assert found.actor.grants == frozenset()


@pytest.mark.both_engines
@pytest.mark.parametrize(
    ("later", "seen_after", "holds"),
    [
        (timedelta(0), timedelta(0), True),
        (timedelta(hours=12) - timedelta(seconds=1), timedelta(0), True),
        (timedelta(hours=12), timedelta(0), False),
        (timedelta(days=13), timedelta(days=13), True),
        (timedelta(days=14) - timedelta(seconds=1), timedelta(days=13, hours=23), True),
        (timedelta(days=14), timedelta(days=13, hours=23), False),
    ],
    ids=["new", "almost idle", "idle", "in use for days", "almost too old", "too old though in use"],
)
def test_how_long_a_session_holds(session: Session, later: timedelta, seen_after: timedelta, holds: bool) -> None:
    token = begin(session, make_account(session))
    row = session.scalars(select(SignInSession)).one()
    with transaction(session):
        sessions.touch(session, row.id, at=AT + seen_after)

    assert (who(session, token, at=AT + later) is not None) is holds


def test_a_token_that_was_tampered_with_is_nobodys(session: Session) -> None:
    token = begin(session, make_account(session))

    assert who(session, token[:-1] + ("A" if token[-1] != "A" else "B")) is None


@pytest.mark.parametrize(("minutes", "stale"), [(0, False), (5, False), (6, True)])
def test_use_is_written_down_at_most_every_five_minutes(session: Session, minutes: int, stale: bool) -> None:
    token = begin(session, make_account(session))

    found = who(session, token, at=AT + timedelta(minutes=minutes))

    assert found
    assert found.is_stale is stale


def test_use_is_never_written_back_in_time(session: Session) -> None:
    begin(session, make_account(session))
    row = session.scalars(select(SignInSession)).one()

    with transaction(session):
        sessions.touch(session, row.id, at=AT - timedelta(hours=1))

    session.refresh(row)
    assert row.seen_at == AT


@pytest.mark.both_engines
def test_signing_out_ends_this_session_alone(session: Session) -> None:
    account = make_account(session)
    here, elsewhere = begin(session, account), begin(session, account)

    with transaction(session):
        sessions.sign_out(session, here, at=AT)

    assert who(session, here) is None
    assert who(session, elsewhere)
    assert trail(session)[-1] == ("account.signed_out", f"account:{account.id}", "self", account.id)


def test_signing_out_twice_is_signing_out_once(session: Session) -> None:
    with transaction(session):
        sessions.sign_out(session, tokens.new(), at=AT)

    assert trail(session) == []


@pytest.mark.both_engines
def test_ending_all_sessions_leaves_those_of_others(session: Session) -> None:
    account, other = make_account(session), make_account(session)
    mine, mine_too, theirs = begin(session, account), begin(session, account), begin(session, other)

    with transaction(session):
        sessions.end_all(session, account.id, at=AT, role="self", by=account.id)

    assert [who(session, each) is None for each in (mine, mine_too, theirs)] == [True, True, False]
    assert trail(session)[-1][0] == "account.sessions_ended"


def test_the_session_in_use_can_be_kept(session: Session) -> None:
    account = make_account(session)
    here, elsewhere = begin(session, account), begin(session, account)

    with transaction(session):
        sessions.end_all(session, account.id, at=AT, role="self", by=account.id, keep=here)

    assert who(session, here)
    assert who(session, elsewhere) is None


def test_deactivating_ends_every_session_and_activating_revives_none(session: Session) -> None:
    account = make_account(session)
    token = begin(session, account)

    with transaction(session):
        administration.deactivate(session, account.id, actor=CONSOLE, at=AT)
    with transaction(session):
        administration.activate(session, account.id, actor=CONSOLE, at=AT)

    assert who(session, token) is None
    assert count(session) == 0


def test_a_deactivated_account_holds_no_session_even_if_a_row_is_left(session: Session) -> None:
    account = make_account(session)
    token = begin(session, account)

    with transaction(session):
        account.is_active = False

    assert who(session, token) is None


def test_signing_in_again_replaces_the_session_of_the_browser(session: Session) -> None:
    account = make_account(session)
    before = begin(session, account)

    after = begin(session, account, replacing=before)

    assert after != before
    assert who(session, before) is None
    assert who(session, after)


def test_signing_in_clears_away_what_is_too_old(session: Session) -> None:
    begin(session, make_account(session), at=AT - timedelta(days=1))
    begin(session, make_account(session))

    assert count(session) == 1


def test_nobody_begins_a_session_for_a_deactivated_or_missing_account(session: Session) -> None:
    account = make_account(session)
    with transaction(session):
        account.is_active = False

    with transaction(session):
        assert sessions.begin(session, account.id, at=AT, lifetimes=LIFETIMES) is None
        assert sessions.begin(session, 0, at=AT, lifetimes=LIFETIMES) is None
