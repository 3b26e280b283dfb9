"""Telling people what happens to articles. Authors are found through their seal, for this alone: no page, line or log
says who was told."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.accounts.models import Account
from wiki.accounts.queries import moderators
from wiki.accounts.services import notices
from wiki.articles.lifecycle import Part
from wiki.articles.models import Article, ArticleReviewer, AuthorSeal, Authorship

EVERYBODY = frozenset({Part.AUTHOR, Part.REVIEWER, Part.MODERATOR})


def tell(session: Session, articles: Iterable[Article], code: str, *, on: date, to: Collection[Part]) -> None:
    """Tell those who are one of `to` (authors, named reviewers, moderators of its domains) about each article, as far
    as they may still sign in; whoever is more than one of these is told once."""
    about = list(articles)
    ids = [article.id for article in about]
    authors = _authors(session, ids) if Part.AUTHOR in to else {}
    reviewers = _reviewers(session, ids) if Part.REVIEWER in to else {}
    deciding = moderators(session) if Part.MODERATOR in to else {}
    for article in about:
        people = authors.get(article.id, set()) | reviewers.get(article.id, set())
        people |= {account for domain in ("", *article.domains) for account in deciding.get(domain, ())}
        notices.tell(session, people, code, f"article:{article.id}", on=on)


def authors(session: Session, article: Article) -> frozenset[int]:
    """The accounts behind an article: for who is told something and who is left out of it, and never to be shown."""
    own = select(AuthorSeal.account_id).join(Authorship, Authorship.id == AuthorSeal.authorship_id)
    return frozenset(session.scalars(own.where(Authorship.article_id == article.id, Authorship.is_author)))


def tell_authors(session: Session, article: Article, code: str, *, on: date, about: Article | None = None) -> None:
    """Tell every author of the article this, about the article itself unless it is `about` another."""
    notices.tell(session, authors(session, article), code, f"article:{(about or article).id}", on=on)


def _authors(session: Session, ids: Collection[int]) -> dict[int, set[int]]:
    query = select(Authorship.article_id, AuthorSeal.account_id).join(
        AuthorSeal, AuthorSeal.authorship_id == Authorship.id
    )
    query = query.join(Account, Account.id == AuthorSeal.account_id)
    rows = session.execute(query.where(Authorship.article_id.in_(ids), Authorship.is_author, Account.is_active))
    return _by_article((article, account) for article, account in rows)


def _reviewers(session: Session, ids: Collection[int]) -> dict[int, set[int]]:
    query = select(ArticleReviewer.article_id, ArticleReviewer.account_id)
    query = query.join(Account, Account.id == ArticleReviewer.account_id)
    rows = session.execute(query.where(ArticleReviewer.article_id.in_(ids), Account.is_active))
    return _by_article((article, account) for article, account in rows)


def _by_article(pairs: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for article, account in pairs:
        found[article].add(account)
    return found
