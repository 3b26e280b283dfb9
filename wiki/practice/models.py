"""What readers tell of having used an article, and the checks of an assumption that follow from it.

Source: the domain reference, section 9.
"""

from datetime import date

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wiki.articles.models import Article
from wiki.database import Base


class Applied(Base):
    """One use of an article in practice. Who tells of it is kept for a while, so that they can change what they said
    and count once; after that it is known of those alone who put their name to it (`is_signed`).

    `check_id` is the assumption check that it counts in. `adopted_in` is the number of the revision that the adjustment
    went into, and since `moved_on` the review date is later because of it.
    """

    __tablename__ = "applied"
    __table_args__ = (
        CheckConstraint("result IN ('worked','partly','failed','backfired')", name="result"),
        CheckConstraint("assumption IN ('yes','no','unknown')", name="assumption"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), index=True)
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id", ondelete="SET NULL"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    check_id: Mapped[int | None] = mapped_column(ForeignKey("assumption_check.id", ondelete="SET NULL"), index=True)
    on: Mapped[date] = mapped_column(index=True)
    result: Mapped[str]
    context: Mapped[list[str]] = mapped_column(JSON, default=list)
    adjustment: Mapped[str] = mapped_column(Text, default="")
    assumption: Mapped[str] = mapped_column(default="unknown")
    because: Mapped[str] = mapped_column(Text, default="")
    is_signed: Mapped[bool] = mapped_column(default=False)
    moved_on: Mapped[date | None]
    adopted_in: Mapped[int | None]

    article: Mapped[Article] = relationship()


class AssumptionCheck(Base):
    """Practice doubts what was taken for granted under an article, and a moderator states what to take for granted now.

    `old` is the assumption as it was, `evidence` what speaks against it, `new` what is assumed from now on, put so that
    it can turn out false. On `look_back_on` somebody looks whether it did, and told so `looked_back_on`. It was opened
    while readers had the one revision and decided while they had the other.
    """

    __tablename__ = "assumption_check"
    __table_args__ = (CheckConstraint("outcome IN ('kept','narrowed','replaced')", name="outcome"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), index=True)
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id", ondelete="SET NULL"))
    opened_on: Mapped[date]
    old: Mapped[str] = mapped_column(Text, default="")
    evidence: Mapped[str] = mapped_column(Text, default="")
    new: Mapped[str] = mapped_column(Text, default="")
    outcome: Mapped[str | None]
    decided_on: Mapped[date | None] = mapped_column(index=True)
    decided_revision_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id", ondelete="SET NULL"))
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("article.id", ondelete="SET NULL"), index=True)
    look_back_on: Mapped[date | None] = mapped_column(index=True)
    told_on: Mapped[date | None]
    looked_back_on: Mapped[date | None]

    article: Mapped[Article] = relationship(foreign_keys=[article_id])
