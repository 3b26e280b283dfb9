"""The official sources that articles rest on, for moderators."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.articles.models import ArticleSource, OfficialSource
from wiki.errors import NotFound
from wiki.moderation.policy.curation import require_moderator
from wiki.web.paging import Paged, paged

SOURCES_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source, and how many articles name it."""

    id: int
    title: str
    version: str
    url: str
    changed_on: date
    articles: int


def sources(session: Session, actor: Actor, number: int) -> Paged[SourceRow]:
    """A page of them by title, for whoever moderates; raises NotFound."""
    require_moderator(actor)
    page = paged(session, select(OfficialSource).order_by(OfficialSource.title), number, SOURCES_A_PAGE)
    naming = select(ArticleSource.source_id, func.count()).group_by(ArticleSource.source_id)
    here = naming.where(ArticleSource.source_id.in_([each.id for each in page.items]))
    counts = {source: count for source, count in session.execute(here)}  # noqa: C416  rows are no pairs to mypy
    return page.with_items(tuple(_row(each, counts.get(each.id, 0)) for each in page.items))


def source(session: Session, actor: Actor, source_id: int) -> SourceRow:
    """One of them; raises NotFound."""
    require_moderator(actor)
    found = session.get(OfficialSource, source_id)
    if found is None:
        raise NotFound(f"source {source_id}")
    naming = select(func.count()).select_from(ArticleSource).where(ArticleSource.source_id == source_id)
    return _row(found, session.scalar(naming) or 0)


def _row(source: OfficialSource, articles: int) -> SourceRow:
    return SourceRow(source.id, source.title, source.version, source.url, source.changed_on, articles)
