"""What colleagues tell of using an article, for tests, made through the service that they use."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import make_actor
from wiki.accounts.policy import Actor
from wiki.articles.models import Article
from wiki.database import now, transaction
from wiki.practice.models import Applied, AssumptionCheck
from wiki.practice.services import applying, checking
from wiki.practice.services.applying import Experience
from wiki.practice.services.checking import Finding


def told(
    session: Session,
    article: Article,
    result: str = "worked",
    *,
    by: Actor | None = None,
    at: datetime | None = None,
    **said: Any,
) -> Applied:
    """How an article worked out for a colleague, committed."""
    colleague = by or make_actor(session, "reader")
    experience = Experience(result=result, **said)
    with transaction(session):
        return applying.tell(session, actor=colleague, at=at or now(), slug=article.slug, told=experience)


def doubted(session: Session, article: Article, **said: Any) -> AssumptionCheck:
    """The check that opens when an article made things worse."""
    told(session, article, "backfired", **said)
    return checks_of(session, article)[-1]


def decided(
    session: Session,
    check: AssumptionCheck,
    outcome: str = "kept",
    *,
    by: Actor | None = None,
    at: datetime | None = None,
    **found: Any,
) -> AssumptionCheck:
    """A check with the words of a moderator, committed."""
    moderator = by or make_actor(session, "moderator")
    with transaction(session):
        return checking.decide(
            session, check.id, actor=moderator, at=at or now(), found=finding(outcome, at=at or now(), **found)
        )


def finding(outcome: str = "kept", *, at: datetime, **found: Any) -> Finding:
    words: dict[str, Any] = {"old": "Men luistert.", "evidence": "Twee keer liep men weg."}
    if outcome != "kept":
        words |= {"new": "Men luistert als het stil is.", "look_back_on": later(at)}
    return Finding(outcome=outcome, **{**words, **found})


def later(at: datetime) -> date:
    """A day to look back on."""
    return at.date() + timedelta(days=90)


def checks_of(session: Session, article: Article) -> list[AssumptionCheck]:
    query = select(AssumptionCheck).where(AssumptionCheck.article_id == article.id)
    return list(session.scalars(query.order_by(AssumptionCheck.id)))
