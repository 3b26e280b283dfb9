"""One line for every write: what happened to what, in which role, when and why.

The line never holds text of an article, a search, an e-mail address or what a safety check found. An author's
account is not in it either (`actor_id` stays empty there): the line is read by people who may not know who is
behind a role name.
"""

from datetime import datetime

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, Session, mapped_column

from wiki.database import Base


class AuditLine(Base):
    __tablename__ = "audit_line"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    action: Mapped[str]
    subject: Mapped[str] = mapped_column(index=True)
    actor_role: Mapped[str]
    actor_id: Mapped[int | None]
    detail: Mapped[dict[str, str | int]] = mapped_column(JSON)


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
    session.add(
        AuditLine(at=at, action=action, subject=subject, actor_role=role, actor_id=account, detail=detail),
    )
