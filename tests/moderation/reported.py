"""Reports for tests, made through the service that readers use."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from tests.factories import make_actor
from wiki.accounts.policy import Actor
from wiki.articles.models import Article
from wiki.database import now, transaction
from wiki.moderation.models import Report
from wiki.moderation.services import reports


def make_report(
    session: Session,
    article: Article,
    *,
    kind: str = "outdated",
    by: Actor | None = None,
    sentence: str = "Zo werkt het niet meer.",
    at: datetime | None = None,
    hide_after: int = 2,
    **said: Any,
) -> Report:
    """What a reader says of an article, committed."""
    reader = by or make_actor(session, "reader")
    with transaction(session):
        return reports.report(
            session,
            actor=reader,
            at=at or now(),
            slug=article.slug,
            kind=kind,
            sentence=sentence,
            hide_after=hide_after,
            **said,
        )
