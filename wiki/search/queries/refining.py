"""The facets beside the results: which values there are to choose, under which names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.articles import policy
from wiki.articles.models import Article, article_tag
from wiki.search.facets import CONFIRMED, KEYS, NO_COUNTS, OVERDUE, Chosen, Counts
from wiki.settings import LOCALES
from wiki.taxonomy.data import BLOCKS, TYPES, enabled_domains
from wiki.taxonomy.models import Tag

MOST_TAGS = 12
MOST_CHOSEN = 20
_LABELS = select(Tag.slug, Tag.label).where(Tag.slug.in_(bindparam("slugs", expanding=True)))


@dataclass(frozen=True, slots=True)
class FacetValue:
    """`label` is empty where the value is one of the program's own, a language or confirmed: the page says those."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    key: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class Vocabularies:
    """The names of values in the reader's language; tags are looked up."""

    locale: str
    optional_domains: tuple[str, ...]

    def of(self, key: str) -> Mapping[str, str]:
        if key == "domain":
            return {domain.slug: domain.label(self.locale) for domain in enabled_domains(self.optional_domains)}
        if key in ("block", "type"):
            things = BLOCKS if key == "block" else TYPES
            return {slug: thing.label(self.locale) for slug, thing in things.items()}
        return dict.fromkeys(LOCALES if key == "language" else (CONFIRMED, OVERDUE), "")


def known(session: Session, actor: Actor, names: Vocabularies, filters: Mapping[str, Sequence[str]]) -> Chosen:
    """The chosen values that mean something to this reader; a tag does when an article they may be listed has it."""
    chosen = {key: frozenset(value for value in filters.get(key, ()) if value.isprintable()) for key in KEYS}
    found = {key: chosen[key] & names.of(key).keys() for key in KEYS if key != "tag"}
    return found | {"tag": _known_tags(session, actor, chosen["tag"]) if chosen["tag"] else frozenset()}


def _known_tags(session: Session, actor: Actor, chosen: frozenset[str]) -> frozenset[str]:
    carried = select(article_tag.c.tag_id).join(Article).where(policy.listed_to(actor))
    tags = select(Tag.slug).where(Tag.slug.in_(sorted(chosen)[:MOST_CHOSEN]), Tag.id.in_(carried))
    return frozenset(session.scalars(tags))


def facets(session: Session, names: Vocabularies, counts: Mapping[str, Counts], chosen: Chosen) -> tuple[Facet, ...]:
    """The values that would leave something, and the chosen ones even when they do not."""
    return tuple(_facet(session, names, key, counts.get(key, NO_COUNTS), chosen[key]) for key in KEYS)


def _facet(session: Session, names: Vocabularies, key: str, counts: Counts, chosen: frozenset[str]) -> Facet:
    if key == "tag":
        return Facet(key, _tags(session, counts, chosen))
    values = (FacetValue(value, label, counts[value], value in chosen) for value, label in names.of(key).items())
    return Facet(key, tuple(value for value in values if value.count or value.chosen))


def _tags(session: Session, counts: Counts, chosen: frozenset[str]) -> tuple[FacetValue, ...]:
    """Those that most hits have, and the chosen ones."""
    found = dict(counts.most_common(MOST_TAGS))
    found |= {value: counts[value] for value in chosen - found.keys()}
    labels = session.connection().execute(_LABELS, {"slugs": list(found)}) if found else ()
    tags = (FacetValue(slug, label, found[slug], slug in chosen) for slug, label in labels)
    return tuple(sorted(tags, key=lambda tag: (-tag.count, tag.label)))
