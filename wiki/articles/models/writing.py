"""What there is while somebody writes: a text to begin with, who else is there, what was not saved yet."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from wiki.database import Base


class ArticleTemplate(Base):
    """A text to begin an article with, for one type and language; for writers of one domain, or of all where it is
    empty."""

    __tablename__ = "article_template"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    type: Mapped[str]
    language: Mapped[str]
    domain: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(Text)
    changed_on: Mapped[date]


class Presence(Base):
    """Somebody has an article open for writing. Who that is cannot be read from it: the seal is a keyed hash of the
    account and the article, good for counting and for nothing else."""

    __tablename__ = "presence"

    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), primary_key=True)
    seal: Mapped[str] = mapped_column(primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(index=True)


class UnsavedText(Base):
    """What somebody has typed in a writing page since they last saved, kept by itself: no revision, and for nobody's
    eyes but theirs. `desk` is the page that it was typed in, so that two pages never overwrite each other."""

    __tablename__ = "unsaved_text"
    __table_args__ = (UniqueConstraint("account_id", "desk"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    desk: Mapped[str]
    article_id: Mapped[int | None] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    fields: Mapped[dict[str, list[str]]] = mapped_column(JSON)
    version: Mapped[int]
    kept_at: Mapped[datetime] = mapped_column(index=True)
