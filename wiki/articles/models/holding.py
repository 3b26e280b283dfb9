"""Why a published article still holds: who said so, who is asked, what it rests on, and how much it is read."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from wiki.database import Base


class ArticleReviewer(Base):
    """Somebody was named to say whether an article still holds. Shown to moderators, who named them."""

    __tablename__ = "article_reviewer"

    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, index=True)
    named_on: Mapped[date]


class Confirmation(Base):
    """Somebody said that a published text still holds. `role` is 'moderator' or 'reviewer'."""

    __tablename__ = "confirmation"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id", ondelete="CASCADE"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    role: Mapped[str]
    on: Mapped[date]


class OfficialSource(Base):
    """A law, procedure or manual that articles rest on, in the version that is in force."""

    __tablename__ = "official_source"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(unique=True)
    url: Mapped[str] = mapped_column(default="")
    version: Mapped[str]
    changed_on: Mapped[date]


class ArticleSource(Base):
    """An article rests on an official source; `version` is the one that it was last read beside."""

    __tablename__ = "article_source"

    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), primary_key=True)
    source_id: Mapped[int] = mapped_column(
        ForeignKey("official_source.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    version: Mapped[str]


class ReviewWarning(Base):
    """People were told what is about to happen to an article. `due` is the date that it was about: with another date
    it begins anew, so that nobody is told the same twice, and nobody is forgotten."""

    __tablename__ = "review_warning"
    __table_args__ = (CheckConstraint("code IN ('review-soon','archive-soon')", name="code"),)

    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    due: Mapped[date]


class ArticleReading(Base):
    """How often an article was opened in one month. Who opened it, or when, was never written down."""

    __tablename__ = "article_reading"

    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    count: Mapped[int]
