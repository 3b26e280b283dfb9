"""Which article somebody means by what they typed."""

import re

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.articles import policy
from wiki.articles.models import Article
from wiki.articles.queries.reading import moved_to

MOST_ALIKE = 20
_ADDRESS = re.compile(r"/a/([^/?#\s]+)")


def meant(session: Session, actor: Actor, text: str, *, apart_from: Article) -> tuple[Article, ...]:
    """The articles that the actor may read and can mean by this: the one at the address, else those with the title."""
    address = _ADDRESS.search(text)
    words = address[1] if address else text.strip()
    others = select(Article).where(policy.visible_to(actor), Article.id != apart_from.id).order_by(Article.id)
    slug = moved_to(session, actor, words) or words
    at_address = session.scalar(others.where(Article.slug == slug))
    if at_address is not None:
        return (at_address,)
    titled = others.where((Article.title == words) | (func.lower(Article.title) == words.lower()))
    return tuple(session.scalars(titled.limit(MOST_ALIKE)))
