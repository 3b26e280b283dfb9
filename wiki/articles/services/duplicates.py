"""Two articles that say the same: one is kept, and the address of the other leads to it.

Nobody decides about their own text. What a moderator takes from the other article is therefore a change of the kept one
that waits for another moderator; the other article is archived at once, with all of its history.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.articles import order, policy
from wiki.articles.lifecycle import Part
from wiki.articles.models import Article
from wiki.articles.rendering import Prepared
from wiki.articles.services.changes import locked, note, readers_see_another_wiki
from wiki.articles.services.content import Content
from wiki.articles.services.editing import save
from wiki.articles.services.lifecycle import archive, submit
from wiki.errors import Conflict, Invalid, NotAllowed, NotFound


def merge(
    session: Session,
    *,
    actor: Actor,
    at: datetime,
    slug: str,
    other: str,
    based_on: int,
    read: int,
    prepared: Prepared | None = None,
    summary: str = "",
) -> Article:
    """Let the address of `other` lead to the article at `slug`, and submit what is `prepared` as a change of that one.

    `based_on` and `read` are the published revisions of both that the actor had before them: Conflict where there is a
    newer one. Raises Invalid with a code for 'other', 'text' or a section, NotAllowed, and NotFound.
    """
    found = {each: locked(session, each) for each in sorted({slug, other})}
    kept, gone = found[slug], found[other]
    _require_kept(session, actor, kept)
    _require_other(session, actor, kept, gone)
    _require_published(kept, based_on)
    _require_published(gone, read)
    if prepared is not None and kept.published is not None and prepared.text != kept.published.text:
        _take(session, kept, gone, actor=actor, at=at, prepared=prepared, summary=summary)
    if gone.is_online:
        archive(session, actor=actor, at=at, slug=other)
    gone.merged_into_id = kept.id
    note(session, "article.merged", gone, at=at, role=Part.MODERATOR, actor=actor, into=kept.id)
    readers_see_another_wiki(session, gone)
    session.flush()
    return kept


def split(session: Session, *, actor: Actor, at: datetime, slug: str) -> Article:
    """Let the address of an article that was merged lead to itself again. It stays archived, and what was taken from it
    stays where it is. Raises NotAllowed, NotFound."""
    article = locked(session, slug)
    order.require_order(session, actor, article)
    if article.merged_into_id is None:
        raise NotAllowed("split")
    article.merged_into_id = None
    note(session, "article.split", article, at=at, role=Part.MODERATOR, actor=actor)
    readers_see_another_wiki(session, article)
    session.flush()
    return article


def _take(
    session: Session, kept: Article, gone: Article, *, actor: Actor, at: datetime, prepared: Prepared, summary: str
) -> None:
    code = order.why_not_take(kept, gone)
    if code:
        raise Invalid({"text": code})
    head = kept.head
    content = Content(
        title=head.title, domains=tuple(head.domains), blocks=tuple(head.blocks), tags=tuple(head.tags), summary=summary
    )
    who = {"actor": actor, "at": at, "slug": kept.slug}
    made = save(session, **who, based_on=head.number, content=content, prepared=prepared)  # type: ignore[arg-type]
    submit(session, **who, based_on=made.number)  # type: ignore[arg-type]


def _require_kept(session: Session, actor: Actor, kept: Article) -> None:
    order.require_order(session, actor, kept)
    if not kept.is_online:
        raise NotAllowed("merge")


def _require_other(session: Session, actor: Actor, kept: Article, other: Article) -> None:
    having = policy.parts(session, actor, other)
    if not policy.may_know(session, actor, other, having):
        raise NotFound(other.slug)
    code = order.why_not_merge(kept, other, having)
    if code:
        raise Invalid({"other": code})


def _require_published(article: Article, number: int) -> None:
    if article.published is not None and article.published.number != number:
        raise Conflict(article.published.number)
