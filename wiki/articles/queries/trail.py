"""The revisions of an article that this actor may see, and what changed between two."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.articles import diffs, policy
from wiki.articles.lifecycle import Part, Stage
from wiki.articles.models import MODERATOR_BYLINE, Article, Authorship, Revision
from wiki.articles.queries.shown import Comparison, MetaDiff, RevisionRow
from wiki.errors import NotFound
from wiki.taxonomy.data import TYPES


def own_byline(session: Session, actor: Actor, article: Article) -> Authorship:
    """How the actor is shown with this article, for the form in which they may change it."""
    found = session.scalar(
        select(Authorship)
        .where(Authorship.article_id == article.id, policy.sealed_to(actor))
        .order_by(Authorship.is_author.desc(), Authorship.id)
        .limit(1)
    )
    return found or Authorship(kind="role_name", shown=MODERATOR_BYLINE)


def history(article: Article, parts: Iterable[Part]) -> tuple[RevisionRow, ...]:
    """The revisions that the actor may see, newest first. Readers get those that were published: what a draft held
    in between may have been taken out for a reason."""
    return tuple(_row(article, revision) for revision in reversed(article.revisions) if _may_see(revision, parts))


def revision(article: Article, parts: Iterable[Part], number: int) -> Revision:
    """One revision that the actor may see; raises NotFound."""
    for found in article.revisions:
        if found.number == number and _may_see(found, parts):
            return found
    raise NotFound(f"{article.slug} {number}")


def compare(article: Article, old: Revision, new: Revision) -> Comparison:
    """What changed from one revision to the other, in text and in choices. Nothing is told of one that was purged."""
    if old.purged_on or new.purged_on:
        return Comparison(_row(article, old), _row(article, new), (), (), 0, 0, 0)
    kind = TYPES[article.type]
    changes = diffs.by_section(kind, article.language, old.text, new.text)
    names = ("title", "domains", "blocks", "tags")
    pairs = [(name, _values(old, name), _values(new, name)) for name in names]
    added, removed, moved = diffs.counted(changes)
    meta = tuple(MetaDiff(name, a, b) for name, a, b in pairs if a != b)
    return Comparison(_row(article, old), _row(article, new), changes, meta, added, removed, moved)


def _may_see(revision: Revision, parts: Iterable[Part]) -> bool:
    article = revision.article
    if revision.published_on is not None or Part.AUTHOR in parts:  # whoever may not know the article is not here
        return True
    if Part.EDITOR in parts and revision.number >= (article.change_from or 0):
        return True
    return Part.MODERATOR in parts and article.stage == Stage.IN_REVIEW and revision.id == article.head_id


def _row(article: Article, revision: Revision) -> RevisionRow:
    return RevisionRow(
        number=revision.number,
        byline=revision.authorship.shown,
        on=revision.made_on,
        summary=revision.summary,
        is_published=revision.id == article.published_id,
        is_head=revision.id == article.head_id,
        is_merged=revision.begun_from is not None,
        is_minor=revision.is_minor,
        purged_on=revision.purged_on,
    )


def _values(revision: Revision, name: str) -> tuple[str, ...]:
    value = getattr(revision, name)
    return (value,) if isinstance(value, str) else tuple(value)
