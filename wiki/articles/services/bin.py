"""The bin: what somebody threw away, out of everybody's sight but theirs, and back when they want it back."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.articles import policy
from wiki.articles.lifecycle import Part, Stage
from wiki.articles.models import Article
from wiki.articles.services.changes import locked, note, readers_see_another_wiki
from wiki.articles.services.standing import SYSTEM
from wiki.errors import NotAllowed

ACTIONS = {
    "bin": "article.binned",
    "unbin": "article.unbinned",
    "dispose": "article.disposed",
    "recover": "article.recovered",
}


def throw_away(session: Session, *, actor: Actor, at: datetime, slug: str) -> Article:
    """A draft that readers never had, by its author. Raises NotAllowed, NotFound."""
    return _moved(session, "bin", actor=actor, at=at, slug=slug)


def take_out(session: Session, *, actor: Actor, at: datetime, slug: str) -> Article:
    """Give such a draft back to its author."""
    return _moved(session, "unbin", actor=actor, at=at, slug=slug)


def dispose(session: Session, *, actor: Actor, at: datetime, slug: str) -> Article:
    """Throw away what is archived, by a moderator: its address leads nowhere any more. What was merged into another
    article stays, for its address leads there. Raises NotAllowed, NotFound."""
    return _moved(session, "dispose", actor=actor, at=at, slug=slug)


def recover(session: Session, *, actor: Actor, at: datetime, slug: str) -> Article:
    """Make that what it was: archived."""
    return _moved(session, "recover", actor=actor, at=at, slug=slug)


def remove_old(session: Session, *, at: datetime, days: int) -> int:
    """Take away for good what readers never had and nobody wanted back for so long, with all that hangs on it; says how
    many those were. What readers once had is never taken away."""
    until = at.date() - timedelta(days=days)
    old = select(Article).where(Article.state == Stage.BINNED, Article.published_id.is_(None))
    found = session.scalars(old.where(Article.binned_on <= until).order_by(Article.id).with_for_update()).all()
    for article in found:
        note(session, "article.removed", article, at=at, role=SYSTEM)
    session.flush()
    # The database takes along what hangs on an article; what the session knows of that is of no use any more.
    session.execute(delete(Article).where(Article.id.in_([article.id for article in found])))
    session.expire_all()
    return len(found)


def _moved(session: Session, verb: str, *, actor: Actor, at: datetime, slug: str) -> Article:
    article = locked(session, slug)
    made, _ = policy.require_step(session, actor, article, verb)
    is_authors = made.by is Part.AUTHOR
    if (is_authors and article.published_id is not None) or article.merged_into_id is not None:
        raise NotAllowed(verb)
    article.move_to(made.target)
    article.binned_on = at.date() if made.target is Stage.BINNED else None
    by = None if is_authors else actor
    note(session, ACTIONS[verb], article, at=at, role=made.by, actor=by)
    readers_see_another_wiki(session, article)
    session.flush()
    return article
