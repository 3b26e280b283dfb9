"""What pages about articles are given: frozen values, and nothing that could ask the database for more."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup
from sqlalchemy import Select

from wiki.articles.diffs import SectionDiff
from wiki.articles.lifecycle import ONLINE, Part, Stage
from wiki.articles.practice_card import CardPart
from wiki.taxonomy.data import ArticleType, Block, Domain, Label

Ids = Select[int]


@dataclass(frozen=True, slots=True)
class Card:
    """One article in a list, as readers know it; in lists of one's own work, as its newest text is."""

    slug: str
    title: str
    type: ArticleType
    domains: tuple[Domain, ...]
    language: str
    state: str
    stage: str
    lead: str | None
    lead_label: Label | None
    byline: str
    changed_on: date
    verified_until: date | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class TagLink:
    slug: str
    label: str


@dataclass(frozen=True, slots=True)
class Named:
    """An article by what a link to it needs."""

    slug: str
    title: str
    language: str


@dataclass(frozen=True, slots=True)
class ContentsLine:
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class SourceLine:
    """An official source that an article rests on; `read_version` is the one that it was last read beside."""

    id: int
    title: str
    url: str
    version: str
    read_version: str

    @property
    def is_newer(self) -> bool:
        return self.version != self.read_version


@dataclass(frozen=True, slots=True)
class Behind:
    """A translation whose source has moved on: it says the same as revision `had`, and readers have `now`."""

    source: Card
    had: int
    now: int


@dataclass(frozen=True, slots=True)
class ArticlePage(Card):
    """Everything of an article that is the same for whoever may read it, but for the lists of other articles."""

    blocks: tuple[Block, ...]
    tags: tuple[TagLink, ...]
    number: int
    verified_on: date | None
    review_reason: str | None
    lead_more: Markup | None
    body: Markup
    headings: tuple[ContentsLine, ...]
    complete: bool
    related: tuple[Card, ...]
    backlinks: tuple[Card, ...]
    translations: tuple[Card, ...]
    behind: Behind | None
    is_purged: bool
    sources: tuple[SourceLine, ...]
    adjusted_after: int
    superseded_by: Card | None
    supersedes: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class PracticeCard(Card):
    """An article in one look: as much of its parts as the paper holds; `is_cut` where that is not all of them."""

    number: int
    review_reason: str | None
    parts: tuple[CardPart, ...]
    is_cut: bool
    is_purged: bool
    address: str

    @property
    def address_on_paper(self) -> str:
        return without_scheme(self.address)


def without_scheme(address: str) -> str:
    """An address as people read it and type it."""
    return address.partition("://")[2]


@dataclass(frozen=True, slots=True)
class Known:
    """What has to be known before an article is shown: cheap, and enough to answer an unchanged page with 304."""

    id: int
    slug: str
    state: str
    stage: str
    revision_id: int
    generation: int
    parts: frozenset[Part]
    audience: str
    merged_into_id: int | None = None

    @property
    def pending(self) -> str | None:
        """Where a text is that readers do not have: a change, or an archived article that is on its way back."""
        return None if self.stage in (*ONLINE, Stage.ARCHIVED) else self.stage

    @property
    def change(self) -> str | None:
        return self.stage if self.stage != self.state else None


@dataclass(frozen=True, slots=True)
class RevisionRow:
    number: int
    byline: str
    on: date
    summary: str
    is_published: bool
    is_head: bool
    is_merged: bool
    is_minor: bool
    purged_on: date | None


@dataclass(frozen=True, slots=True)
class MetaDiff:
    """A choice that changed; `before` and `after` are slugs or words, separated by commas."""

    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    old: RevisionRow
    new: RevisionRow
    sections: tuple[SectionDiff, ...]
    meta: tuple[MetaDiff, ...]
    added: int
    removed: int
    moved: int
