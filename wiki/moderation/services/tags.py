"""Keeping the tags few and clear: another name, two that are one, other words for one.

What authors typed stays in their revisions. Which tag a word stands for is worked out when a text is saved or shown.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from wiki import audit, outbox
from wiki.accounts.policy import Actor, Role
from wiki.articles.models import article_tag
from wiki.articles.safety import tells_of_somebody
from wiki.articles.services.changes import INDEX, raise_generation
from wiki.articles.services.content import LONGEST_TAG
from wiki.articles.services.lifecycle import SHORT_LIVED_TAGS
from wiki.errors import Invalid, NotFound
from wiki.moderation.policy import order as policy
from wiki.moderation.queries import tags as queries
from wiki.taxonomy.models import Tag, TagAlias
from wiki.taxonomy.queries import known
from wiki.taxonomy.services import tags_for
from wiki.taxonomy.slugs import slugify


def rename(session: Session, slug: str, *, actor: Actor, at: datetime, label: str) -> Tag:
    """Call a tag something else; its address stays, and who types the new name gets it. Raises Invalid, NotFound."""
    tag = _held(session, actor, slug)
    typed = _checked("label", label, at)
    _require_free(session, tag, typed, "label")
    if typed != tag.slug and session.get(TagAlias, typed) is None:
        session.add(TagAlias(slug=typed, label=label, tag_id=tag.id))
    tag.label = label
    _changed(session, tag, "tag.renamed", actor=actor, at=at)
    return tag


def merge(session: Session, slug: str, *, actor: Actor, at: datetime, into: str) -> Tag:
    """Put every article of a tag under the one with this name, made where there is none; the old name and its other
    words are other words for that one from now on. Raises Invalid for 'into', NotFound."""
    tag = _held(session, actor, slug)
    _checked("into", into, at)
    if tag.slug in SHORT_LIVED_TAGS:
        raise Invalid({"into": "fixed"})
    (target,) = tags_for(session, [into])
    if target.id == tag.id:
        raise Invalid({"into": "same"})
    articles = _carry_over(session, tag, target)
    old, label, old_id = tag.slug, tag.label, tag.id
    session.execute(update(TagAlias).where(TagAlias.tag_id == old_id).values(tag_id=target.id))
    session.execute(delete(Tag).where(Tag.id == old_id))
    session.expire_all()
    session.add(TagAlias(slug=old, label=label, tag_id=target.id))
    _note(session, target, "tag.merged", actor=actor, at=at, merged=old_id, articles=len(articles))
    _index(session, articles)
    return target


def add_word(session: Session, slug: str, *, actor: Actor, at: datetime, word: str) -> Tag:
    """Keep another word for a tag. Raises Invalid for 'word', NotFound."""
    tag = _held(session, actor, slug)
    typed = _checked("word", word, at)
    _require_free(session, tag, typed, "word")
    if typed == tag.slug or session.get(TagAlias, typed) is not None:
        raise Invalid({"word": "known"})
    session.add(TagAlias(slug=typed, label=word, tag_id=tag.id))
    _note(session, tag, "tag.word_added", actor=actor, at=at)
    return tag


def remove_word(session: Session, slug: str, *, actor: Actor, at: datetime, word: str) -> Tag:
    """Let a word no longer stand for a tag. Raises NotFound where it does not."""
    tag = _held(session, actor, slug)
    found = session.get(TagAlias, word)
    if found is None or found.tag_id != tag.id:
        raise NotFound(word)
    session.delete(found)
    _note(session, tag, "tag.word_removed", actor=actor, at=at)
    return tag


def _held(session: Session, actor: Actor, slug: str) -> Tag:
    """The tag, held against others who change it."""
    policy.require_taxonomy(actor)
    return session.get_one(Tag, queries.tag(session, actor, slug).id, with_for_update=True, populate_existing=True)


def _checked(field: str, words: str, at: datetime) -> str:
    """The slug of these words."""
    slug = slugify(words)
    if not slug:
        raise Invalid({field: "no-slug"})
    if len(words) > LONGEST_TAG:
        raise Invalid({field: "too-long"})
    if tells_of_somebody(words, today=at.date()):
        raise Invalid({field: "personal"})
    return slug


def _require_free(session: Session, tag: Tag, slug: str, field: str) -> None:
    """Raise Invalid where this is the name of another tag: two that are one are merged."""
    other = known(session, [slug]).get(slug)
    if other is not None and other.id != tag.id:
        raise Invalid({field: "is-other"})


def _carry_over(session: Session, tag: Tag, target: Tag) -> list[int]:
    """Give every article of the one the other; says which articles those are."""
    of_tag, column = article_tag.c.tag_id == tag.id, article_tag.c.article_id
    articles = list(session.scalars(select(column).where(of_tag).order_by(column)))
    have = set(session.scalars(select(column).where(article_tag.c.tag_id == target.id, column.in_(articles))))
    new = [{"article_id": id, "tag_id": target.id} for id in articles if id not in have]
    if new:
        session.execute(insert(article_tag), new)
    session.execute(delete(article_tag).where(of_tag))
    return articles


def _changed(session: Session, tag: Tag, action: str, *, actor: Actor, at: datetime) -> None:
    _note(session, tag, action, actor=actor, at=at)
    _index(session, session.scalars(select(article_tag.c.article_id).where(article_tag.c.tag_id == tag.id)).all())


def _index(session: Session, articles: Iterable[int]) -> None:
    for id in articles:
        outbox.record(session, INDEX, id)
    raise_generation(session)
    session.flush()


def _note(session: Session, tag: Tag, action: str, *, actor: Actor, at: datetime, **detail: int) -> None:
    keeps = any(grant.role is Role.KNOWLEDGE_MANAGER for grant in actor.grants)
    role = Role.KNOWLEDGE_MANAGER if keeps else Role.ADMIN
    session.flush()
    audit.record(session, action, f"tag:{tag.id}", at=at, role=role.value, account=actor.id, **detail)
