"""Another address for an article. The old one goes on leading to it and is never given to another article."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.articles import policy
from wiki.articles.lifecycle import WRITERS, Part
from wiki.articles.models import Article, ArticleLink, ArticleRedirect
from wiki.articles.services.changes import locked, note, readers_see_another_wiki
from wiki.articles.services.editing import is_taken, suggest_slug
from wiki.errors import Invalid, NotAllowed, NotFound, Taken
from wiki.taxonomy.slugs import slugify


def rename(session: Session, *, actor: Actor, at: datetime, slug: str, to: str) -> Article:
    """Move an article to the address made of these words; a page that links to it is rendered again by the worker.

    Raises Invalid 'no-slug', Taken with a free address near it, NotAllowed, and NotFound for who may not know it.
    """
    article = locked(session, slug)
    having = policy.parts(session, actor, article)
    if not policy.can_rename(article, having):
        known = policy.can_see_head(article, having) or policy.is_visible(session, actor, article)
        raise NotAllowed("rename") if known else NotFound(slug)
    wanted = slugify(to)
    if not wanted:
        raise Invalid({"address": "no-slug"})
    if wanted == article.slug:
        return article
    own = session.get(ArticleRedirect, wanted)
    if own is not None and own.article_id == article.id:
        session.delete(own)
        session.flush()
    elif is_taken(session, wanted):
        raise Taken(wanted, suggest_slug(session, to))
    _move(session, article, wanted)
    is_writer = bool(WRITERS & having)
    who = Part.AUTHOR if is_writer else Part.MODERATOR
    note(session, "article.renamed", article, at=at, role=who, actor=None if is_writer else actor)
    readers_see_another_wiki(session, article)
    session.flush()
    return article


def _move(session: Session, article: Article, wanted: str) -> None:
    old = article.slug
    session.add(ArticleRedirect(slug=old, article_id=article.id))
    article.slug = wanted
    session.flush()
    # Links are kept by the addresses of today; a page may have linked to the new one before it was there.
    there = select(ArticleLink.article_id, ArticleLink.is_published).where(ArticleLink.target == wanted)
    both = {(row.article_id, row.is_published) for row in session.execute(there)}
    for article_id, is_published in both:
        session.execute(
            delete(ArticleLink).where(
                ArticleLink.article_id == article_id,
                ArticleLink.is_published == is_published,
                ArticleLink.target == old,
            )
        )
    session.execute(update(ArticleLink).where(ArticleLink.target == old).values(target=wanted))
    session.execute(update(Article).where(Article.translation_of == old).values(translation_of=wanted))
