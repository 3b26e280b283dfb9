"""What waits for this moderator, what can do harm first, and all they need to decide about one item."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select, true
from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor, moderated_domains
from wiki.articles import policy, queries
from wiki.articles.diffs import SectionDiff
from wiki.articles.lifecycle import WRITERS, Part, Stage
from wiki.articles.models import Article, Review
from wiki.articles.queries import ArticlePage, Card, MetaDiff
from wiki.articles.queries.cards import WITH_LEAD
from wiki.errors import NotFound
from wiki.markup import picture_keys
from wiki.moderation.models import Claim
from wiki.moderation.queries import findings
from wiki.moderation.queries.findings import Weighed
from wiki.moderation.workdays import working_days_between

QUEUE_PAGE = 30
MOST_HIDDEN = 5
KINDS = ("new", "change")


@dataclass(frozen=True, slots=True)
class Choice:
    """Which part of the queue somebody looks at; an empty value is all of it."""

    domain: str = ""
    type: str = ""
    kind: str = ""

    @property
    def args(self) -> dict[str, str]:
        """The values of an address that shows this part."""
        found = {"domain": self.domain, "type": self.type, "kind": self.kind}
        return {name: value for name, value in found.items() if value}


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in the queue, also when it no longer does."""

    id: int
    risk: int
    since: datetime


@dataclass(frozen=True, slots=True)
class QueueRow:
    """`claim` and `agreed` are 'own' or 'other': who looks at it, and who gave the first of two yeses."""

    card: Card
    since: date
    days: int
    is_late: bool
    is_risky: bool
    is_new: bool
    is_own: bool
    claim: str | None
    agreed: str | None


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
    claim: str | None
    agreed: str | None
    domains: tuple[str, ...]
    blocks: tuple[str, ...]
    audience: str
    findings: tuple[Weighed, ...]
    has_pictures: bool


def waiting(actor: Actor, choice: Choice | None = None) -> Select[int]:
    """Ids of what was submitted in the domains this actor moderates: what can do harm first, then by age."""
    query = select(Article.id).where(or_(Article.state == Stage.IN_REVIEW, Article.change == Stage.IN_REVIEW))
    query = query.where(_in(moderated_domains(actor)), *_chosen(choice or Choice()))
    return query.order_by(Article.waiting_risk.desc(), Article.waiting_since, Article.id)


def left_to(actor: Actor) -> ColumnElement[bool]:
    """What of it the actor may decide about: not their own work, nor what they agreed to before."""
    return and_(~policy.written_by(actor), ~policy.agreed_by(actor))


def free(actor: Actor, at: datetime, choice: Choice) -> Select[int]:
    """What of that nobody else looks at."""
    taken = (Claim.article_id == Article.id, Claim.until > at, Claim.account_id != (actor.id or 0))
    return waiting(actor, choice).where(left_to(actor), ~exists().where(*taken))


def behind(place: Place) -> ColumnElement[bool]:
    """What stands further on in the queue."""
    same = Article.waiting_risk == place.risk
    later = or_(Article.waiting_since > place.since, and_(Article.waiting_since == place.since, Article.id > place.id))
    return or_(Article.waiting_risk < place.risk, and_(same, later))


def place_of(session: Session, actor: Actor, slug: str) -> Place | None:
    """Where an item stands that the actor moderates; None for what does not wait."""
    article, _parts = _moderated(session, actor, slug)
    if article.waiting_since is None:
        return None
    return Place(article.id, article.waiting_risk, article.waiting_since)


def number_waiting(session: Session, actor: Actor) -> int:
    """How many items wait that the actor may decide about."""
    query = waiting(actor).where(left_to(actor)).order_by(None)
    return session.scalar(select(func.count()).select_from(query.subquery())) or 0


def rows(session: Session, actor: Actor, ids: Sequence[int], at: datetime, late_after: int) -> tuple[QueueRow, ...]:
    """One row for each of these articles, in this order."""
    own = set(session.scalars(select(Article.id).where(Article.id.in_(ids), policy.written_by(actor))))
    listed = select(Article).where(Article.id.in_(ids)).options(*WITH_LEAD)
    found = {article.id: article for article in session.scalars(listed)}
    claims, agreed = _claims(session, actor, ids, at), _agreed(session, actor, ids)
    return tuple(
        _row(found[id], at, late_after, is_own=id in own, claim=claims.get(id), agreed=agreed.get(id)) for id in ids
    )


def hidden(session: Session, actor: Actor, today: date) -> tuple[tuple[Card, ...], int]:
    """What is hidden from readers in the actor's domains, longest first, and how many there are in all."""
    query = select(Article.id).where(Article.state == Stage.WITHDRAWN, policy.moderated_by(actor))
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    ids = session.scalars(query.order_by(Article.hidden_at, Article.id).limit(MOST_HIDDEN)).all()
    return queries.cards(session, ids, today), total


def item(session: Session, actor: Actor, slug: str, at: datetime) -> Item:
    """One item of the desk, or what readers have when it no longer waits; NotFound for whoever does not moderate it."""
    article, parts = _moderated(session, actor, slug)
    may_see = policy.can_see_head(article, parts)
    published = article.published
    head = queries.newest_shown(article, parts)
    comparison = queries.compare(article, published, head) if published and published is not head else None
    agreed = _agreed(session, actor, [article.id]).get(article.id) if may_see else None
    return Item(
        page=queries.preview(session, actor, article, head, at.date()),
        base=head.number,
        is_new=published is None,
        sections=comparison.sections if comparison else (),
        meta=comparison.meta if comparison else (),
        summary=head.summary,
        earlier=_earlier(session, article) if may_see else (),
        why_not=_why_not(article, parts),
        claim=_claims(session, actor, [article.id], at).get(article.id),
        agreed=agreed,
        domains=article.wished_domains if head is article.head else tuple(head.domains),
        blocks=article.wished_blocks if head is article.head else tuple(head.blocks),
        audience=article.audience,
        has_pictures=bool(picture_keys(head.text)),
        findings=findings.of_head(session, article, at.date()) if may_see else (),
    )


def require_desk(session: Session, actor: Actor, slug: str) -> None:
    """Raise NotFound for whoever does not moderate this article: to others there is no such page."""
    _moderated(session, actor, slug)


def _moderated(session: Session, actor: Actor, slug: str) -> tuple[Article, frozenset[Part]]:
    article, parts = queries.by_slug(session, actor, slug)
    if Part.MODERATOR not in parts:
        raise NotFound(slug)
    return article, parts


def _in(domains: frozenset[str] | None) -> ColumnElement[bool]:
    if domains is None:
        return true()
    return or_(false(), *(Article.waiting_in.contains(f",{domain},") for domain in sorted(domains)))


def _chosen(choice: Choice) -> list[ColumnElement[bool]]:
    found = []
    if choice.domain:
        found.append(_in(frozenset({choice.domain})))
    if choice.type:
        found.append(Article.type == choice.type)
    if choice.kind:
        found.append(Article.published_id.is_(None) == (choice.kind == "new"))
    return found


def _claims(session: Session, actor: Actor, ids: Sequence[int], at: datetime) -> dict[int, str]:
    query = select(Claim.article_id, Claim.account_id).where(Claim.article_id.in_(ids), Claim.until > at)
    return {article: _whose(actor, account) for article, account in session.execute(query)}


def _agreed(session: Session, actor: Actor, ids: Sequence[int]) -> dict[int, str]:
    """Whose first yes these articles have, in domains where two have to agree."""
    about = select(Review.article_id, Review.decision, Review.moderator_id).join(
        Article, and_(Article.id == Review.article_id, Article.head_id == Review.revision_id)
    )
    latest = {row.article_id: row for row in session.execute(about.where(Article.id.in_(ids)).order_by(Review.id))}
    return {id: _whose(actor, row.moderator_id) for id, row in latest.items() if row.decision == "seconded"}


def _whose(actor: Actor, account: int | None) -> str:
    return "own" if account == actor.id else "other"


def _row(
    article: Article, at: datetime, late_after: int, *, is_own: bool, claim: str | None, agreed: str | None
) -> QueueRow:
    assert article.waiting_since is not None  # it waits
    since = article.waiting_since.date()
    days = working_days_between(since, at.date())
    return QueueRow(
        card=queries.card(article, article.head, at.date()),
        since=since,
        days=days,
        is_late=days >= late_after,
        is_risky=article.waiting_risk > 0,
        is_new=article.published_id is None,
        is_own=is_own,
        claim=claim,
        agreed=agreed,
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
