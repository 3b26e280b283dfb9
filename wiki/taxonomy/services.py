"""Keeping tags: the same word in any spelling is the same tag."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from wiki.taxonomy.models import Tag
from wiki.taxonomy.queries import known
from wiki.taxonomy.slugs import slugify


def tags_for(session: Session, labels: Iterable[str]) -> list[Tag]:
    """The tags with these labels, or for which these are other words; made where they are new, in the order given and
    each once."""
    wanted: dict[str, str] = {}
    for label in labels:
        wanted.setdefault(slugify(label), label)
    wanted.pop("", None)
    found = known(session, wanted)
    for slug, label in wanted.items():
        if slug not in found:
            found[slug] = _made(session, slug, label)
    return list(dict.fromkeys(found[slug] for slug in wanted))


def _made(session: Session, slug: str, label: str) -> Tag:
    """A new tag, or the one that somebody else made since we looked."""
    tag = Tag(slug=slug, label=label)
    try:
        with session.begin_nested():
            session.add(tag)
    except IntegrityError:
        return session.scalars(select(Tag).where(Tag.slug == slug)).one()
    return tag
