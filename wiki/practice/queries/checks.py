"""Assumption checks for who decides about them: the list, and one with all that speaks for and against."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
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
from wiki.practice import policy
from wiki.practice.models import Applied, AssumptionCheck
from wiki.practice.queries.applied import readable
from wiki.practice.queries.assumed import assumption_of


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

    id: int
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
    """A check with what is needed to decide. `guess` is the assumption as the article itself words it; of `told`, those
    who doubt come first, and `silent` counts who only said how it went. `since` is what was told after the decision."""

    row: CheckRow
    guess: str
    results: Mapping[str, int]
    told: tuple[Evidence, ...]
    silent: int
    since: tuple[Evidence, ...]
    results_since: Mapping[str, int]
    linking: tuple[Linking, ...]
    outcome: str | None
    old: str
    evidence: str
    new: str
    decided_on: date | None
    looked_back_on: date | None
    other: Card | None


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
    told = _told(session, Applied.check_id == found.id)
    since = _told(session, _since(found)) if row.is_look_back else ()
    return CheckPage(
        row=row,
        guess=assumption_of(found.article),
        results=_results(told),
        told=tuple(sorted(filter(_says_something, told), key=_is_no_doubt)),
        silent=len(told) - sum(map(_says_something, told)),
        since=tuple(filter(_says_something, since)),
        results_since=_results(since),
        linking=linking(session, actor, found.article, today),
        outcome=found.outcome,
        old=found.old,
        evidence=found.evidence,
        new=found.new,
        decided_on=found.decided_on,
        looked_back_on=found.looked_back_on,
        other=readable(session, actor, {found.replaced_by_id}, today).get(found.replaced_by_id),
    )


def linking(session: Session, actor: Actor, article: Article, today: date) -> tuple[Linking, ...]:
    """Where else the assumption may be used: the articles that link to this one."""
    return tuple(
        Linking(
            card, card.state == Stage.PUBLISHED and may(actor, Action.MODERATE, [each.slug for each in card.domains])
        )
        for card in articles.backlinks(session, actor, article, today)
    )


def flaggable(session: Session, actor: Actor, article: Article, today: date) -> tuple[str, ...]:
    """The addresses of those of these that the actor may have looked at."""
    return tuple(each.card.slug for each in linking(session, actor, article, today) if each.can_flag)


def _is_due(today: date) -> ColumnElement[bool]:
    return and_(AssumptionCheck.look_back_on <= today, AssumptionCheck.looked_back_on.is_(None))


def _counts(session: Session, ids: Sequence[int]) -> dict[int | None, int]:
    query = select(Applied.check_id, func.count()).where(Applied.check_id.in_(ids)).group_by(Applied.check_id)
    return dict(session.execute(query).all())


def _row(found: AssumptionCheck, card: Card, count: int, today: date) -> CheckRow:
    due = found.outcome is not None and found.looked_back_on is None and (found.look_back_on or date.max) <= today
    return CheckRow(found.id, card, found.opened_on, count, due, found.look_back_on)


def _since(found: AssumptionCheck) -> ColumnElement[bool]:
    """What was told of the article, or of the one in its place, after the decision."""
    about = found.replaced_by_id or found.article_id
    return and_(
        Applied.article_id == about, Applied.on >= found.decided_on, Applied.check_id.is_distinct_from(found.id)
    )


def _told(session: Session, condition: ColumnElement[bool]) -> tuple[Evidence, ...]:
    query = select(Applied).where(condition).order_by(Applied.on.desc(), Applied.id.desc())
    return tuple(
        Evidence(said.id, said.on, said.result, tuple(said.context), said.adjustment, said.assumption, said.because)
        for said in session.scalars(query)
    )


def _results(told: Collection[Evidence]) -> dict[str, int]:
    found = Counter(each.result for each in told)
    return {result: found[result] for result in policy.RESULTS if found[result]}


def _says_something(said: Evidence) -> bool:
    return bool(said.adjustment or said.because) or not _is_no_doubt(said)


def _is_no_doubt(said: Evidence) -> bool:
    return said.assumption != "no" and said.result != "backfired"
