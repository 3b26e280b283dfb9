"""What moderators decide about a text, and what they look at afterwards."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wiki.database import Base


class Review(Base):
    """A moderator's decision about one revision that waited since then. Pages say a moderator decided, not who."""

    __tablename__ = "review"
    __table_args__ = (CheckConstraint("decision IN ('returned','seconded','published')", name="decision"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id", ondelete="CASCADE"))
    moderator_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    decision: Mapped[str]
    at: Mapped[datetime]
    waited_since: Mapped[datetime | None]
    questions: Mapped[list["ReviewQuestion"]] = relationship(
        cascade="all, delete-orphan", order_by="ReviewQuestion.id", lazy="selectin"
    )


class ReviewQuestion(Base):
    """What the moderator wants to know before publishing, and what the author answered."""

    __tablename__ = "review_question"

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"), index=True)
    question: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text, default="")


class ReviewFinding(Base):
    """Why something that the safety check found is no personal data, in the words of who wrote it.

    `field` is where in the revision: 'title', 'text', 'tags', 'role_name' or 'summary'; `offset` and `length` count in
    characters. What was found stands in the revision and nowhere else. A finding that blocks counts when a moderator
    agreed.
    """

    __tablename__ = "review_finding"
    __table_args__ = (UniqueConstraint("revision_id", "field", "rule", "offset"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id", ondelete="CASCADE"))
    field: Mapped[str]
    rule: Mapped[str]
    offset: Mapped[int]
    length: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    agreed_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    agreed_at: Mapped[datetime | None]


class PostCheck(Base):
    """A small change that its author put online at once, and that a moderator looks at afterwards."""

    __tablename__ = "post_check"

    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id", ondelete="CASCADE"), primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    checked_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    checked_at: Mapped[datetime | None] = mapped_column(index=True)
