"""A file that somebody added."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from wiki.database import Base


class Attachment(Base):
    """One file under one key. `blob` is the SHA-256 of what is kept of it, which several may share.

    `account_id` is for rights alone, as an author's seal is: no page, line or header tells who added a file.
    """

    __tablename__ = "attachment"
    __table_args__ = (CheckConstraint("kind IN ('image','document','audio','video')", name="kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    blob: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    mime: Mapped[str]
    name: Mapped[str]
    size: Mapped[int]
    width: Mapped[int | None]
    height: Mapped[int | None]
    text: Mapped[str] = mapped_column(Text, default="")
    added_on: Mapped[date]
