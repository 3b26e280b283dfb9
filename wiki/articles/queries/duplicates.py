"""Articles that say the same as one that was kept: what a reader may know of them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.articles import policy
from wiki.articles.models import Article
from wiki.articles.queries.shown import Named


def merged_into(session: Session, actor: Actor, article_id: int | None) -> Named | None:
    """The article with this id, to which the address of another leads, for whoever may read it."""
    query = select(Article.slug, Article.title, Article.language)
    row = session.execute(query.where(Article.id == (article_id or 0), policy.visible_to(actor))).one_or_none()
    return Named(*row) if row else None


def merged_in(session: Session, actor: Actor, article: Article) -> tuple[Named, ...]:
    """The articles whose addresses lead to this one, as far as the actor may know them."""
    query = select(Article.slug, Article.title, Article.language).order_by(Article.title, Article.id)
    rows = session.execute(query.where(Article.merged_into_id == article.id, policy.visible_to(actor)))
    return tuple(Named(*row) for row in rows)


def moved_into(session: Session, actor: Actor, slug: str) -> Named | None:
    """The article that the address of another leads to since they were merged, for whoever may read it."""
    merged = session.scalar(select(Article.merged_into_id).where(Article.slug == slug))
    return merged_into(session, actor, merged) if merged else None
