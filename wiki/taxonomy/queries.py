"""What the words that somebody typed are called here: tags by any of their names."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.taxonomy.models import Tag, TagAlias
from wiki.taxonomy.slugs import slugify


def known(session: Session, slugs: Iterable[str]) -> dict[str, Tag]:
    """The tags that have one of these slugs, or another word with that slug, by the slug asked for."""
    asked = list(slugs)
    if not asked:
        return {}
    found = {tag.slug: tag for tag in session.scalars(select(Tag).where(Tag.slug.in_(asked)))}
    aliases = select(TagAlias.slug, Tag).join(Tag, Tag.id == TagAlias.tag_id).where(TagAlias.slug.in_(asked))
    return found | {slug: tag for slug, tag in session.execute(aliases)}  # noqa: C416  rows are no pairs to mypy


def called(session: Session, labels: Iterable[str]) -> dict[str, str]:
    """The labels by slug, in the order given and each once: of tags that there are today's, else as typed."""
    typed: dict[str, str] = {}
    for label in labels:
        typed.setdefault(slugify(label), label)
    tags = known(session, typed)
    found: dict[str, str] = {}
    for slug, label in typed.items():
        tag = tags.get(slug)
        found.setdefault(tag.slug if tag else slug, tag.label if tag else label)
    return found
