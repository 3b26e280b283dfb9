"""The bin: what somebody threw away, out of everybody's sight but theirs, and back when they want it back."""

from datetime import datetime

from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.articles import policy
from wiki.articles.lifecycle import Part, Stage
from wiki.articles.models import Article
from wiki.articles.services.changes import locked, note, readers_see_another_wiki
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
    """Throw away what is archived, by a moderator: its address leads nowhere any more. Raises NotAllowed, NotFound."""
    return _moved(session, "dispose", actor=actor, at=at, slug=slug)


def recover(session: Session, *, actor: Actor, at: datetime, slug: str) -> Article:
    """Make that what it was: archived."""
    return _moved(session, "recover", actor=actor, at=at, slug=slug)


def _moved(session: Session, verb: str, *, actor: Actor, at: datetime, slug: str) -> Article:
    article = locked(session, slug)
    made, _ = policy.require_step(session, actor, article, verb)
    if made.target is Stage.DRAFT and article.published_id is not None:
        raise NotAllowed(verb)
    article.move_to(made.target)
    article.binned_on = at.date() if made.target is Stage.BINNED else None
    by = actor if made.by is Part.MODERATOR else None
    note(session, ACTIONS[verb], article, at=at, role=made.by, actor=by)
    readers_see_another_wiki(session, article)
    session.flush()
    return article
