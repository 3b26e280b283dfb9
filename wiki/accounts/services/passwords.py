"""Choosing another password. Every other session of the account ends with the old one."""

from datetime import datetime

from sqlalchemy.orm import Session

from wiki import audit
from wiki.accounts import passwords
from wiki.accounts.models import Account
from wiki.accounts.policy import CONSOLE, Actor, acts_as
from wiki.accounts.services import sessions
from wiki.errors import Invalid, NotFound


def change(session: Session, *, actor: Actor, current: str, new: str, at: datetime, keep: str | None) -> None:
    """Change the actor's own password, given the current one; the session with the token `keep` goes on."""
    account = session.get(Account, actor.id) if actor.id else None
    if account is None:
        raise NotFound("account")
    if not passwords.matches(account.password_hash, current):
        raise Invalid({"current": "wrong-password"})
    _store(account, new)
    subject = f"account:{account.id}"
    audit.record(session, "account.password_changed", subject, at=at, role=sessions.SELF, account=account.id)
    sessions.end_all(session, account.id, at=at, role=sessions.SELF, by=account.id, keep=keep)


def reset(session: Session, *, account: Account, new: str, at: datetime) -> None:
    """Set a password from the command line, for someone who forgot theirs."""
    _store(account, new)
    role = acts_as(CONSOLE)
    audit.record(session, "account.password_reset", f"account:{account.id}", at=at, role=role)
    sessions.end_all(session, account.id, at=at, role=role, by=None)


def _store(account: Account, new: str) -> None:
    problem = passwords.problem(new, email=account.email, name=account.display_name)
    if problem:
        raise Invalid({"new": problem})
    account.password_hash = passwords.hashed(new)
