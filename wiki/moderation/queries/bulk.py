"""Many articles at once: which ones to pick from, what would become of each, and what was done before."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.articles import policy as articles
from wiki.articles import queries
from wiki.articles.lifecycle import Part
from wiki.articles.models import Article, ArticleDomain, Review
from wiki.articles.queries import Card
from wiki.articles.queries.cards import WITH_LEAD
from wiki.errors import NotFound
from wiki.moderation.models import BulkChange
from wiki.moderation.policy import order as policy
from wiki.taxonomy.models import Tag
from wiki.taxonomy.queries import called, known
from wiki.web.paging import Paged, cut

MOST = 200
CHANGES_A_PAGE = 20
MOST_CHANGES = 100


@dataclass(frozen=True, slots=True)
class Choice:
    """What narrows the list; empty words and False narrow nothing."""

    domain: str = ""
    type: str = ""
    tag: str = ""
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one article; `why_not` says by a code why it is left out."""

    card: Card
    why_not: str | None


@dataclass(frozen=True, slots=True)
class Done:
    """Something that was done to many articles. `rows` are those that the actor may know."""

    id: int
    kind: str
    tag: str
    on: date
    count: int
    is_own: bool
    is_undone: bool
    can_undo: bool
    rows: tuple[Outcome, ...] = ()


def offered(actor: Actor, choice: Choice, today: date) -> Select[int]:
    """Ids of the listed articles that the actor moderates and that fit, those that were confirmed longest ago first."""
    query = select(Article.id).where(articles.listed_to(actor), articles.moderated_by(actor))
    if choice.domain:
        query = query.where(articles.placed_in([choice.domain]))
    if choice.type:
        query = query.where(Article.type == choice.type)
    if choice.tag:
        query = query.where(Article.tags.any(Tag.slug == choice.tag))
    if choice.overdue:
        query = query.where(Article.verified_until < today)
    return query.order_by(Article.verified_until, Article.id)


def outcomes(
    session: Session, actor: Actor, ids: Collection[int], *, kind: str, tag: str, today: date
) -> tuple[Outcome, ...]:
    """What would become of each of these articles that the actor may read, by title."""
    query = select(Article).where(Article.id.in_(ids), articles.visible_to(actor)).options(*WITH_LEAD)
    found = session.scalars(query.order_by(Article.title, Article.id)).all()
    having = parts(session, actor, found)
    return tuple(_outcome(each, policy.why_not_change(each, kind, tag, having[each.id]), today) for each in found)


def parts(session: Session, actor: Actor, found: Iterable[Article]) -> dict[int, frozenset[Part]]:
    """What the actor is to each of these articles, from one statement."""
    by_id = {article.id: article for article in found}
    query = select(Article.id, articles.authored_by(actor), articles.edited_by(actor)).where(Article.id.in_(by_id))
    return {
        id: articles.parts_of(
            actor, is_author=is_author, is_editor=is_editor, domains=articles.touched_domains(by_id[id])
        )
        for id, is_author, is_editor in session.execute(query)
    }


def tag_slug(session: Session, label: str) -> str:
    """The address of the tag that these words stand for, or would have."""
    return next(iter(called(session, [label])), "")


def history(session: Session, actor: Actor, number: int, at: datetime) -> Paged[Done]:
    """A page of what was done to many articles of late, the last first, as far as the actor may know."""
    newest = select(BulkChange).order_by(BulkChange.at.desc(), BulkChange.id.desc()).limit(MOST_CHANGES)
    changes = session.scalars(newest).all()
    reached = _domains(session, changes)
    shown = [change for change in changes if policy.may_know_change(actor, change, reached[change.id])]
    start = (number - 1) * CHANGES_A_PAGE
    rows = tuple(_done(session, actor, each, at) for each in shown[start : start + CHANGES_A_PAGE])
    return cut(rows, len(shown), number, CHANGES_A_PAGE)


def change(session: Session, actor: Actor, change_id: int) -> BulkChange:
    """Something that was done; raises NotFound for who may not know of it."""
    found = session.get(BulkChange, change_id)
    if found is None or not policy.may_know_change(actor, found, _domains(session, [found])[found.id]):
        raise NotFound(f"bulk change {change_id}")
    return found


def done(session: Session, actor: Actor, change_id: int, at: datetime) -> Done:
    """The same with what would become of each article, or what became of it."""
    found = change(session, actor, change_id)
    query = select(Article).where(Article.id.in_(map(int, found.before)), articles.visible_to(actor))
    listed = session.scalars(query.options(*WITH_LEAD).order_by(Article.title, Article.id)).all()
    if found.undone_at is None:
        codes = why_not_undone(session, actor, found, listed)
    else:
        codes = {article.id: found.left_out.get(str(article.id)) for article in listed}
    rows = tuple(_outcome(article, codes[article.id], at.date()) for article in listed)
    return _done(session, actor, found, at, rows)


def why_not_undone(
    session: Session, actor: Actor, found: BulkChange, listed: Sequence[Article]
) -> dict[int, str | None]:
    """By id why each of these articles would be left out when this is undone."""
    having, tags = parts(session, actor, listed), tags_before(session, found)
    asked = known(session, [found.tag]).get(found.tag)
    change = {asked.slug} if asked else set()
    since = _published_since(session, found, having)
    return {
        article.id: policy.why_not_undo(
            article,
            found.kind,
            _left_with(found, article, tags, change),
            having[article.id],
            was_published=article.id in since,
        )
        for article in listed
    }


def _published_since(session: Session, found: BulkChange, ids: Collection[int]) -> set[int]:
    decided = select(Review.article_id).where(Review.decision == "published", Review.at > found.at)
    return set(session.scalars(decided.where(Review.article_id.in_(ids))))


def tags_before(session: Session, found: BulkChange) -> dict[str, Tag]:
    """The tags that the articles had, by the slugs that were kept."""
    is_tagged = found.kind != policy.ARCHIVE
    return known(session, {slug for slugs in found.before.values() for slug in slugs}) if is_tagged else {}


def _left_with(found: BulkChange, article: Article, tags: Mapping[str, Tag], change: set[str]) -> set[str]:
    had = {tags[slug].slug for slug in found.before[str(article.id)] if slug in tags}
    return had | change if found.kind == policy.ADD_TAG else had - change


def _domains(session: Session, changes: Iterable[BulkChange]) -> dict[int, set[str]]:
    """By id of each change the domains that its articles are in."""
    found: dict[int, set[str]] = {}
    for change in changes:
        query = select(ArticleDomain.domain).where(ArticleDomain.article_id.in_(map(int, change.before))).distinct()
        found[change.id] = set(session.scalars(query))
    return found


def _done(session: Session, actor: Actor, found: BulkChange, at: datetime, rows: tuple[Outcome, ...] = ()) -> Done:
    tag = known(session, [found.tag]).get(found.tag)
    return Done(
        id=found.id,
        kind=found.kind,
        tag=tag.label if tag else found.tag,
        on=found.at.date(),
        count=len(found.before),
        is_own=found.account_id == actor.id,
        is_undone=found.undone_at is not None,
        can_undo=policy.can_undo(found, at),
        rows=rows,
    )


def _outcome(article: Article, why_not: str | None, today: date) -> Outcome:
    assert article.published is not None  # readers have it
    return Outcome(queries.card(article, article.published, today), why_not)
