"""What readers reported: the list for who decides, one report, and one's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session, joinedload

from wiki.accounts.policy import Actor
from wiki.articles import policy as rights
from wiki.articles import queries as articles
from wiki.articles.lifecycle import Stage
from wiki.articles.models import Article
from wiki.articles.queries import Card
from wiki.errors import NotFound
from wiki.moderation.models import Report
from wiki.moderation.policy import reports as policy
from wiki.moderation.policy.reports import SAFETY
from wiki.moderation.workdays import add_working_days
from wiki.web.paging import Paged, paged

DECIDED_WITHIN = 2  # working days (domain reference, section 5)
MOST_ALIKE = 20


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One report in the list of who decides; of when it was made the day alone."""

    id: int
    kind: str
    card: Card
    since: date
    due: date
    is_late: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What another open report on the same article says."""

    id: int
    kind: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A report with all that is needed to decide about it and to go on from there. `other` is the article that a
    duplicate says the same as, where the decider may read it. `can` holds the steps that they may take with the article
    as it is now."""

    row: ReportRow
    sentence: str
    other: Card | None
    beside: tuple[Said, ...]
    outcome: str | None
    answer: str
    decided_on: date | None
    is_question: bool
    is_known: bool
    can: frozenset[str]


@dataclass(frozen=True, slots=True)
class OwnReport:
    """What somebody reported, and what came of it. Without a card once they may not know the article any more."""

    kind: str
    sentence: str
    on: date
    card: Card | None
    outcome: str | None
    answer: str


def open_reports(actor: Actor, kind: str = "") -> Select[int]:
    """Ids of the reports that wait for this actor, safety first and then the oldest; of one kind where it is named."""
    query = select(Report.id).join(Article, Article.id == Report.article_id)
    query = query.where(Report.decided_at.is_(None), policy.reports_for(actor))
    if kind:
        query = query.where(Report.kind == kind)
    return query.order_by(case((Report.kind.in_(SAFETY), 0), else_=1), Report.at, Report.id)


def number_open(session: Session, actor: Actor) -> int:
    query = open_reports(actor).order_by(None)
    return session.scalar(select(func.count()).select_from(query.subquery())) or 0


def rows(session: Session, ids: Sequence[int], today: date) -> tuple[ReportRow, ...]:
    """One row for each of these reports, in this order."""
    found = {said.id: said for said in session.scalars(select(Report).where(Report.id.in_(ids)))}
    subjects = [found[id].article_id for id in ids]
    cards = dict(zip(subjects, articles.cards(session, subjects, today), strict=True))
    return tuple(_row(found[id], cards[found[id].article_id], today) for id in ids)


def report(session: Session, actor: Actor, report_id: int, today: date) -> ReportPage:
    """One report, open or decided; NotFound for who does not decide about it."""
    query = select(Report).join(Article, Article.id == Report.article_id).options(joinedload(Report.article))
    said = session.scalar(query.where(Report.id == report_id, policy.reports_for(actor)))
    if said is None:
        raise NotFound(f"report {report_id}")
    (row,) = rows(session, [said.id], today)
    parts = rights.parts(session, actor, said.article)
    return ReportPage(
        row=row,
        sentence=said.sentence,
        other=_readable(session, actor, said.other_id, today),
        beside=_beside(session, actor, said),
        outcome=said.outcome,
        answer=said.answer,
        decided_on=said.decided_at.date() if said.decided_at else None,
        is_question=said.article.type == "question",
        is_known=said.article.state != Stage.BINNED and rights.may_know(session, actor, said.article, parts),
        can=frozenset(verb for verb in ("flag", "archive") if rights.can_do(verb, said.article, parts)),
    )


def own(session: Session, actor: Actor, number: int, today: date) -> Paged[OwnReport]:
    """What the actor reported, newest first."""
    query = select(Report).where(Report.account_id == (actor.id or 0)).order_by(Report.at.desc(), Report.id.desc())
    page: Paged[Report] = paged(session, query, number)
    known = select(Article.id).where(Article.id.in_([said.article_id for said in page.items]))
    ids = session.scalars(known.where(rights.visible_to(actor) | rights.written_by(actor))).all()
    cards = dict(zip(ids, articles.cards(session, ids, today), strict=True))
    return page.with_items(tuple(_own(said, cards.get(said.article_id)) for said in page.items))


def about(session: Session, actor: Actor, slug: str, today: date) -> tuple[Card, tuple[str, ...]]:
    """The article that somebody wants to report, with the kinds of which they have an open report; NotFound."""
    known = articles.known(session, actor, slug)
    (card,) = articles.cards(session, [known.id], today)
    mine = select(Report.kind).where(Report.article_id == known.id, Report.account_id == (actor.id or 0))
    return card, tuple(session.scalars(mine.where(Report.decided_at.is_(None)).order_by(Report.id)))


def due(said: Report) -> date:
    """The last day on which a decision is in time."""
    return add_working_days(said.at.date(), DECIDED_WITHIN)


def is_late(said: Report, today: date) -> bool:
    return said.decided_at is None and due(said) < today


def _row(said: Report, card: Card, today: date) -> ReportRow:
    return ReportRow(said.id, said.kind, card, said.at.date(), due(said), is_late(said, today))


def _readable(session: Session, actor: Actor, article_id: int | None, today: date) -> Card | None:
    if article_id is None:
        return None
    ids = session.scalars(select(Article.id).where(Article.id == article_id, rights.visible_to(actor))).all()
    return next(iter(articles.cards(session, ids, today)), None)


def _beside(session: Session, actor: Actor, said: Report) -> tuple[Said, ...]:
    """The other open reports on the same article that the actor decides about."""
    query = select(Report).join(Article, Article.id == Report.article_id)
    query = query.where(Report.article_id == said.article_id, Report.id != said.id, Report.decided_at.is_(None))
    query = query.where(policy.reports_for(actor)).order_by(Report.id).limit(MOST_ALIKE)
    return tuple(Said(each.id, each.kind, each.sentence) for each in session.scalars(query))


def _own(said: Report, card: Card | None) -> OwnReport:
    return OwnReport(said.kind, said.sentence, said.at.date(), card, said.outcome, said.answer)
