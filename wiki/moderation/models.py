"""What moderators keep beside articles: who looks at what, what readers reported, and what takes two to decide."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wiki.articles.models import Article
from wiki.database import Base


class Claim(Base):
    """A moderator looks at what waits, so that no two do the same work; it ends by itself."""

    __tablename__ = "claim"

    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    until: Mapped[datetime]


class CannedQuestion(Base):
    """A question that one moderator asks often."""

    __tablename__ = "canned_question"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(Text)


class HandOver(Base):
    """A moderator is away and somebody looks after what waits in their domains, the first and last day included.

    Nobody does where whoever was named could not; whoever named them is not told.
    """

    __tablename__ = "hand_over"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    to_account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    first_day: Mapped[date]
    last_day: Mapped[date] = mapped_column(index=True)


class Report(Base):
    """What a reader says is wrong with an article. Who said so is for telling them the outcome, and on no page.

    `other_id` is the article that a duplicate says the same as; `reminded_on` the day that moderators were told that
    the decision is late.
    """

    __tablename__ = "report"
    __table_args__ = (
        CheckConstraint("kind IN ('outdated','unsafe','personal-data','duplicate')", name="kind"),
        CheckConstraint("outcome IN ('upheld','dismissed')", name="outcome"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), index=True)
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id", ondelete="SET NULL"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    kind: Mapped[str]
    sentence: Mapped[str] = mapped_column(Text)
    other_id: Mapped[int | None] = mapped_column(ForeignKey("article.id", ondelete="SET NULL"), index=True)
    at: Mapped[datetime]
    reminded_on: Mapped[date | None]
    decided_at: Mapped[datetime | None] = mapped_column(index=True)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    outcome: Mapped[str | None]
    answer: Mapped[str] = mapped_column(Text, default="")

    article: Mapped[Article] = relationship(foreign_keys=[article_id])
    other: Mapped[Article | None] = relationship(foreign_keys=[other_id])


class Matter(Base):
    """Something about one article that two people decide together: one asks with a ground, the other agrees or refuses.

    `kind` is what is asked: 'purge' takes the text of revisions away, 'release' shows a hidden article again, 'shelve'
    archives it, 'unseal' tells the two who is behind a role name. `detail` holds numbers alone, such as revisions.
    """

    __tablename__ = "matter"
    __table_args__ = (
        CheckConstraint("kind IN ('purge','release','shelve','unseal')", name="kind"),
        CheckConstraint("outcome IN ('agreed','refused','withdrawn')", name="outcome"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), index=True)
    ground: Mapped[str] = mapped_column(Text)
    detail: Mapped[dict[str, list[int]]] = mapped_column(JSON, default=dict)
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    asked_as: Mapped[str]
    asked_at: Mapped[datetime]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    decided_as: Mapped[str] = mapped_column(default="")
    decided_at: Mapped[datetime | None] = mapped_column(index=True)
    outcome: Mapped[str | None]
    answer: Mapped[str] = mapped_column(Text, default="")
    done_at: Mapped[datetime | None]

    article: Mapped[Article] = relationship()


class BulkChange(Base):
    """Something done to many articles at once, with what they were before, so that it can be undone for a while.

    `kind` is 'add-tag', 'remove-tag' or 'archive', and `tag` the slug that it is about. `before` maps the id of an
    article to what it had: slugs of tags; or a state, why it needed review, and since when. `left_out` says by id why
    an article was not undone.
    """

    __tablename__ = "bulk_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    tag: Mapped[str] = mapped_column(default="")
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    at: Mapped[datetime] = mapped_column(index=True)
    before: Mapped[dict[str, list[str]]] = mapped_column(JSON)
    undone_at: Mapped[datetime | None]
    left_out: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
