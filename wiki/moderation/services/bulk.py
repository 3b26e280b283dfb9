"""One thing done to many articles in one go, and undone for a while.

What was left out, and what became of each, is worked out here again: the page that showed it may be old.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.articles import services
from wiki.articles.lifecycle import Part
from wiki.articles.models import Article
from wiki.articles.safety import tells_of_somebody
from wiki.articles.services.changes import note, readers_see_another_wiki
from wiki.articles.services.content import LONGEST_TAG
from wiki.errors import Invalid, NotAllowed
from wiki.moderation.models import BulkChange
from wiki.moderation.policy import order as policy
from wiki.moderation.policy.curation import require_moderator
from wiki.moderation.queries import bulk as queries
from wiki.taxonomy.models import Tag
from wiki.taxonomy.services import tags_for
from wiki.taxonomy.slugs import slugify


def check(kind: str, tag: str, ids: Collection[int], *, today: date) -> None:
    """Raise Invalid with a code for each of 'kind', 'tag' and 'ids' that nothing can be done with."""
    wrong = {
        "kind": None if kind in policy.KINDS else "unknown",
        "tag": _tag_code(tag, kind, today) if kind in (policy.ADD_TAG, policy.REMOVE_TAG) else None,
        "ids": "none" if not ids else "too-many" if len(ids) > queries.MOST else None,
    }
    found = {name: code for name, code in wrong.items() if code}
    if found:
        raise Invalid(found)


def carry_out(
    session: Session, *, actor: Actor, at: datetime, kind: str, ids: Collection[int], tag: str = ""
) -> BulkChange:
    """Do this to those of the articles that it can be done to. Raises Invalid (see `check`), also where that is none of
    them, and NotFound."""
    require_moderator(actor)
    check(kind, tag, ids, today=at.date())
    slug = queries.tag_slug(session, tag) if kind != policy.ARCHIVE else ""
    found = _held(session, ids)
    having = queries.parts(session, actor, found)
    meant = [each for each in found if policy.why_not_change(each, kind, slug, having[each.id]) is None]
    if not meant:
        raise Invalid({"ids": "nothing"})
    change = BulkChange(kind=kind, tag=slug, account_id=actor.id, at=at, left_out={})
    change.before = {str(article.id): _had(article, kind) for article in meant}
    session.add(change)
    session.flush()
    (given,) = tags_for(session, [tag]) if kind == policy.ADD_TAG else (None,)
    for article in meant:
        _do(session, article, change, given, actor=actor, at=at)
    session.flush()
    return change


def undo(session: Session, change_id: int, *, actor: Actor, at: datetime) -> BulkChange:
    """Put back what was done, but for articles that were changed since, or that are not the actor's to change; the row
    says which. Raises NotFound, NotAllowed once it is too late, Invalid where nothing can be put back."""
    change = queries.change(session, actor, change_id)
    session.refresh(change, with_for_update=True)
    if not policy.can_undo(change, at):
        raise NotAllowed("undo")
    found = _held(session, [int(id) for id in change.before])
    codes = queries.why_not_undone(session, actor, change, found)
    if all(codes.values()):
        raise Invalid({"ids": "nothing"})
    tags = queries.tags_before(session, change)
    for article in found:
        if codes[article.id] is None:
            _put_back(session, article, change, tags, actor=actor, at=at)
    change.undone_at = at
    change.left_out = {str(id): code for id, code in codes.items() if code}
    session.flush()
    return change


def _tag_code(tag: str, kind: str, today: date) -> str | None:
    if not slugify(tag):
        return "no-slug"
    if len(tag) > LONGEST_TAG:
        return "too-long"
    # One that is there already can always be taken away.
    return "personal" if kind == policy.ADD_TAG and tells_of_somebody(tag, today=today) else None


def _held(session: Session, ids: Collection[int]) -> Sequence[Article]:
    """These articles as they are now, held against other writers, in one order for all who hold several."""
    query = select(Article).where(Article.id.in_(ids)).order_by(Article.slug).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).all()


def _had(article: Article, kind: str) -> list[str]:
    if kind != policy.ARCHIVE:
        return [tag.slug for tag in article.tags]
    return [article.state, article.review_reason or "", str(article.review_since or "")]


def _do(
    session: Session, article: Article, change: BulkChange, given: Tag | None, *, actor: Actor, at: datetime
) -> None:
    if change.kind == policy.ARCHIVE:
        services.archive(session, actor=actor, at=at, slug=article.slug)
        return
    kept = [tag for tag in article.tags if tag.slug != change.tag]
    article.tags = [*kept, given] if given else kept
    action = "article.tagged" if given else "article.untagged"
    note(session, action, article, at=at, role=Part.MODERATOR, actor=actor, bulk=change.id)
    readers_see_another_wiki(session, article)


def _put_back(
    session: Session, article: Article, change: BulkChange, tags: dict[str, Tag], *, actor: Actor, at: datetime
) -> None:
    had = change.before[str(article.id)]
    if change.kind == policy.ARCHIVE:
        article.state, article.review_reason = had[0], had[1] or None
        article.review_since = date.fromisoformat(had[2]) if had[2] else None
        action = "article.unarchived"
    else:
        article.tags = list(dict.fromkeys(tags[slug] for slug in had if slug in tags))
        action = "article.untagged" if change.kind == policy.ADD_TAG else "article.tagged"
    note(session, action, article, at=at, role=Part.MODERATOR, actor=actor, undone=change.id)
    readers_see_another_wiki(session, article)
