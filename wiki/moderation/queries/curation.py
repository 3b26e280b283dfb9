"""How one article is looked after: until when it holds, who may confirm it, and what it rests on."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.accounts.models import Account
from wiki.accounts.policy import Actor
from wiki.articles import queries
from wiki.articles.models import Article, ArticleReviewer, ArticleSource, Confirmation, OfficialSource
from wiki.articles.queries import Card, SourceLine, sources_of
from wiki.moderation.policy.curation import require_curation

MOST_CONFIRMATIONS = 5


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Somebody who was named; `is_active` is False when they can sign in no more."""

    account: int
    name: str
    is_active: bool
    on: date


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A day on which a moderator or a named reviewer said that it holds; which one, pages do not say."""

    on: date
    role: str


@dataclass(frozen=True, slots=True)
class Curation:
    card: Card
    verified_on: date | None
    reason: str | None
    since: date | None
    archived_on: date | None
    confirmed: tuple[Confirmed, ...]
    reviewers: tuple[Reviewer, ...]
    sources: tuple[SourceLine, ...]
    others: tuple[tuple[int, str], ...]


def curation(session: Session, actor: Actor, slug: str, *, today: date, archive_after: timedelta) -> Curation:
    """For a moderator of the article who did not write it; raises NotFound, NotAllowed."""
    article, parts = queries.by_slug(session, actor, slug)
    require_curation(article, parts)
    return Curation(
        card=queries.card(article, article.published or article.head, today),
        verified_on=article.verified_on,
        reason=article.review_reason,
        since=article.review_since,
        archived_on=article.review_since + archive_after if article.review_since else None,
        confirmed=_confirmed(session, article),
        reviewers=_reviewers(session, article),
        sources=sources_of(session, article.id),
        others=_others(session, article),
    )


def _confirmed(session: Session, article: Article) -> tuple[Confirmed, ...]:
    query = select(Confirmation.on, Confirmation.role).where(Confirmation.article_id == article.id)
    newest = query.order_by(Confirmation.id.desc()).limit(MOST_CONFIRMATIONS)
    return tuple(Confirmed(row.on, row.role) for row in session.execute(newest))


def _reviewers(session: Session, article: Article) -> tuple[Reviewer, ...]:
    query = select(Account.id, Account.display_name, Account.is_active, ArticleReviewer.named_on)
    query = query.join(ArticleReviewer, ArticleReviewer.account_id == Account.id)
    here = query.where(ArticleReviewer.article_id == article.id).order_by(Account.display_name, Account.id)
    return tuple(Reviewer(row.id, row.display_name, row.is_active, row.named_on) for row in session.execute(here))


def _others(session: Session, article: Article) -> tuple[tuple[int, str], ...]:
    """The sources that it does not rest on yet."""
    here = select(ArticleSource.source_id).where(ArticleSource.article_id == article.id)
    query = select(OfficialSource.id, OfficialSource.title).where(OfficialSource.id.not_in(here))
    return tuple((row.id, row.title) for row in session.execute(query.order_by(OfficialSource.title)))
