"""What waits for this moderator, oldest first, and all they need to decide about one item."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, false, func, or_, select
from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor, moderated_domains
from wiki.articles import policy, queries
from wiki.articles.diffs import SectionDiff
from wiki.articles.lifecycle import WRITERS, Part, Stage
from wiki.articles.models import Article, Review
from wiki.articles.queries import ArticlePage, Card, MetaDiff
from wiki.articles.queries.cards import WITH_LEAD
from wiki.errors import NotFound
from wiki.moderation.queries import findings
from wiki.moderation.queries.findings import Weighed


@dataclass(frozen=True, slots=True)
class QueueRow:
    card: Card
    since: date
    days: int
    is_new: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class Item:
    """A submitted text as a moderator sees it: as it would be published, and what it changes."""

    page: ArticlePage
    base: int
    is_new: bool
    sections: tuple[SectionDiff, ...]
    meta: tuple[MetaDiff, ...]
    summary: str
    earlier: tuple[tuple[str, str], ...]
    why_not: str | None
    domains: tuple[str, ...]
    blocks: tuple[str, ...]
    audience: str
    findings: tuple[Weighed, ...]


def waiting(actor: Actor) -> Select[int]:
    """Ids of what was submitted in the domains this actor moderates, oldest first."""
    query = select(Article.id).where(or_(Article.state == Stage.IN_REVIEW, Article.change == Stage.IN_REVIEW))
    domains = moderated_domains(actor)
    if domains is not None:
        query = query.where(or_(false(), *(Article.waiting_in.contains(f",{domain},") for domain in sorted(domains))))
    return query.order_by(Article.waiting_since, Article.id)


def number_waiting(session: Session, actor: Actor) -> int:
    """How many items wait that the actor may decide about."""
    query = waiting(actor).where(~policy.written_by(actor)).order_by(None)
    return session.scalar(select(func.count()).select_from(query.subquery())) or 0


def rows(session: Session, actor: Actor, ids: Sequence[int], at: datetime) -> tuple[QueueRow, ...]:
    """One row for each of these articles, in this order."""
    own = set(session.scalars(select(Article.id).where(Article.id.in_(ids), policy.written_by(actor))))
    listed = select(Article).where(Article.id.in_(ids)).options(*WITH_LEAD)
    found = {article.id: article for article in session.scalars(listed)}
    return tuple(_row(found[id], id in own, at) for id in ids)


def item(session: Session, actor: Actor, slug: str, today: date) -> Item:
    """One item of the desk, or what readers have when it no longer waits; NotFound for whoever does not moderate it."""
    article, parts = _moderated(session, actor, slug)
    may_see = policy.can_see_head(article, parts)
    published = article.published
    head = queries.newest_shown(article, parts)
    comparison = queries.compare(article, published, head) if published and published is not head else None
    return Item(
        page=queries.preview(session, actor, article, head, today),
        base=head.number,
        is_new=published is None,
        sections=comparison.sections if comparison else (),
        meta=comparison.meta if comparison else (),
        summary=head.summary,
        earlier=_earlier(session, article) if may_see else (),
        why_not=_why_not(article, parts),
        domains=tuple(head.domains),
        blocks=tuple(head.blocks),
        audience=article.audience,
        findings=findings.of_head(session, article, today) if may_see else (),
    )


def require_desk(session: Session, actor: Actor, slug: str) -> None:
    """Raise NotFound for whoever does not moderate this article: to others there is no such page."""
    _moderated(session, actor, slug)


def _moderated(session: Session, actor: Actor, slug: str) -> tuple[Article, frozenset[Part]]:
    article, parts = queries.by_slug(session, actor, slug)
    if Part.MODERATOR not in parts:
        raise NotFound(slug)
    return article, parts


def _row(article: Article, is_own: bool, at: datetime) -> QueueRow:
    assert article.waiting_since is not None  # it waits
    since = article.waiting_since
    return QueueRow(
        card=queries.card(article, article.head, at.date()),
        since=since.date(),
        days=max(0, (at.date() - since.date()).days),
        is_new=article.published_id is None,
        is_own=is_own,
    )


def _earlier(session: Session, article: Article) -> tuple[tuple[str, str], ...]:
    """What was asked and answered about the text that waits: since the last publication, newest first."""
    of_this = Review.article_id == article.id
    published = select(func.max(Review.id)).where(of_this, Review.decision == "published").scalar_subquery()
    since = select(Review).where(of_this, Review.id > func.coalesce(published, 0))
    reviews = session.scalars(since.order_by(Review.id.desc()))
    return tuple((question.question, question.answer) for review in reviews for question in review.questions)


def _why_not(article: Article, parts: frozenset[Part]) -> str | None:
    if policy.can_do("publish", article, parts):
        return None
    return "own" if WRITERS & parts and article.stage == Stage.IN_REVIEW else "state"
