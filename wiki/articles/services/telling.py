"""Telling the authors of an article something, in a notice that nobody else sees."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.accounts.services import notices
from wiki.articles.models import Article, AuthorSeal, Authorship


def authors(session: Session, article: Article) -> frozenset[int]:
    """The accounts behind an article: for who is told something and who is left out of it, and never to be shown."""
    own = select(AuthorSeal.account_id).join(Authorship, Authorship.id == AuthorSeal.authorship_id)
    return frozenset(session.scalars(own.where(Authorship.article_id == article.id, Authorship.is_author)))


def tell_authors(session: Session, article: Article, code: str, *, on: date, about: Article | None = None) -> None:
    """Tell every author of the article this, about the article itself unless it is `about` another."""
    notices.tell(session, authors(session, article), code, f"article:{(about or article).id}", on=on)
