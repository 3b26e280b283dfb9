"""Assumption checks for who decides about them: the list, and one with all that speaks for and against."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, joinedload

from wiki.accounts.policy import Action, Actor, may
from wiki.articles import queries as articles
from wiki.articles.lifecycle import Stage
from wiki.articles.models import Article
from wiki.articles.queries import Card
from wiki.errors import NotFound
from wiki.markup.passages import passages
from wiki.practice import policy
from wiki.practice.models import Applied, AssumptionCheck
from wiki.taxonomy.data import TYPES

LONGEST_GUESS = 400
# Where an article says why it holds, the most telling first.
REASONS = ("assumption", "why", "choice", "hypothesis", "learned", "purpose")


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check in the list: to be decided, or decided with a day to look back that has come."""

    id: int
    card: Card
    opened_on: date
    count: int
    is_look_back: bool
    look_back_on: date | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one colleague told, without who they are."""

    on: date
    result: str
    context: tuple[str, ...]
    adjustment: str
    assumption: str
    because: str


@dataclass(frozen=True, slots=True)
class Linking:
    """An article that rests on this one; `can_flag` when the actor may have it looked at."""

    card: Card
    can_flag: bool


@dataclass(frozen=True, slots=True)
class CheckPage:
    """A check with what is needed to decide. `guess` is the assumption as the article itself words it."""

    row: CheckRow
    guess: str
    told: tuple[Evidence, ...]
    linking: tuple[Linking, ...]
    outcome: str | None
    old: str
    evidence: str
    new: str
    decided_on: date | None
    looked_back_on: date | None
    other: Card | None
    is_known: bool


def waiting(actor: Actor, today: date) -> Select[int]:
    """Ids of the checks that wait for this actor: those to decide first, then those to look back on; oldest first."""
    query = select(AssumptionCheck.id).join(Article, Article.id == AssumptionCheck.article_id)
    query = query.where(policy.checks_for(actor), or_(AssumptionCheck.outcome.is_(None), _is_due(today)))
    order = case((AssumptionCheck.outcome.is_(None), 0), else_=1)
    return query.order_by(order, AssumptionCheck.opened_on, AssumptionCheck.id)


def number_waiting(session: Session, actor: Actor, today: date) -> int:
    query = waiting(actor, today).order_by(None)
    return session.scalar(select(func.count()).select_from(query.subquery())) or 0


def rows(session: Session, ids: Sequence[int], today: date) -> tuple[CheckRow, ...]:
    """One row for each of these checks, in this order."""
    found = {check.id: check for check in session.scalars(select(AssumptionCheck).where(AssumptionCheck.id.in_(ids)))}
    subjects = [found[id].article_id for id in ids]
    cards = dict(zip(subjects, articles.cards(session, subjects, today), strict=True))
    counts = _counts(session, ids)
    return tuple(_row(found[id], cards[found[id].article_id], counts.get(id, 0), today) for id in ids)


def check(session: Session, actor: Actor, check_id: int, today: date) -> CheckPage:
    """One check, decided or not; NotFound for who does not decide about it."""
    query = select(AssumptionCheck).join(Article, Article.id == AssumptionCheck.article_id)
    query = query.where(AssumptionCheck.id == check_id, policy.checks_for(actor))
    found = session.scalar(query.options(joinedload(AssumptionCheck.article)))
    if found is None:
        raise NotFound(f"check {check_id}")
    (row,) = rows(session, [found.id], today)
    others = articles.cards(session, [found.replaced_by_id], today) if found.replaced_by_id else ()
    return CheckPage(
        row=row,
        guess=_guess(found.article),
        told=_told(session, found.id),
        linking=linking(session, actor, found.article, today),
        outcome=found.outcome,
        old=found.old,
        evidence=found.evidence,
        new=found.new,
        decided_on=found.decided_on,
        looked_back_on=found.looked_back_on,
        other=others[0] if others else None,
        is_known=found.article.state != Stage.BINNED,
    )


def linking(session: Session, actor: Actor, article: Article, today: date) -> tuple[Linking, ...]:
    """Where else the assumption may be used: the articles that link to this one."""
    return tuple(
        Linking(
            card, card.state == Stage.PUBLISHED and may(actor, Action.MODERATE, [each.slug for each in card.domains])
        )
        for card in articles.backlinks(session, actor, article, today)
    )


def _is_due(today: date) -> ColumnElement[bool]:
    return and_(AssumptionCheck.look_back_on <= today, AssumptionCheck.looked_back_on.is_(None))


def _counts(session: Session, ids: Sequence[int]) -> dict[int | None, int]:
    query = select(Applied.check_id, func.count()).where(Applied.check_id.in_(ids)).group_by(Applied.check_id)
    return dict(session.execute(query).all())


def _row(found: AssumptionCheck, card: Card, count: int, today: date) -> CheckRow:
    due = found.outcome is not None and found.looked_back_on is None and (found.look_back_on or date.max) <= today
    return CheckRow(found.id, card, found.opened_on, count, due, found.look_back_on)


def _guess(article: Article) -> str:
    """What the article itself takes for granted, in plain words: a start for who states it."""
    if article.published is None:
        return ""
    said: dict[str, list[str]] = {}
    for each in passages(article.published.html):
        said.setdefault(each.heading, []).append(each.text)
    headings = {section.key: section.heading(article.language) for section in TYPES[article.type].sections}
    texts = [" ".join(said.get(headings.get(key, ""), ())) for key in REASONS]
    return next(filter(None, texts), article.published.lead)[:LONGEST_GUESS]


def _told(session: Session, check_id: int) -> tuple[Evidence, ...]:
    query = select(Applied).where(Applied.check_id == check_id).order_by(Applied.on.desc(), Applied.id.desc())
    return tuple(
        Evidence(said.on, said.result, tuple(said.context), said.adjustment, said.assumption, said.because)
        for said in session.scalars(query)
    )
