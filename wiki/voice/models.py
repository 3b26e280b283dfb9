"""A recording of somebody's own voice."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from wiki.database import Base


class Recording(Base):
    """With an article, or with the page that one is being begun in (`desk`) and so with the article that is saved from
    it. `number` is of the text that it is for at the earliest, so that an older one that is published leaves it alone.

    `account_id` is for rights alone. `blob` is made of account and content: sending the same once more makes no second
    one, and no content is shared.
    """

    __tablename__ = "recording"
    __table_args__ = (CheckConstraint("(article_id IS NULL) <> (desk IS NULL)", name="place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    article_id: Mapped[int | None] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), index=True)
    desk: Mapped[str | None] = mapped_column(index=True)
    number: Mapped[int]
    section: Mapped[str]
    blob: Mapped[str] = mapped_column(unique=True)
    mime: Mapped[str]
    size: Mapped[int]
    seconds: Mapped[int]
    transcript: Mapped[str] = mapped_column(Text, default="")
    keep: Mapped[bool] = mapped_column(default=False)
    made_on: Mapped[date]
    touched_on: Mapped[date] = mapped_column(index=True)
