"""What an article rests on: the versions of official sources that it was last read beside."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from wiki.articles.models import Article, ArticleSource, OfficialSource


def read_beside_current(session: Session, article: Article) -> None:
    """Note that somebody who decides about the article read it beside its sources as they are now."""
    current = select(OfficialSource.version).where(OfficialSource.id == ArticleSource.source_id).scalar_subquery()
    session.execute(
        update(ArticleSource)
        .where(ArticleSource.article_id == article.id)
        .values(version=current)
        .execution_options(synchronize_session=False)
    )
