"""What readers have of an article once it is published: whether it still holds, and whether they see it at all.

A change under way never holds these steps up and is never touched by them.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from wiki.accounts.policy import Action, Actor, role_giving
from wiki.articles import policy
from wiki.articles.lifecycle import ONLINE, Part, Stage
from wiki.articles.models import Article, Confirmation
from wiki.articles.services.changes import locked, note, raise_generation, readers_see_another_wiki
from wiki.articles.services.lifecycle import review_date
from wiki.articles.services.sources import read_beside_current
from wiki.errors import NotAllowed, NotFound

SYSTEM = "system"


def flag(session: Session, *, actor: Actor, at: datetime, slug: str) -> Article:
    """Say that an article needs review; readers keep it, with a notice above the text."""
    article = locked(session, slug)
    policy.require_step(session, actor, article, "flag")
    mark_for_review(session, article, "moderator", at=at, actor=actor)
    return article


def mark_for_review(
    session: Session, article: Article, reason: str, *, at: datetime, actor: Actor | None = None
) -> bool:
    """The same for `reason` ('expired', 'reports', 'source', 'practice' or 'moderator'), without asking who says so;
    whether it was not marked yet. The caller holds the article."""
    if article.state != Stage.PUBLISHED:
        return False
    article.state, article.review_reason, article.review_since = Stage.NEEDS_REVIEW.value, reason, at.date()
    role = Part.MODERATOR if actor else SYSTEM
    note(session, "article.needs_review", article, at=at, role=role, actor=actor, reason=reason)
    # Pages that link here still do: there is nothing to render again.
    raise_generation(session)
    session.flush()
    return True


def confirm(session: Session, *, actor: Actor, at: datetime, slug: str) -> Article:
    """Say that what readers have still holds, beside its sources as they are now: from today, for as long as articles
    of its kind do. A named reviewer has to be able to read it."""
    article = locked(session, slug)
    made, _ = policy.require_step(session, actor, article, "confirm")
    if made.by is Part.REVIEWER and not policy.is_visible(session, actor, article):
        raise NotFound(slug)
    session.add(
        Confirmation(
            article_id=article.id,
            revision_id=article.published_id,
            account_id=actor.id,
            role=made.by.value,
            on=at.date(),
        )
    )
    read_beside_current(session, article)
    article.leave_as_it_is()
    article.verified_on, article.verified_until = at.date(), review_date(article, at.date())
    _show(session, article, Stage.PUBLISHED, "article.confirmed", at=at, actor=actor, role=made.by)
    return article


def archive_unreviewed(session: Session, article: Article, *, at: datetime) -> None:
    """Archive what needs review and nobody looked after. The caller holds the article. A change under way ends; its
    text stays, for who wrote it to submit again."""
    article.move_to(Stage.ARCHIVED.value)
    note(session, "article.archived", article, at=at, role=SYSTEM, reason="unreviewed")
    readers_see_another_wiki(session, article)
    session.flush()


def hide(session: Session, *, actor: Actor, at: datetime, slug: str) -> Article:
    """Take an article out of readers' sight at once, until two people decided about it."""
    article = locked(session, slug)
    policy.require_step(session, actor, article, "hide")
    withdraw(session, article, at=at, role=role_giving(actor, Action.HIDE), actor=actor)
    return article


def withdraw(session: Session, article: Article, *, at: datetime, role: str, actor: Actor | None = None) -> bool:
    """The same without asking who says so; whether it was in sight. The caller holds the article."""
    if article.state not in ONLINE:
        return False
    article.hidden_at = at
    _show(session, article, Stage.WITHDRAWN, "article.withdrawn", at=at, actor=actor, role=role)
    return True


def release(session: Session, *, actor: Actor, agreed_by: Actor, at: datetime, slug: str) -> Article:
    """Show a hidden article again, with the text that was published last; by a moderator and a privacy officer."""
    return _decided(session, "release", actor=actor, agreed_by=agreed_by, at=at, slug=slug)


def shelve(session: Session, *, actor: Actor, agreed_by: Actor, at: datetime, slug: str) -> Article:
    """Archive a hidden article; by the same two."""
    return _decided(session, "shelve", actor=actor, agreed_by=agreed_by, at=at, slug=slug)


def _decided(session: Session, verb: str, *, actor: Actor, agreed_by: Actor, at: datetime, slug: str) -> Article:
    article = locked(session, slug)
    made, _ = policy.require_step(session, actor, article, verb)
    if not policy.is_privacy_officer(agreed_by) or agreed_by.id == actor.id:
        raise NotAllowed(verb)
    article.hidden_at, article.superseded_by_id = None, None
    if made.target is Stage.ARCHIVED:
        article.end_change()
    _show(session, article, made.target, f"article.{verb}d", at=at, actor=actor, role=made.by)
    return article


def _show(
    session: Session, article: Article, state: Stage, action: str, *, at: datetime, actor: Actor | None, role: str
) -> None:
    article.state = state.value
    article.review_reason, article.review_since = None, None
    note(session, action, article, at=at, role=role, actor=actor)
    readers_see_another_wiki(session, article)
    session.flush()
