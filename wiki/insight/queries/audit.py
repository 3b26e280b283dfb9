"""The audit log, for privacy officers.

Lines are ordered by their time and then by their hash, never by the order in which they were written: what authors do
is kept by the day, and its place among sign-ins that have a time would tell whose it was.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from wiki.accounts.models import Account
from wiki.accounts.policy import Actor
from wiki.audit import AuditLine
from wiki.insight import policy
from wiki.web.paging import Paged, paged

LINES_A_PAGE = 50
_AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; empty means all. `subject` is a kind such as `article`, or one of them, `article:7`."""

    action: str = ""
    subject: str = ""
    role: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """`is_day` says that only the day is known. `who` is empty where the line names nobody."""

    at: datetime
    is_day: bool
    action: str
    subject: str
    role: str
    who: str
    detail: str


def lines(session: Session, actor: Actor, wanted: Wanted, number: int) -> Paged[Line]:
    policy.require_audit(actor)
    page = paged(session, _found(wanted), number, LINES_A_PAGE)
    names = _names(session, {line.actor_id for line in page.items if line.actor_id})
    return page.with_items(tuple(_line(each, names) for each in page.items))


def every_line(session: Session, actor: Actor, wanted: Wanted) -> Iterator[Line]:
    """All of them, a few at a time: for an export."""
    policy.require_audit(actor)
    names = _names(session, {each for each in session.scalars(select(AuditLine.actor_id).distinct()) if each})
    return (_line(each, names) for each in _in_turn(session, _found(wanted)))


def actions(session: Session, actor: Actor) -> list[str]:
    """Every kind of action that there is a line about."""
    policy.require_audit(actor)
    return list(session.scalars(select(AuditLine.action).distinct().order_by(AuditLine.action)))


def _found(wanted: Wanted) -> Select[AuditLine]:
    query = select(AuditLine).order_by(AuditLine.at.desc(), AuditLine.hash)
    if wanted.action:
        query = query.where(AuditLine.action == wanted.action)
    if wanted.subject:
        kind, _colon, one = wanted.subject.partition(":")
        is_one = AuditLine.subject == f"{kind}:{one}"
        query = query.where(is_one if one else AuditLine.subject.startswith(f"{kind}:", autoescape=True))
    if wanted.role:
        query = query.where(AuditLine.actor_role == wanted.role)
    if wanted.since:
        query = query.where(AuditLine.at >= _midnight(wanted.since))
    if wanted.until:
        query = query.where(AuditLine.at < _midnight(wanted.until + timedelta(days=1)))
    return query


def _in_turn(session: Session, query: Select[AuditLine]) -> Iterator[AuditLine]:
    """All that the query finds, each time from behind the last one: nothing stays open while somebody downloads."""
    found: Sequence[AuditLine] = session.scalars(query.limit(_AT_A_TIME)).all()
    while found:
        yield from found
        last = found[-1]
        behind = or_(AuditLine.at < last.at, and_(AuditLine.at == last.at, AuditLine.hash > last.hash))
        found = session.scalars(query.where(behind).limit(_AT_A_TIME)).all()


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _names(session: Session, ids: set[int]) -> dict[int, str]:
    query = select(Account.id, Account.display_name).where(Account.id.in_(ids))
    return {row.id: row.display_name for row in session.execute(query)}


def _line(line: AuditLine, names: dict[int, str]) -> Line:
    is_day = line.actor_id is None and line.at.time() == time()
    detail = ", ".join(f"{name}: {value}" for name, value in sorted(line.detail.items()))
    who = names.get(line.actor_id, f"account:{line.actor_id}") if line.actor_id else ""
    return Line(line.at, is_day, line.action, line.subject, line.actor_role, who, detail)
