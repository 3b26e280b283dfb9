"""How the desk does: what comes in, what goes out, and how long that takes. By week and domain, never by person
(domain reference, section 8.5)."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from math import ceil
from statistics import median

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor, moderated_domains
from wiki.articles.models import Review, Revision
from wiki.audit import AuditLine
from wiki.moderation.policy.curation import require_moderator
from wiki.moderation.workdays import working_days_between

WEEKS = 12
WEEK = timedelta(days=7)
USUAL_OVER = timedelta(days=90)
# With fewer it would tell how long somebody took, not how long it takes.
FEWEST = 5
AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class Week:
    """From this Monday on; how long decisions took in working days, None where there were none."""

    first: date
    came: int
    went: int
    middle: float | None
    slowest: int | None

    @property
    def number(self) -> int:
        return self.first.isocalendar().week


@dataclass(frozen=True, slots=True)
class Numbers:
    weeks: tuple[Week, ...]
    middle: float | None
    slowest: int | None


@dataclass(frozen=True, slots=True)
class Decision:
    on: date
    days: int | None


def numbers(session: Session, actor: Actor, today: date) -> Numbers:
    """The last weeks of the domains that the actor moderates, this one last. Raises NotFound for who moderates none."""
    require_moderator(actor)
    mine = moderated_domains(actor)
    first = today - timedelta(days=today.weekday()) - WEEK * (WEEKS - 1)
    came = Counter(map(_monday, _came(session, mine, first)))
    made = _decisions(session, mine, first)
    weeks = tuple(
        _week(first + WEEK * index, came, [each for each in made if _monday(each.on) == first + WEEK * index])
        for index in range(WEEKS)
    )
    days = _days(made)
    return Numbers(weeks, _middle(days), _slowest(days))


def usual_wait(session: Session, domains: Collection[str] | None, today: date) -> int | None:
    """How many working days a decision in these domains (None: in any) usually takes; None where too few were made."""
    days = _days(_decisions(session, domains, today - USUAL_OVER))
    return ceil(median(days)) if len(days) >= FEWEST else None


def _week(first: date, came: Counter[date], made: Sequence[Decision]) -> Week:
    days = _days(made)
    return Week(first, came[first], len(made), _middle(days), _slowest(days))


def _days(made: Sequence[Decision]) -> list[int]:
    return sorted(each.days for each in made if each.days is not None)


def _middle(days: Sequence[int]) -> float | None:
    return median(days) if days else None


def _slowest(days: Sequence[int]) -> int | None:
    """Nine of ten were at most this long."""
    return days[ceil(len(days) * 0.9) - 1] if days else None


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _decisions(session: Session, domains: Collection[str] | None, since: date) -> list[Decision]:
    """The texts that were returned or published since, in any of these domains. What was published before the wiki kept
    how long it waited has no days."""
    query = select(Review.at, Review.waited_since, Revision.domains).join(Revision, Revision.id == Review.revision_id)
    rows = session.execute(query.where(Review.decision != "seconded", Review.at >= _start(since)))
    return [
        Decision(at.date(), working_days_between(began.date(), at.date()) if began else None)
        for at, began, places in rows
        if _reaches(domains, places)
    ]


def _came(session: Session, domains: Collection[str] | None, since: date) -> Iterator[date]:
    """The days on which something was submitted, once for each time. Lines about authors tell no more than that."""
    query = select(AuditLine.at, AuditLine.subject, AuditLine.detail)
    lines = session.execute(query.where(AuditLine.action == "article.in_review", AuditLine.at >= _start(since))).all()
    places = _places(session, sorted({_article(line.subject) for line in lines}))
    for line in lines:
        if _reaches(domains, places.get((_article(line.subject), line.detail["revision"]), ())):
            yield line.at.date()


def _places(session: Session, ids: Sequence[int]) -> dict[tuple[int, int], Sequence[str]]:
    """The domains of the revisions of these articles, by article and number."""
    found: dict[tuple[int, int], Sequence[str]] = {}
    for start in range(0, len(ids), AT_A_TIME):
        query = select(Revision.article_id, Revision.number, Revision.domains)
        rows = session.execute(query.where(Revision.article_id.in_(ids[start : start + AT_A_TIME])))
        found |= {(row.article_id, row.number): row.domains for row in rows}
    return found


def _article(subject: str) -> int:
    return int(subject.removeprefix("article:"))


def _reaches(domains: Collection[str] | None, places: Collection[str]) -> bool:
    return domains is None or not frozenset(domains).isdisjoint(places)


def _start(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)
