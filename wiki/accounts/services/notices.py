"""What people are told inside the wiki: a code and what it is about, until they have seen it."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from wiki.accounts.models import Notice
from wiki.accounts.policy import Actor

# What nobody looked at for so long, nobody misses.
KEPT_FOR = timedelta(days=180)


def tell(session: Session, accounts: Iterable[int], code: str, subject: str, *, on: date) -> None:
    """Tell these people, each of them once: who has not read the same yet is not told again."""
    told = select(Notice.account_id).where(Notice.code == code, Notice.subject == subject, ~Notice.is_read)
    known = set(session.scalars(told))
    session.add_all(
        Notice(account_id=account, code=code, subject=subject, at=on) for account in sorted(set(accounts) - known)
    )
    session.flush()


def read_all(session: Session, *, actor: Actor) -> None:
    """Note that somebody has seen everything that they were told."""
    session.execute(update(Notice).where(Notice.account_id == (actor.id or 0)).values(is_read=True))


def forget_old(session: Session, *, at: datetime) -> None:
    session.execute(delete(Notice).where(Notice.at < (at - KEPT_FOR).date()))
