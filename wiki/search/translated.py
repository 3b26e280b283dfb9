"""Articles that are translations of each other: one is found by the title of the other too."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, selectinload

from wiki.articles.lifecycle import ONLINE
from wiki.articles.models import Article


class Title(NamedTuple):
    language: str
    title: str


def family(session: Session, ids: Sequence[int]) -> Sequence[int]:
    """The articles that these are translated from or into."""
    named = select(Article.slug, Article.translation_of).where(Article.id.in_(ids))
    slugs = {slug for row in session.execute(named) for slug in row if slug}
    return session.scalars(
        select(Article.id).where(or_(Article.slug.in_(slugs), Article.translation_of.in_(slugs)))
    ).all()


def titles(session: Session, articles: Sequence[Article]) -> Mapping[int, list[Title]]:
    """The titles of the published translations of these articles, by article. Only of those with the same readers:
    nobody finds an article by words that they may not see."""
    published = select(Article).where(Article.state.in_(ONLINE)).options(selectinload(Article.in_domains))
    related = family(session, [article.id for article in articles])
    others = session.scalars(published.where(Article.id.in_(related))).all()
    return {article.id: list(_titles(article, others)) for article in articles}


def _titles(article: Article, others: Sequence[Article]) -> Iterator[Title]:
    for other in others:
        is_pair = other.translation_of == article.slug or other.slug == article.translation_of
        if is_pair and other.language != article.language and _have_same_readers(article, other):
            yield Title(other.language, other.title)


def _have_same_readers(article: Article, other: Article) -> bool:
    same_domains = set(article.domains) == set(other.domains)
    return article.audience == other.audience and (article.audience != "domain" or same_domains)
