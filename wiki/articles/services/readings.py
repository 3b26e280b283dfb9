"""How often articles are read, by month and by nobody in particular: what is read most is looked at first."""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from wiki.articles.models import Article, ArticleReading

KEPT_FOR = timedelta(days=400)


def add(session: Session, counts: Mapping[int, int], *, on: date) -> None:
    """Add to the counts of this month; an article that is gone is passed over."""
    there = session.scalars(select(Article.id).where(Article.id.in_(list(counts))).order_by(Article.id)).all()
    rows = [{"article_id": article, "month": on.replace(day=1), "count": counts[article]} for article in there]
    insert = (postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert)(ArticleReading)
    more = {"count": ArticleReading.count + insert.excluded.count}
    if rows:
        session.execute(insert.values(rows).on_conflict_do_update(index_elements=["article_id", "month"], set_=more))


def forget_old(session: Session, *, today: date) -> None:
    session.execute(delete(ArticleReading).where(ArticleReading.month < today - KEPT_FOR))
