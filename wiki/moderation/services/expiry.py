"""What the days do to articles: a warning, needs review when the date is past, archived when nobody looked after it.

Every step takes a few articles at a time, so that nobody waits long to write, and finds by itself what is still to be
done: one that was interrupted goes on where it was, and days that were missed are caught up with. Nobody is told the
same twice, for what was told about which date is kept with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from wiki.articles.lifecycle import Stage
from wiki.articles.models import Article, ReviewWarning, Revision
from wiki.articles.services.standing import archive_unreviewed, mark_for_review
from wiki.articles.services.telling import EVERYBODY, tell
from wiki.moderation.services.sources import mark_outdated

AT_A_TIME = 25
# Before something is archived, those who stand for it have this long to do something.
ARCHIVE_NOTICE = timedelta(days=14)
REVIEW_SOON, ARCHIVE_SOON = "review-soon", "archive-soon"


@dataclass(frozen=True, slots=True)
class Terms:
    """How long before its date people are told, and how long something may need review before it is archived."""

    notice: timedelta
    archive_after: timedelta


def next_batch(session: Session, *, at: datetime, terms: Terms) -> int:
    """Do the next few things that are due, in the caller's transaction; says how many, 0 when nothing is left."""
    today = at.date()
    return (
        mark_outdated(session, at=at)
        or _warn(session, REVIEW_SOON, Article.verified_until, _nearly_due(today, terms), on=today)
        or _mark_expired(session, at)
        or _warn(
            session, ARCHIVE_SOON, Article.review_since, _left_alone(today, terms.archive_after, soon=True), on=today
        )
        or _archive(session, at, terms)
    )


def _warn(
    session: Session, code: str, due: InstrumentedAttribute[date | None], condition: ColumnElement[bool], *, on: date
) -> int:
    """Tell everybody who stands for these articles, unless they were told about this very date."""
    told = exists().where(ReviewWarning.article_id == Article.id, ReviewWarning.code == code, ReviewWarning.due == due)
    articles = _held(session, and_(condition, ~told))
    for article in articles:
        session.merge(ReviewWarning(article_id=article.id, code=code, due=getattr(article, due.key)))
    tell(session, articles, code, on=on, to=EVERYBODY)
    return len(articles)


def _mark_expired(session: Session, at: datetime) -> int:
    articles = _held(session, and_(Article.state == Stage.PUBLISHED, Article.verified_until < at.date()))
    for article in articles:
        mark_for_review(session, article, "expired", at=at)
    tell(session, articles, "review-due", on=at.date(), to=EVERYBODY)
    return len(articles)


def _archive(session: Session, at: datetime, terms: Terms) -> int:
    articles = _held(session, _left_alone(at.date(), terms.archive_after))
    for article in articles:
        archive_unreviewed(session, article, at=at)
    tell(session, articles, "archived-unreviewed", on=at.date(), to=EVERYBODY)
    return len(articles)


def _nearly_due(today: date, terms: Terms) -> ColumnElement[bool]:
    return and_(Article.state == Stage.PUBLISHED, Article.verified_until.between(today, today + terms.notice))


def _left_alone(today: date, after: timedelta, *, soon: bool = False) -> ColumnElement[bool]:
    """What needs review for so long, or nearly so, while nobody does anything: a change that waits for a moderator, or
    that somebody worked on meanwhile, holds it up."""
    ready = Article.change == Stage.IN_REVIEW
    worked_on = exists().where(Revision.id == Article.head_id, Revision.made_on > today - after)
    busy = and_(Article.change.is_not(None), or_(ready, worked_on))
    earliest = today - after
    since = and_(Article.review_since > earliest, Article.review_since <= earliest + ARCHIVE_NOTICE)
    return and_(Article.state == Stage.NEEDS_REVIEW, since if soon else Article.review_since <= earliest, ~busy)


def _held(session: Session, condition: ColumnElement[bool]) -> Sequence[Article]:
    """The first few of these articles, as they are now and held against other writers."""
    query = select(Article).where(condition).order_by(Article.id).limit(AT_A_TIME).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).all()
