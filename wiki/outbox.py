"""What has to happen after a write, kept in the same transaction as the write itself.

A row is a topic and a key, never content: the worker loads the current state of what the key names, so replaying a
row is harmless and a hundred rows about one article are one piece of work. There is no job table with payloads and
results here on purpose: nothing in this program needs an answer from the worker.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from wiki.database import Base, now

LONGEST_PAUSE = timedelta(minutes=5)


class OutboxRow(Base):
    __tablename__ = "outbox"

    id: Mapped[int] = mapped_column(primary_key=True)
    topic: Mapped[str]
    key: Mapped[str]
    at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime] = mapped_column(index=True)


def record(session: Session, topic: str, key: str | int) -> None:
    """Ask for work on `key`; it exists from the moment the caller's transaction commits.

    The time is the clock's and not the caller's: content that is brought in with old dates is not late work.
    """
    at = now()
    session.add(OutboxRow(topic=topic, key=str(key), at=at, not_before=at))


def take(session: Session, limit: int, *, at: datetime, first: str = "") -> list[OutboxRow]:
    """The oldest rows that are due, those of the topic `first` before all others. They stay until `done`, so a worker
    that dies loses nothing."""
    due = select(OutboxRow).where(OutboxRow.not_before <= at)
    due = due.order_by(OutboxRow.topic != first, OutboxRow.id).limit(limit)
    return list(session.scalars(due))


def done(session: Session, ids: Iterable[int]) -> None:
    """Forget rows whose work is finished and safe."""
    session.execute(delete(OutboxRow).where(OutboxRow.id.in_(list(ids))))


def postpone(session: Session, ids: Iterable[int], *, at: datetime) -> None:
    """Try these again later, after a pause that doubles with every attempt: one bad row never stops the others."""
    for row in session.scalars(select(OutboxRow).where(OutboxRow.id.in_(list(ids)))):
        row.attempts += 1
        row.not_before = at + pause_after(row.attempts)


def pause_after(attempts: int) -> timedelta:
    """Two seconds after the first attempt, then twice as long each time, and never longer than five minutes."""
    return min(timedelta(seconds=2 ** min(attempts, 16)), LONGEST_PAUSE)


def lag(session: Session, *, at: datetime) -> timedelta:
    """How long the oldest row has been waiting; zero when there is none."""
    oldest = session.scalar(select(func.min(OutboxRow.at)))
    return max(at - oldest, timedelta(0)) if oldest else timedelta(0)


def waiting(session: Session) -> int:
    """How many rows have not been worked off."""
    return session.scalar(select(func.count(OutboxRow.id))) or 0
