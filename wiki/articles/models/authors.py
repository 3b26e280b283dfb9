"""Who an article is by.

`Authorship` is what pages show; `AuthorSeal` ties it to an account and is read for rights and notices only
(domain reference, section 8.2). Nothing that makes a page, a log line, an index or a feed imports `AuthorSeal`.
"""

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wiki.database import Base

if TYPE_CHECKING:
    from wiki.articles.models.article import Article

# How a moderator is shown with an article that they mended, until they choose otherwise.
MODERATOR_BYLINE = "Moderator"
# How somebody who was asked to write along is shown, until they choose otherwise.
CO_AUTHOR_BYLINE = "Medeschrijver"


class Authorship(Base):
    """Somebody's part in one article, as shown: a name, or a role name of their choice. A moderator who mended
    something has one too, without being an author of it."""

    __tablename__ = "authorship"
    __table_args__ = (CheckConstraint("kind IN ('name','role_name')", name="kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    shown: Mapped[str]
    is_author: Mapped[bool]


class CoAuthorInvitation(Base):
    """Somebody was asked to write along. `by` is the inviter as shown, for whoever is asked; the account is for their
    eyes only, and tells nobody else who was asked."""

    __tablename__ = "co_author_invitation"
    __table_args__ = (UniqueConstraint("article_id", "account_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    by: Mapped[str]
    asked_on: Mapped[date]

    article: Mapped["Article"] = relationship()


class AuthorSeal(Base):
    """Which account is behind an authorship. For rights and notices; never shown, logged, indexed or exported."""

    __tablename__ = "author_seal"

    authorship_id: Mapped[int] = mapped_column(ForeignKey("authorship.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
