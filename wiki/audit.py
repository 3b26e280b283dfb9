"""One line for every write: what happened to what, in which role, when and why; each holds the hash of the one before.

The line never holds text of an article, a search, an e-mail address or what a safety check found. An author's
account is not in it either (`actor_id` stays empty there): the line is read by people who may not know who is
behind a role name.

Lines are only ever added. Whoever changes, takes out or puts in one breaks the chain from there on, which `verify`
finds; whoever rewrites all of it is found by a hash that was noted elsewhere. Writers wait for each other at the one
row that holds the newest hash, until their transaction ends.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import JSON, bindparam, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from wiki.database import Base

FIRST = "0" * 64
_AT_A_TIME = 1000


class AuditLine(Base):
    __tablename__ = "audit_line"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    at: Mapped[datetime] = mapped_column(index=True)
    action: Mapped[str] = mapped_column(index=True)
    subject: Mapped[str] = mapped_column(index=True)
    actor_role: Mapped[str]
    actor_id: Mapped[int | None]
    detail: Mapped[dict[str, str | int]] = mapped_column(JSON)
    hash: Mapped[str]


class AuditHead(Base):
    """One row: how many lines there are, and the hash of the last one."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    hash: Mapped[str]


_AFTER = (
    select(AuditLine).where(AuditLine.number > bindparam("number")).order_by(AuditLine.number).limit(bindparam("most"))
)


class Verified(NamedTuple):
    """How many lines hold together, the hash of the last of them, and what is wrong with the next; empty where there
    is no next."""

    lines: int
    hash: str
    wrong: str


def record(
    session: Session,
    action: str,
    subject: str,
    *,
    at: datetime,
    role: str,
    account: int | None = None,
    **detail: str | int,
) -> None:
    """Add a line: `record(session, "article.published", "article:7", at=at, role="moderator", revision=3)`."""
    # Asked anew each time: another process may have added lines since this session last saw the row.
    head = session.get_one(AuditHead, 1, with_for_update=True, populate_existing=True)
    line = AuditLine(
        number=head.number + 1,
        at=at,
        action=action,
        subject=subject,
        actor_role=role,
        actor_id=account,
        detail=detail,
    )
    line.hash = hash_of(line, head.hash)
    head.number, head.hash = line.number, line.hash
    session.add(line)


def day_of(at: datetime) -> datetime:
    """The moment that a line about what authors do tells: the time of day could be held against when somebody signed
    in."""
    return at.replace(hour=0, minute=0, second=0, microsecond=0)


def hash_of(line: AuditLine, before: str) -> str:
    """The SHA-256 of everything in a line and the hash of the one before it."""
    said = [
        before,
        line.number,
        line.at.isoformat(timespec="microseconds"),
        line.action,
        line.subject,
        line.actor_role,
        line.actor_id,
        line.detail,
    ]
    return sha256(json.dumps(said, sort_keys=True, ensure_ascii=True).encode("ascii")).hexdigest()


def verify(session: Session) -> Iterator[Verified]:
    """Go through the chain, and say every so often how far it holds; the last one says whether all of it does."""
    number, before = 0, FIRST
    while lines := session.scalars(_AFTER, {"number": number, "most": _AT_A_TIME}).all():
        for line in lines:
            if line.number != number + 1 or line.hash != hash_of(line, before):
                yield Verified(number, before, "missing" if line.number != number + 1 else "changed")
                return
            number, before = line.number, line.hash
        yield Verified(number, before, "")
    head = session.get_one(AuditHead, 1)
    is_whole = (head.number, head.hash) == (number, before)
    yield Verified(number, before, "" if is_whole else "missing")


def count(session: Session) -> int:
    return session.scalar(select(func.count(AuditLine.id))) or 0


def has_hash(session: Session, noted: str) -> bool:
    """Whether a hash that was noted earlier is still that of a line."""
    return session.scalar(select(AuditLine.id).where(AuditLine.hash == noted)) is not None
