"""Another address for an article. The old one goes on leading to it and is never given to another article."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
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
        known = policy.may_know(session, actor, article, having)
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
    if article.published_id is not None:
        readers_see_another_wiki(session, article)
    session.flush()
    return article


def bring_links(session: Session, article: Article) -> None:
    """Let links that were typed with a former address lead to the one of today, once all colleagues may know it: links
    are listed to people who may not know what they lead to."""
    if article.published_id is None or article.audience == "domain":
        return
    for old in session.scalars(select(ArticleRedirect.slug).where(ArticleRedirect.article_id == article.id)):
        # A page may have linked to the new address before it was there, and has that link already.
        there = select(ArticleLink.article_id, ArticleLink.is_published).where(ArticleLink.target == article.slug)
        for row in session.execute(there).all():
            mine = (ArticleLink.article_id == row.article_id, ArticleLink.is_published == row.is_published)
            session.execute(delete(ArticleLink).where(*mine, ArticleLink.target == old))
        session.execute(update(ArticleLink).where(ArticleLink.target == old).values(target=article.slug))


def _move(session: Session, article: Article, wanted: str) -> None:
    old = article.slug
    try:
        with session.begin_nested():
            session.add(ArticleRedirect(slug=old, article_id=article.id))
            article.slug = wanted
    except IntegrityError:
        raise Taken(wanted, suggest_slug(session, wanted)) from None
    bring_links(session, article)
    session.execute(update(Article).where(Article.translation_of == old).values(translation_of=wanted))
