"""Small changes: those that wait and can be published after one look each, and those that are online already."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from wiki.accounts.policy import Actor
from wiki.articles import policy, queries
from wiki.articles.diffs import SectionDiff
from wiki.articles.lifecycle import Stage
from wiki.articles.models import Article, PostCheck, Revision
from wiki.articles.queries import Card
from wiki.articles.services.amending import is_small
from wiki.moderation.policy.curation import require_moderator
from wiki.moderation.queries import desk

MOST = 30


@dataclass(frozen=True, slots=True)
class SmallChange:
    """What a moderator looks at: the sections that changed, word by word. `revision` is for a look afterwards."""

    card: Card
    base: int
    revision: int
    on: date
    summary: str
    sections: tuple[SectionDiff, ...]


def waiting(session: Session, actor: Actor, today: date) -> tuple[SmallChange, ...]:
    """The small changes that the actor may publish, oldest first and not more than fit on a page. What the safety check
    found something in is not among them. Raises NotFound for who publishes nothing."""
    require_moderator(actor)
    ids = session.scalars(_candidates(actor).limit(MOST)).all()
    query = select(Article).where(Article.id.in_(ids)).options(joinedload(Article.head), joinedload(Article.published))
    found = {article.id: article for article in session.scalars(query.options(selectinload(Article.revisions)))}
    return tuple(_waiting(found[id], today) for id in ids if is_small_change(found[id]))


def is_small_change(article: Article) -> bool:
    """Whether it waits and may be published without more than a look."""
    before = article.published
    waits = article.change == Stage.IN_REVIEW and article.waiting_risk == 0
    return waits and before is not None and is_small(article, before, article.head)


def unchecked(session: Session, actor: Actor, today: date) -> tuple[tuple[SmallChange, ...], int]:
    """The small changes that are online and nobody looked at, oldest first, and how many there are in all."""
    require_moderator(actor)
    query = select(PostCheck.revision_id).join(Article, Article.id == PostCheck.article_id)
    query = query.where(PostCheck.checked_at.is_(None), Article.state != Stage.BINNED, ~policy.written_by(actor))
    query = query.where(policy.moderated_by(actor))
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    ids = session.scalars(query.order_by(PostCheck.at, PostCheck.revision_id).limit(MOST)).all()
    return tuple(_online(session, session.get_one(Revision, id), today) for id in ids), total


def _candidates(actor: Actor) -> Select[int]:
    query = desk.waiting(actor).where(desk.left_to(actor), Article.change == Stage.IN_REVIEW, Article.waiting_risk == 0)
    return query.join(Revision, Revision.id == Article.head_id).where(Revision.is_minor)


def _waiting(article: Article, today: date) -> SmallChange:
    assert article.published is not None  # it is a change
    assert article.waiting_since is not None  # it waits
    return _change(article, article.published, article.head, article.waiting_since.date(), today)


def _online(session: Session, revision: Revision, today: date) -> SmallChange:
    """What it replaced is the newest of the revisions before it that readers had."""
    older = select(Revision).where(Revision.article_id == revision.article_id, Revision.number < revision.number)
    before = older.where(Revision.published_on.is_not(None)).order_by(Revision.number.desc()).limit(1)
    on = revision.published_on or revision.made_on
    return _change(revision.article, session.scalars(before).one(), revision, on, today)


def _change(article: Article, before: Revision, after: Revision, on: date, today: date) -> SmallChange:
    found = queries.compare(article, before, after)
    return SmallChange(
        card=queries.card(article, after, today),
        base=after.number,
        revision=after.id,
        on=on,
        summary=after.summary,
        sections=tuple(section for section in found.sections if section.changed),
    )
