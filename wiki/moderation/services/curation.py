"""Looking after one article: who may confirm it beside moderators, and which official sources it rests on.

Naming answers the same in every case; who was found stands on the list with their name, for moderators of the article.
An author who is named stands there like anybody else, for leaving them out would tell whose article it is. It gives
them nothing: nobody confirms what they wrote.
"""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.accounts.queries import actor_for, writer_by_email
from wiki.accounts.services import notices
from wiki.articles import policy
from wiki.articles.lifecycle import Part
from wiki.articles.models import Article, ArticleReviewer, ArticleSource, OfficialSource
from wiki.articles.services.changes import locked, note, raise_generation
from wiki.articles.services.standing import flag
from wiki.articles.services.telling import tell
from wiki.errors import Invalid
from wiki.moderation.policy.curation import require_curation

MOST_REVIEWERS = 10
MOST_SOURCES = 10


def ask_for_review(session: Session, *, actor: Actor, at: datetime, slug: str) -> None:
    """Say that an article needs review, and tell who stands for it. Raises NotFound, NotAllowed."""
    article = flag(session, actor=actor, at=at, slug=slug)
    tell(session, [article], "review-asked", on=at.date(), to={Part.AUTHOR, Part.REVIEWER})


def name_reviewer(session: Session, *, actor: Actor, at: datetime, slug: str, email: str) -> None:
    """Ask whoever has this address to say now and then whether the article holds, if they may read it. Raises
    NotFound, NotAllowed."""
    article = _curated(session, actor, slug)
    note(session, "article.reviewer_named", article, at=at, role=Part.MODERATOR, actor=actor)
    account = writer_by_email(session, email)
    if account is None or not policy.is_visible(session, actor_for(account), article):
        return
    known = session.get(ArticleReviewer, (article.id, account.id))
    if known is None and _number(session, ArticleReviewer, article) < MOST_REVIEWERS:
        session.add(ArticleReviewer(article_id=article.id, account_id=account.id, named_on=at.date()))
        if not _is_author(session, article, account.id):
            notices.tell(session, [account.id], "named-reviewer", f"article:{article.id}", on=at.date())
        session.flush()


def remove_reviewer(session: Session, account_id: int, *, actor: Actor, at: datetime, slug: str) -> None:
    """Ask them no more; who was not asked stays so. Raises NotFound, NotAllowed."""
    article = _curated(session, actor, slug)
    found = session.get(ArticleReviewer, (article.id, account_id))
    if found is not None:
        session.delete(found)
        note(session, "article.reviewer_removed", article, at=at, role=Part.MODERATOR, actor=actor)
        session.flush()


def add_source(session: Session, source_id: int, *, actor: Actor, at: datetime, slug: str) -> None:
    """Say that the article rests on a source, as it is now. Raises Invalid, NotFound, NotAllowed."""
    article = _curated(session, actor, slug)
    source = session.get(OfficialSource, source_id)
    if source is None:
        raise Invalid({"source": "unknown"})
    if session.get(ArticleSource, (article.id, source_id)) is not None:
        return
    if _number(session, ArticleSource, article) >= MOST_SOURCES:
        raise Invalid({"source": "too-many"})
    link = ArticleSource(article_id=article.id, source_id=source_id, version=source.version)
    session.add(link)
    _note_source(session, "article.source_added", link, actor=actor, at=at)


def remove_source(session: Session, source_id: int, *, actor: Actor, at: datetime, slug: str) -> None:
    """Say that it does not; nothing where it never did. Raises NotFound, NotAllowed."""
    article = _curated(session, actor, slug)
    found = session.get(ArticleSource, (article.id, source_id))
    if found is not None:
        session.delete(found)
        _note_source(session, "article.source_removed", found, actor=actor, at=at)


def _curated(session: Session, actor: Actor, slug: str) -> Article:
    article = locked(session, slug)
    require_curation(article, policy.parts(session, actor, article))
    return article


def _number(session: Session, kind: type[ArticleReviewer] | type[ArticleSource], article: Article) -> int:
    return session.scalar(select(func.count()).select_from(kind).where(kind.article_id == article.id)) or 0


def _is_author(session: Session, article: Article, account_id: int) -> bool:
    query = select(Article.id).where(Article.id == article.id, policy.authored_by_account(account_id))
    return session.scalar(query) is not None


def _note_source(session: Session, action: str, link: ArticleSource, *, actor: Actor, at: datetime) -> None:
    article = session.get_one(Article, link.article_id)
    note(session, action, article, at=at, role=Part.MODERATOR, actor=actor, source=link.source_id)
    raise_generation(session)
    session.flush()
