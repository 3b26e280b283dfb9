"""What every write to an article does: find and lock it, leave a line, ask for the work that follows."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from wiki import audit, outbox
from wiki.accounts.policy import Actor
from wiki.articles.models import Article, Generation
from wiki.errors import NotFound

INDEX = "article.changed"
LINKS = "article.links"


def locked(session: Session, slug: str) -> Article:
    """The article, held against other writers until the transaction ends."""
    article = session.scalar(select(Article).where(Article.slug == slug).with_for_update())
    if article is None:
        raise NotFound(slug)
    return article


def note(
    session: Session, action: str, article: Article, *, at: datetime, role: str, actor: Actor | None = None, **detail: str | int
) -> None:
    """The audit line and outbox row of a write. Without `actor` the line names no account: authors stay sealed."""
    account = actor.id if actor else None
    audit.record(session, action, f"article:{article.id}", at=at, role=role, account=account, **detail)
    outbox.record(session, INDEX, article.id, at=at)


def readers_see_another_wiki(session: Session, article: Article, *, at: datetime) -> None:
    """What readers can see has changed: caches are out of date, and so are pages that link to this one."""
    if session.execute(update(Generation).values(number=Generation.number + 1)).rowcount == 0:  # type: ignore[attr-defined]
        session.add(Generation(id=1, number=1))
    outbox.record(session, LINKS, article.slug, at=at)
