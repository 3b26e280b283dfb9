"""The fixed vocabulary of the wiki: domains, building blocks and article types with their sections, in both languages.

It is data because editors change words and developers change code; the files beside this module are read once, on
import, and a mistake in them stops the program with the place and the key. Free tags are rows, not vocabulary: they
are in `models.py`. Nothing here is translated by gettext: these words are content with an owner, not interface.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from wiki import paths
from wiki.taxonomy.reading import Entry, by_name, entries

FOLDER = paths.PACKAGE / "taxonomy" / "data"
# The parts of a practice card, in their order on it.
CARD_PARTS = ("cue", "do", "dont")

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_KEY = re.compile(r"[a-z]+(?:_[a-z]+)*")


@dataclass(frozen=True, slots=True)
class Label:
    """A text in both languages; call it with a locale. Any locale but English gets Dutch."""

    nl: str
    en: str

    def __call__(self, locale: str) -> str:
        return self.en if locale == "en" else self.nl


@dataclass(frozen=True, slots=True)
class Domain:
    """A field of work; an optional one is off until the settings name it."""

    slug: str
    label: Label
    description: Label
    optional: bool

    def __hash__(self) -> int:
        return hash(self.slug)

    @property
    def icon(self) -> str:
        return self.slug


@dataclass(frozen=True, slots=True)
class Block:
    """A building block of a learning organisation."""

    slug: str
    label: Label
    line: Label

    @property
    def icon(self) -> str:
        return self.slug


@dataclass(frozen=True, slots=True)
class Section:
    """A level-2 heading of an article type; `required` counts on submitting, never on saving a draft. `card` is the
    part of the practice card that it feeds, if any."""

    key: str
    heading: Label
    prompt: Label
    required: bool
    example: Label | None
    card: str | None


@dataclass(frozen=True, slots=True)
class ArticleType:
    """A kind of article; `minutes` is a range like 5–10, readable in every language."""

    slug: str
    label: Label
    plural: Label
    line: Label
    minutes: str
    sections: tuple[Section, ...]
    lead: str | None
    lead_label: Label
    review_months: int

    def __hash__(self) -> int:
        return hash(self.slug)

    @property
    def icon(self) -> str:
        return self.slug


def domains_in(file: Path) -> Mapping[str, Domain]:
    return by_name(file.name, map(_domain, entries(file, "domain")), lambda domain: domain.slug)


def blocks_in(file: Path) -> Mapping[str, Block]:
    return by_name(file.name, map(_block, entries(file, "block")), lambda block: block.slug)


def types_in(file: Path) -> Mapping[str, ArticleType]:
    return by_name(file.name, map(_type, entries(file, "type")), lambda kind: kind.slug)


def enabled_domains(optional: Collection[str]) -> tuple[Domain, ...]:
    """Every core domain and the optional ones named, in the order of the pages; an unknown name raises ValueError."""
    unknown = sorted(set(optional) - DOMAINS.keys())
    if unknown:
        raise ValueError(f"unknown domain: {', '.join(unknown)}")
    return tuple(domain for domain in DOMAINS.values() if not domain.optional or domain.slug in optional)


def _domain(entry: Entry) -> Domain:
    made = Domain(
        slug=entry.name("slug", SLUG),
        label=label_in(entry.table("label")),
        description=label_in(entry.table("description")),
        optional=entry.flag("optional"),
    )
    return entry.finish(made)


def _block(entry: Entry) -> Block:
    made = Block(
        slug=entry.name("slug", SLUG),
        label=label_in(entry.table("label")),
        line=label_in(entry.table("line")),
    )
    return entry.finish(made)


def _type(entry: Entry) -> ArticleType:
    slug = entry.name("slug", SLUG)
    sections = by_name(entry.place, map(_section, entry.tables("section")), lambda section: section.key)
    made = ArticleType(
        slug=slug,
        label=label_in(entry.table("label")),
        plural=label_in(entry.table("plural")),
        line=label_in(entry.table("line")),
        minutes=entry.text("minutes"),
        sections=tuple(sections.values()),
        lead=_lead(entry, sections),
        lead_label=label_in(entry.table("lead_label")),
        review_months=entry.count("review_months"),
    )
    return entry.finish(made)


def _lead(entry: Entry, sections: Collection[str]) -> str | None:
    if "lead" not in entry:
        return None
    key = entry.text("lead")
    if key not in sections:
        raise entry.broken(f"lead {key!r} is not one of its sections")
    return key


def _section(entry: Entry) -> Section:
    made = Section(
        key=entry.name("key", _KEY),
        heading=label_in(entry.table("heading")),
        prompt=label_in(entry.table("prompt")),
        required=entry.flag("required"),
        example=label_in(entry.table("example")) if "example" in entry else None,
        card=_card(entry),
    )
    return entry.finish(made)


def _card(entry: Entry) -> str | None:
    if "card" not in entry:
        return None
    part = entry.text("card")
    if part not in CARD_PARTS:
        raise entry.broken(f"card {part!r} is not one of {', '.join(CARD_PARTS)}")
    return part


def label_in(entry: Entry) -> Label:
    """The two languages of a table."""
    return entry.finish(Label(nl=entry.text("nl"), en=entry.text("en")))


DOMAINS = domains_in(FOLDER / "domains.toml")
BLOCKS = blocks_in(FOLDER / "blocks.toml")
TYPES = types_in(FOLDER / "types.toml")
