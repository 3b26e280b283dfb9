"""Signing in and out. A session is a row: whoever deletes it ends it, on the next request of that browser.

Signing in takes two steps, because comparing a password takes long on purpose and must not hold up other writes:
`attempt` compares and writes nothing, `sign_in` writes and compares nothing.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from wiki import audit
from wiki.accounts import passwords, tokens
from wiki.accounts.models import Account, SignInSession
from wiki.accounts.queries import Lifetimes, normal_email

SELF = "self"


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of comparing a password; `new_hash` replaces one that was made with parameters of the past."""

    account_id: int | None
    is_right: bool
    new_hash: str | None = None


def attempt(session: Session, *, email: str, password: str) -> Attempt:
    """Compare a password. An unknown, a deactivated and a known account all cost exactly one comparison."""
    account = session.execute(
        select(Account.id, Account.password_hash, Account.is_active).where(Account.email == normal_email(email))
    ).one_or_none()
    if not passwords.matches(account.password_hash if account else None, password) or account is None:
        return Attempt(account.id if account else None, is_right=False)
    if not account.is_active:
        return Attempt(account.id, is_right=False)
    old = passwords.needs_rehash(account.password_hash)
    return Attempt(account.id, is_right=True, new_hash=passwords.hashed(password) if old else None)


def sign_in(session: Session, attempt: Attempt, *, at: datetime, lifetimes: Lifetimes) -> str | None:
    """Begin a session and return its token, or write down that somebody failed and return None."""
    if not attempt.is_right or attempt.account_id is None:
        audit.record(session, "account.sign_in_failed", f"account:{attempt.account_id or 'unknown'}", at=at, role="")
        return None
    if attempt.new_hash:
        session.execute(update(Account).where(Account.id == attempt.account_id).values(password_hash=attempt.new_hash))
    return begin(session, attempt.account_id, at=at, lifetimes=lifetimes)


def begin(
    session: Session, account_id: int, *, at: datetime, lifetimes: Lifetimes, replacing: str | None = None
) -> str | None:
    """Sign an account in without asking anything; None when it is deactivated. The browser's earlier session ends."""
    account = session.get(Account, account_id, with_for_update=True, populate_existing=True)
    if account is None or not account.is_active:
        return None
    _forget(session, at=at, lifetimes=lifetimes, token=replacing)
    token = tokens.new()
    session.add(SignInSession(token_hash=tokens.hashed(token), account_id=account_id, started_at=at, seen_at=at))
    audit.record(session, "account.signed_in", f"account:{account_id}", at=at, role=SELF, account=account_id)
    return token


def sign_out(session: Session, token: str, *, at: datetime) -> None:
    """End this session; an unknown token is already signed out."""
    ended = delete(SignInSession).where(SignInSession.token_hash == tokens.hashed(token))
    account_id = session.scalar(ended.returning(SignInSession.account_id))
    if account_id is not None:
        audit.record(session, "account.signed_out", f"account:{account_id}", at=at, role=SELF, account=account_id)


def end_all(
    session: Session, account_id: int, *, at: datetime, role: str, by: int | None, keep: str | None = None
) -> None:
    """End every session of an account, on all its devices, but the one with the token `keep`."""
    ended = session.scalars(
        delete(SignInSession)
        .where(SignInSession.account_id == account_id, SignInSession.token_hash != tokens.hashed(keep or ""))
        .returning(SignInSession.id)
    ).all()
    subject = f"account:{account_id}"
    audit.record(session, "account.sessions_ended", subject, at=at, role=role, account=by, count=len(ended))


def touch(session: Session, session_id: int, *, at: datetime) -> None:
    """Write down that the session is in use."""
    session.execute(
        update(SignInSession).where(SignInSession.id == session_id, SignInSession.seen_at < at).values(seen_at=at)
    )


def _forget(session: Session, *, at: datetime, lifetimes: Lifetimes, token: str | None) -> None:
    """Remove the session of this token, and all that are too old to be of use to anybody."""
    session.execute(
        delete(SignInSession).where(
            or_(
                SignInSession.token_hash == tokens.hashed(token or ""),
                SignInSession.seen_at <= at - lifetimes.idle,
                SignInSession.started_at <= at - lifetimes.absolute,
            )
        )
    )
