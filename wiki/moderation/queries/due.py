"""What has to be looked at again, for who may say that it still holds; and what nobody stands for any more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, and_, case, false, func, or_, select
from sqlalchemy.orm import Session

from wiki.accounts.policy import Action, Actor, may
from wiki.articles import policy
from wiki.articles.lifecycle import ONLINE, WRITERS, Part, Stage
from wiki.articles.models import Article, ArticleReading, ArticleReviewer
from wiki.articles.queries import Card, card
from wiki.articles.queries.cards import WITH_TEXT, overdue_on
from wiki.errors import NotFound
from wiki.moderation.policy.curation import require_moderator

READ_DURING = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class DueRow:
    """An article that needs review for a `reason` since a day, and goes to the archive on another; or one whose date
    comes, without these."""

    card: Card
    reason: str | None
    since: date | None
    archived_on: date | None
    is_own: bool
    can_confirm: bool
    can_edit: bool
    can_archive: bool
    can_curate: bool


def require_due(session: Session, actor: Actor) -> None:
    """Raise NotFound for who neither moderates nor was named for anything: to them there is no such page."""
    if not actor.can_review and session.scalar(select(Article.id).where(_named(actor)).limit(1)) is None:
        raise NotFound("due")


def number_overdue(session: Session, actor: Actor, today: date) -> int:
    """How many articles this actor may confirm of which that is overdue. Cheap for who was never named."""
    asked = select(ArticleReviewer.article_id).where(ArticleReviewer.account_id == (actor.id or 0)).limit(1)
    if not actor.can_review and session.scalar(asked) is None:
        return 0
    shown = and_(
        or_(policy.moderated_by(actor), _named(actor)), ~policy.written_by(actor), _is_shown(), overdue_on(today)
    )
    return session.scalar(select(func.count()).select_from(Article).where(shown)) or 0


def due(actor: Actor, today: date, notice: timedelta) -> Select[int]:
    """Ids of what this actor may look at again, where they moderate or were named: what needs review or is past its
    date first, and of that what is read most; then what comes soon."""
    is_past = overdue_on(today)
    counted = select(func.coalesce(func.sum(ArticleReading.count), 0)).where(
        ArticleReading.article_id == Article.id, ArticleReading.month >= today - READ_DURING
    )
    comes = and_(_is_shown(), Article.verified_until <= today + notice)
    order = (
        case((is_past, 0), else_=1),
        case((is_past, -counted.scalar_subquery()), else_=0),
        func.coalesce(Article.review_since, Article.verified_until),
        Article.id,
    )
    shown = or_(policy.moderated_by(actor), _named(actor))
    return select(Article.id).where(shown, or_(Article.state == Stage.NEEDS_REVIEW, comes)).order_by(*order)


def unheld(actor: Actor) -> Select[int]:
    """Ids of what readers have in the domains that this actor moderates, and nobody with an account in use stands for,
    as far as it may be known: see `wiki.articles.services.holding`. Whose it was is not in it, so an author who comes
    back takes nothing off this list; a reviewer who is named does."""
    require_moderator(actor)
    is_listed = and_(Article.unheld_on.is_not(None), ~policy.has_reviewer())
    query = select(Article.id).where(Article.state.in_(ONLINE), policy.moderated_by(actor), is_listed)
    return query.order_by(Article.title, Article.id)


def number_unheld(session: Session, actor: Actor) -> int:
    """How many those are; 0 for who moderates nothing."""
    if not actor.can_review:
        return 0
    return session.scalar(select(func.count()).select_from(unheld(actor).order_by(None).subquery())) or 0


def rows(
    session: Session, actor: Actor, ids: Sequence[int], today: date, archive_after: timedelta
) -> tuple[DueRow, ...]:
    """One row for each of these articles, in this order."""
    own = (
        policy.authored_by_account(actor.id or 0),
        policy.edited_by_account(actor.id or 0),
        policy.reviewed_by_account(actor.id or 0),
    )
    query = select(Article, *own).where(Article.id.in_(ids)).options(*WITH_TEXT)
    made = {}
    for article, is_author, is_editor, is_reviewer in session.execute(query):
        parts = policy.parts_of(
            actor,
            is_author=is_author,
            is_editor=is_editor,
            is_reviewer=is_reviewer,
            domains=policy.touched_domains(article),
        )
        made[article.id] = _row(article, parts, today, archive_after)
    return tuple(made[id] for id in ids)


def _row(article: Article, parts: frozenset[Part], today: date, archive_after: timedelta) -> DueRow:
    return DueRow(
        card=card(article, article.published or article.head, today),
        reason=article.review_reason,
        since=article.review_since,
        archived_on=article.review_since + archive_after if article.review_since else None,
        is_own=bool(WRITERS & parts),
        can_confirm=policy.can_do("confirm", article, parts),
        can_edit=policy.can_do("save", article, parts),
        can_archive=policy.can_do("archive", article, parts),
        can_curate=policy.can_curate(article, parts),
    )


def _is_shown() -> ColumnElement[bool]:
    return Article.state.in_(ONLINE)


def _named(actor: Actor) -> ColumnElement[bool]:
    """What they were named for and may read; for who wrote it that is nothing."""
    if not may(actor, Action.TAKE_PART):
        return false()
    named = select(ArticleReviewer.article_id).where(ArticleReviewer.account_id == (actor.id or 0))
    return and_(Article.id.in_(named), policy.visible_to(actor), ~policy.written_by(actor))
