"""What every write to an article does: find and lock it, leave a line, ask for the work that follows."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki import audit, outbox
from wiki.accounts.policy import Actor
from wiki.articles.models import Article, Generation
from wiki.errors import NotFound

INDEX = "article.changed"
LINKS = "article.links"
# What was made for a text while it was written can go. The key names the text: `text_key`, for DROPPED its page.
PUBLISHED = "article.published"
DISCARDED = "article.discarded"
DROPPED = "article.dropped"


def locked(session: Session, slug: str) -> Article:
    """The article as it is now, held against other writers until the transaction ends.

    Read again also when the session knows it: what it knows may be from before somebody else's save.
    """
    query = select(Article).where(Article.slug == slug).with_for_update()
    article = session.scalar(query.execution_options(populate_existing=True))
    if article is None:
        raise NotFound(slug)
    return article


def note(
    session: Session,
    action: str,
    article: Article,
    *,
    at: datetime,
    role: str,
    actor: Actor | None = None,
    **detail: str | int,
) -> None:
    """The audit line and outbox row of a write. Without `actor` authors stay sealed: the line names no account, and
    only the day."""
    if actor is None:
        at = audit.day_of(at)
    account = actor.id if actor else None
    audit.record(session, action, f"article:{article.id}", at=at, role=role, account=account, **detail)
    outbox.record(session, INDEX, article.id)


def text_key(article: Article) -> str:
    """The article and the number of its newest text: what is made for a later one meanwhile is not meant."""
    return f"{article.id}:{article.head.number}"


def readers_see_another_wiki(session: Session, article: Article) -> None:
    """What readers can see has changed: caches are out of date, and so are pages that link to this one."""
    raise_generation(session)
    outbox.record(session, LINKS, article.slug)


def raise_generation(session: Session) -> None:
    """Make every kept page and ETag out of date."""
    generation = session.get(Generation, 1, with_for_update=True)
    if generation is None:
        session.add(Generation(id=1, number=1))
    else:
        generation.number += 1
