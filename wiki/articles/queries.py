"""What the pages about articles show to this actor: frozen values, made from few statements.

Nothing here reads `AuthorSeal`: whose an article is comes from `policy`, and pages show the authorship.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from markupsafe import Markup
from sqlalchemy import ColumnElement, Integer, Select, bindparam, func, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload, selectinload

from wiki.accounts.policy import Actor
from wiki.articles import diffs, policy
from wiki.articles.diffs import SectionDiff
from wiki.articles.lifecycle import Part, Stage, step
from wiki.articles.models import Article, ArticleBlock, ArticleDomain, ArticleLink, Authorship, Generation, Revision
from wiki.errors import NotFound
from wiki.settings import LOCALES
from wiki.taxonomy.data import BLOCKS, DOMAINS, TYPES, ArticleType, Block, Domain, Label
from wiki.taxonomy.models import Tag

Ids = Select[int]

MOST_RELATED = 4
MOST_BACKLINKS = 12
MOST_LOOKED_AT = 500


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
class ContentsLine:
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class ArticlePage(Card):
    """Everything of an article that is the same for whoever may read it, but for the lists of other articles."""

    blocks: tuple[Block, ...]
    tags: tuple[TagLink, ...]
    number: int
    verified_on: date | None
    lead_more: Markup | None
    body: Markup
    headings: tuple[ContentsLine, ...]
    complete: bool
    related: tuple[Card, ...]
    backlinks: tuple[Card, ...]
    translations: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What has to be known before an article is shown: cheap, and enough to answer an unchanged page with 304."""

    id: int
    slug: str
    state: str
    stage: str
    revision_id: int
    generation: int
    is_author: bool
    parts: frozenset[Part]

    @property
    def pending(self) -> str | None:
        """Where a text is that readers do not have: a change, or an archived article that is on its way back."""
        return None if self.stage in (Stage.PUBLISHED, Stage.ARCHIVED) else self.stage

    def can(self, verb: str) -> bool:
        return step(verb, self.stage, self.parts, is_change=self.stage != self.state) is not None


@dataclass(frozen=True, slots=True)
class RevisionRow:
    number: int
    byline: str
    on: date
    summary: str
    is_published: bool
    is_head: bool


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


def known(session: Session, actor: Actor, slug: str) -> Known:
    """The published article at this address, if the actor may read it; raises NotFound. One statement."""
    like = Actor(id=0 if actor.is_signed_in else None, grants=actor.grants)
    query = _known_to(like, session.get_bind().dialect.name)
    row = session.connection().execute(query, {"slug": slug, "reader": actor.id or 0}).one_or_none()
    if row is None:
        raise NotFound(slug)
    article_id, state, change, revision_id, number, is_author, places = row
    parts = policy.parts_of(actor, is_author=bool(is_author), domains=(places or "").split(","))
    return Known(article_id, slug, state, change or state, revision_id, number or 0, bool(is_author), parts)


@lru_cache(maxsize=256)
def _known_to(like: Actor, dialect: str) -> Select[int, str, str | None, int, int, bool, str]:
    """The statement of `known` for everybody with the grants of `like`: building it costs as much as running it."""
    joined = func.string_agg if dialect == "postgresql" else func.group_concat
    domains = select(joined(ArticleDomain.domain, ",")).where(ArticleDomain.article_id == Article.id)
    return select(
        Article.id,
        Article.state,
        Article.change,
        Article.published_id,
        select(Generation.number).where(Generation.id == 1).scalar_subquery(),
        policy.authored_by_account(bindparam("reader", type_=Integer)),
        domains.scalar_subquery(),
    ).where(Article.slug == bindparam("slug"), policy.visible_to(like))


def generation(session: Session) -> int:
    """The number that changes with whatever readers can see."""
    return session.scalar(select(Generation.number).where(Generation.id == 1)) or 0


def page(session: Session, actor: Actor, article_id: int, today: date) -> ArticlePage:
    """The reading page of an article that the actor may read: its published text."""
    article = session.scalars(select(Article).where(Article.id == article_id).options(*_WITH_TEXT)).one()
    assert article.published is not None
    return _article_page(session, actor, article, article.published, today)


def preview(session: Session, actor: Actor, article: Article, revision: Revision, today: date) -> ArticlePage:
    """The same page for a revision that readers do not have; the caller has asked whether the actor may see it."""
    return _article_page(session, actor, article, revision, today)


def by_slug(session: Session, actor: Actor, slug: str) -> tuple[Article, frozenset[Part]]:
    """An article the actor may know in some way, with what they are to it; raises NotFound."""
    article = session.scalar(select(Article).where(Article.slug == slug).options(*_WITH_TEXT))
    if article is None:
        raise NotFound(slug)
    parts = policy.parts(session, actor, article)
    if not policy.can_see_head(article, parts) and not policy.is_visible(session, actor, article):
        raise NotFound(slug)
    return article, parts


def cards(session: Session, ids: Sequence[int], today: date) -> tuple[Card, ...]:
    """Cards of these articles in this order, as published. The caller has filtered them by `visible_to`."""
    found = {a.id: a for a in session.scalars(select(Article).where(Article.id.in_(ids)).options(*_WITH_LEAD))}
    return tuple(card(found[i], found[i].published or found[i].head, today) for i in ids if i in found)


def card(article: Article, revision: Revision, today: date) -> Card:
    """A card with the words of this revision."""
    return Card(**_card_values(article, revision, today))


def listed(actor: Actor) -> Ids:
    """Ids of all articles that lists show to this actor, newest first."""
    return select(Article.id).where(policy.listed_to(actor)).order_by(Article.changed_on.desc(), Article.id.desc())


def in_domain(actor: Actor, slug: str) -> Ids:
    return listed(actor).where(Article.id.in_(select(ArticleDomain.article_id).where(ArticleDomain.domain == slug)))


def in_block(actor: Actor, slug: str) -> Ids:
    return listed(actor).where(Article.id.in_(select(ArticleBlock.article_id).where(ArticleBlock.block == slug)))


def with_tag(actor: Actor, slug: str) -> Ids:
    return listed(actor).where(Article.tags.any(Tag.slug == slug))


def fresh(actor: Actor) -> Ids:
    """New for this actor: their own domains where they have any, else everything; translations do not count as new."""
    query = listed(actor).where(Article.translation_of.is_(None))
    if actor.domains:
        mine = select(ArticleDomain.article_id).where(ArticleDomain.domain.in_(sorted(actor.domains)))
        query = query.where(Article.id.in_(mine))
    return query


def counts(session: Session, actor: Actor) -> tuple[Counter[str], Counter[str]]:
    """How many listed articles each domain and each building block has for this actor."""
    shown = select(Article.id).where(policy.listed_to(actor))
    return (
        _counted(session, ArticleDomain.domain, ArticleDomain.article_id.in_(shown)),
        _counted(session, ArticleBlock.block, ArticleBlock.article_id.in_(shown)),
    )


def mine(session: Session, actor: Actor, today: date) -> dict[str, tuple[Card, ...]]:
    """The actor's own articles by stage, each as its newest text is."""
    query = select(Article).where(policy.authored_by(actor)).options(*_WITH_TEXT)
    found: dict[str, list[Card]] = {stage.value: [] for stage in Stage}
    for article in session.scalars(query.order_by(Article.changed_on.desc(), Article.id.desc())):
        found[article.stage].append(card(article, article.head, today))
    return {stage: tuple(cards) for stage, cards in found.items()}


def own_byline(session: Session, actor: Actor, article: Article) -> Authorship:
    """How the actor is shown with this article, for the form in which they may change it."""
    found = session.scalar(
        select(Authorship).where(Authorship.article_id == article.id, policy.sealed_to(actor)).limit(1)
    )
    return found or Authorship(kind="role_name", shown="Moderator")


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
    """What changed from one revision to the other, in text and in choices."""
    kind = TYPES[article.type]
    changes = diffs.by_section(kind, article.language, old.text, new.text)
    names = ("title", "domains", "blocks", "tags")
    pairs = [(name, _values(old, name), _values(new, name)) for name in names]
    added, removed = diffs.counted(changes)
    meta = tuple(MetaDiff(name, a, b) for name, a, b in pairs if a != b)
    return Comparison(_row(article, old), _row(article, new), changes, meta, added, removed)


_WITH_LEAD = (
    joinedload(Article.published).load_only(Revision.title, Revision.lead, Revision.number),
    joinedload(Article.head).load_only(Revision.title, Revision.lead, Revision.number),
    joinedload(Article.authorship),
    selectinload(Article.in_domains),
)
_WITH_TEXT = (joinedload(Article.published), joinedload(Article.head), joinedload(Article.authorship))


def _card_values(article: Article, revision: Revision, today: date) -> dict[str, Any]:
    kind = TYPES[article.type]
    shown = article.domains if revision.id == article.published_id else tuple(revision.domains)
    online = article.state if article.published_id is None or article.is_online else Stage.ARCHIVED.value
    return {
        "slug": article.slug,
        "title": revision.title,
        "type": kind,
        "domains": tuple(DOMAINS[slug] for slug in DOMAINS if slug in shown),
        "language": article.language,
        "state": online,
        "stage": article.stage,
        "lead": revision.lead or None,
        "lead_label": kind.lead_label if revision.lead else None,
        "byline": article.authorship.shown if article.authorship else "",
        "changed_on": article.changed_on,
        "verified_until": article.verified_until,
        "overdue": article.verified_until is not None and article.verified_until < today,
    }


def _article_page(session: Session, actor: Actor, article: Article, shown: Revision, today: date) -> ArticlePage:
    values = _card_values(article, shown, today)
    tags = {tag.slug: tag for tag in article.tags}
    return ArticlePage(
        **values,
        blocks=tuple(block for slug, block in BLOCKS.items() if slug in article.blocks),
        tags=tuple(TagLink(tag.slug, tag.label) for tag in tags.values()),
        number=shown.number,
        verified_on=article.verified_on,
        lead_more=Markup(shown.lead_more) if shown.lead_more else None,  # noqa: S704  sanitised when saved
        body=Markup(shown.html),  # noqa: S704  sanitised when saved
        headings=tuple(ContentsLine(id, text) for id, text in shown.headings),
        complete=shown.complete,
        related=_related(session, actor, article, today),
        backlinks=_backlinks(session, actor, article, today),
        translations=_translations(session, actor, article, today),
    )


def _related(session: Session, actor: Actor, article: Article, today: date) -> tuple[Card, ...]:
    linked = select(ArticleLink.target).where(ArticleLink.article_id == article.id)
    ids = session.scalars(select(Article.id).where(Article.slug.in_(linked), Article.id != article.id)).all()
    return _listed_among(session, actor, ids, MOST_RELATED, today)


def _backlinks(session: Session, actor: Actor, article: Article, today: date) -> tuple[Card, ...]:
    linking = select(ArticleLink.article_id).where(ArticleLink.target == article.slug)
    ids = session.scalars(linking.where(ArticleLink.article_id != article.id)).all()
    return _listed_among(session, actor, ids, MOST_BACKLINKS, today)


def _translations(session: Session, actor: Actor, article: Article, today: date) -> tuple[Card, ...]:
    family = union_all(
        select(Article.id).where(Article.translation_of == article.slug),
        select(Article.id).where(Article.slug == (article.translation_of or "")),
    )
    return _listed_among(session, actor, session.scalars(family).all(), len(LOCALES), today)


def _listed_among(session: Session, actor: Actor, ids: Sequence[int], most: int, today: date) -> tuple[Card, ...]:
    """The newest of these articles that lists show to the actor. The ids come as values: from a sub-query SQLite
    would read every published article in order of date first."""
    query = listed(actor).where(Article.id.in_(ids[:MOST_LOOKED_AT])).limit(most)
    return cards(session, session.scalars(query).all(), today) if ids else ()


def _counted(session: Session, column: InstrumentedAttribute[str], condition: ColumnElement[bool]) -> Counter[str]:
    rows = session.execute(select(column, func.count()).where(condition).group_by(column))
    found: Counter[str] = Counter()
    for slug, number in rows:
        found[slug] = number
    return found


def _may_see(revision: Revision, parts: Iterable[Part]) -> bool:
    if revision.published_on is not None or Part.AUTHOR in parts:
        return True
    article = revision.article
    return Part.MODERATOR in parts and article.stage == Stage.IN_REVIEW and revision.id == article.head_id


def _row(article: Article, revision: Revision) -> RevisionRow:
    return RevisionRow(
        number=revision.number,
        byline=revision.authorship.shown,
        on=revision.made_on,
        summary=revision.summary,
        is_published=revision.id == article.published_id,
        is_head=revision.id == article.head_id,
    )


def _values(revision: Revision, name: str) -> tuple[str, ...]:
    value = getattr(revision, name)
    return (value,) if isinstance(value, str) else tuple(value)
