"""Keeping the marks on wiki links true: a page that was missing when it was linked to may have appeared since.

In two halves, because rendering must not hold the write lock: `rendered_again` reads and renders, `keep_rendered`
stores, both in the caller's hands.
"""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from wiki.articles.models import Article, ArticleLink, ArticleRedirect, Revision
from wiki.articles.rendering import Prepared, Renders, prepare
from wiki.articles.services.changes import raise_generation
from wiki.articles.services.editing import put_rendering


def rendered_again(session: Session, renderer: Renders, slug: str) -> dict[int, Prepared]:
    """By revision, what the newest and the published text of every article that links to this address look like now,
    and those of the article itself: who it is for may have changed, and with that what its links tell.

    A text that the renderer gives up on is left out, so that it keeps what it had.
    """
    before = select(ArticleRedirect.slug).join(Article).where(Article.slug == slug)
    kept = aliased(Article)
    merged = select(Article.slug).join(kept, Article.merged_into_id == kept.id).where(kept.slug == slug)
    typed = or_(ArticleLink.target == slug, ArticleLink.target.in_(before), ArticleLink.target.in_(merged))
    linking = select(ArticleLink.article_id).where(typed)
    shown = or_(Revision.id == Article.head_id, Revision.id == Article.published_id)
    query = select(Revision.id, Revision.text, Article.type, Article.language, Article.audience).join(Article, shown)
    found = {}
    for id, text, kind, language, audience in session.execute(
        query.where(or_(Article.id.in_(linking), Article.slug == slug))
    ):
        prepared = prepare(session, renderer, kind=kind, language=language, text=text, audience=audience)
        if prepared.complete:
            found[id] = prepared
    return found


def keep_rendered(session: Session, found: dict[int, Prepared]) -> int:
    """Store what looks different now, and say how many revisions that were."""
    changed = 0
    for revision in session.scalars(select(Revision).where(Revision.id.in_(found))):
        if revision.html != found[revision.id].html or revision.lead_more != found[revision.id].lead_more:
            put_rendering(revision, found[revision.id])
            changed += 1
    if changed:
        raise_generation(session)
    session.flush()
    return changed
