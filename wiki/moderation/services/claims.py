"""Who looks at what: a signal, so that no two do the same work. Never a lock, for another may decide all the same.

A claim ends by itself and leaves no line: what a moderator opened, and for how long, is nobody's business.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import Select, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.articles import policy
from wiki.articles.models import Article
from wiki.moderation.models import Claim
from wiki.moderation.policy.curation import require_moderator
from wiki.moderation.queries import desk
from wiki.moderation.queries.desk import Choice, Place

LASTS = timedelta(minutes=30)
# Somebody else may be quicker, so more than one is at hand.
TRIES = 5


def claim(session: Session, *, actor: Actor, at: datetime, slug: str) -> bool:
    """Say that the actor looks at what waits; False where a colleague does already. Raises NotFound, and NotAllowed for
    what the actor does not decide about."""
    article = _item(session, actor, slug)
    policy.require_step(session, actor, article, "return")
    return _take(session, article.id, actor, at)


def release(session: Session, *, actor: Actor, slug: str) -> None:
    """Say that the actor looks no longer; what a colleague looks at stays as it is. Raises NotFound."""
    _let_go(session, _item(session, actor, slug).id, actor)


def claim_next(
    session: Session, *, actor: Actor, at: datetime, choice: Choice | None = None, after: Place | None = None
) -> str | None:
    """Claim the first item that the actor may decide about and nobody else looks at, and give its slug. `after` is what
    they looked at until now: that one is let go, and what stands behind it goes before what stands before it."""
    require_moderator(actor)
    if after:
        _let_go(session, after.id, actor)
    found = desk.free(actor, at, choice or Choice())
    for id in _ids(session, found, after):
        if _take(session, id, actor, at):
            return session.scalar(select(Article.slug).where(Article.id == id))
    return None


def forget(session: Session, slug: str) -> None:
    """Nobody looks any more: somebody decided."""
    session.execute(delete(Claim).where(Claim.article_id.in_(select(Article.id).where(Article.slug == slug))))


def _ids(session: Session, found: Select[int], after: Place | None) -> Iterator[int]:
    if after:
        yield from session.scalars(found.where(desk.behind(after)).limit(TRIES)).all()
        found = found.where(Article.id != after.id)
    yield from session.scalars(found.limit(TRIES)).all()


def _item(session: Session, actor: Actor, slug: str) -> Article:
    desk.require_desk(session, actor, slug)
    return session.scalars(select(Article).where(Article.slug == slug)).one()


def _take(session: Session, article_id: int, actor: Actor, at: datetime) -> bool:
    session.execute(delete(Claim).where(Claim.until <= at))
    own = (Claim.article_id == article_id, Claim.account_id == actor.id)
    if session.scalar(update(Claim).where(*own).values(until=at + LASTS).returning(Claim.article_id)):
        return True
    with suppress(IntegrityError), session.begin_nested():  # a colleague was first
        session.add(Claim(article_id=article_id, account_id=actor.id, until=at + LASTS))
        session.flush()
        return True
    return False


def _let_go(session: Session, article_id: int, actor: Actor) -> None:
    session.execute(delete(Claim).where(Claim.article_id == article_id, Claim.account_id == actor.id))
