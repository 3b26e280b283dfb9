"""What search keeps beside its index: searches of the past, by nobody in particular, and the list of words."""

from datetime import date, datetime

from sqlalchemy import JSON, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from wiki.database import Base


class PastQuery(Base):
    """How often a text was searched for on one day with something found. Who did so is not kept anywhere."""

    __tablename__ = "past_query"

    text: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True, index=True)
    count: Mapped[int]


class Headword(Base):
    """A word or an expression of the work, the other forms that it goes by, and what it means if somebody said so.

    `domain` is empty for a word that all domains use alike. One short form may belong to several headwords.
    """

    __tablename__ = "headword"
    # A number is never given twice: lines of the audit and open forms name headwords by it.
    __table_args__ = (UniqueConstraint("word", "domain"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    word: Mapped[str]
    domain: Mapped[str] = mapped_column(default="")
    kind: Mapped[str]
    forms: Mapped[list[str]] = mapped_column(JSON)
    explanation: Mapped[str] = mapped_column(Text, default="")
    changed_at: Mapped[datetime] = mapped_column(index=True)
