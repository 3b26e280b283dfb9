"""Sessions and the audit trail, as the tests of accounts begin, ask and read them."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.accounts import queries
from wiki.accounts.models import Account, SignInSession
from wiki.accounts.queries import Lifetimes
from wiki.accounts.services import sessions
from wiki.audit import AuditLine
from wiki.database import transaction

AT = datetime(2026, 9, 20, 9, 0, tzinfo=UTC)
LIFETIMES = Lifetimes(idle=timedelta(hours=12), absolute=timedelta(days=14))


def begin(session: Session, account: Account, at: datetime = AT, replacing: str | None = None) -> str:
    with transaction(session):
        token = sessions.begin(session, account.id, at=at, lifetimes=LIFETIMES, replacing=replacing)
    assert token
    return token


def who(session: Session, token: str, at: datetime = AT) -> queries.SignedIn | None:
    return queries.signed_in(session, token, at=at, lifetimes=LIFETIMES, stale_after=timedelta(minutes=5))


def count(session: Session) -> int:
    return session.scalar(select(func.count(SignInSession.id))) or 0


def trail(session: Session) -> list[tuple[str, str, str, int | None]]:
    lines = session.scalars(select(AuditLine).order_by(AuditLine.id))
    return [(line.action, line.subject, line.actor_role, line.actor_id) for line in lines]
