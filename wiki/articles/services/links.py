"""Keeping the marks on wiki links true: a page that was missing when it was linked to may have appeared since."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.articles.models import Article, ArticleLink, Revision
from wiki.articles.rendering import Renders, prepare
from wiki.articles.services.editing import put_rendering


def refresh_links(session: Session, renderer: Renders, slug: str) -> int:
    """Render again what links to this address: the newest and the published text of each article. Says how many.

    A text that the renderer gives up on keeps what it had.
    """
    linking = select(Article).join(ArticleLink, ArticleLink.article_id == Article.id)
    count = 0
    for article in session.scalars(linking.where(ArticleLink.target == slug)):
        for revision in session.scalars(
            select(Revision).where(Revision.id.in_([article.head_id, article.published_id]))
        ):
            prepared = prepare(
                session, renderer, kind=article.type, language=article.language, text=revision.text
            )
            if prepared.complete:
                put_rendering(revision, prepared)
                count += 1
    session.flush()
    return count
