"""The tags, with how often each is used and by which other words it is known.

A tag on nothing that the actor may read is not there for them: what stands on somebody's draft is theirs.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.articles import policy
from wiki.articles.models import Article, article_tag
from wiki.errors import NotFound
from wiki.taxonomy.models import Tag, TagAlias


@dataclass(frozen=True, slots=True)
class TagRow:
    slug: str
    label: str
    count: int
    words: tuple[tuple[str, str], ...]


def tags(actor: Actor, q: str) -> Select[int]:
    """Ids of the tags with these letters in their name or in another word for them, by name."""
    found = select(Tag.id).where(_is_seen_by(actor))
    if q:
        aliased = select(TagAlias.tag_id).where(TagAlias.label.icontains(q, autoescape=True))
        found = found.where(or_(Tag.label.icontains(q, autoescape=True), Tag.id.in_(aliased)))
    return found.order_by(func.lower(Tag.label), Tag.id)


def rows(session: Session, actor: Actor, ids: Sequence[int]) -> tuple[TagRow, ...]:
    """One row for each of these tags, in this order, with how many listed articles have it."""
    found = {tag.id: tag for tag in session.scalars(select(Tag).where(Tag.id.in_(ids)))}
    counted = select(article_tag.c.tag_id, func.count()).join(Article, Article.id == article_tag.c.article_id)
    counted = counted.where(article_tag.c.tag_id.in_(ids), policy.listed_to(actor)).group_by(article_tag.c.tag_id)
    counts = {tag: number for tag, number in session.execute(counted)}  # noqa: C416  rows are no pairs to mypy
    words: dict[int, list[tuple[str, str]]] = {}
    for alias in session.scalars(select(TagAlias).where(TagAlias.tag_id.in_(ids)).order_by(TagAlias.slug)):
        words.setdefault(alias.tag_id, []).append((alias.slug, alias.label))
    return tuple(
        TagRow(found[id].slug, found[id].label, counts.get(id, 0), tuple(words.get(id, ())))
        for id in ids
        if id in found
    )


def tag(session: Session, actor: Actor, slug: str) -> Tag:
    """The tag at this address; raises NotFound where the actor may not know it."""
    found = session.scalar(select(Tag).where(Tag.slug == slug, _is_seen_by(actor)))
    if found is None:
        raise NotFound(slug)
    return found


def _is_seen_by(actor: Actor) -> ColumnElement[bool]:
    carried = select(article_tag.c.tag_id).join(Article, Article.id == article_tag.c.article_id)
    return Tag.id.in_(carried.where(policy.visible_to(actor)))
