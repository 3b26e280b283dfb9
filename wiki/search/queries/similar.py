"""Articles that are about the same as one."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.articles import policy
from wiki.articles import queries as articles
from wiki.articles.models import Article
from wiki.articles.queries import Card
from wiki.search import likeness, visibility
from wiki.search.engine import Engine

MOST = 3


def similar(session: Session, *, engine: Engine, actor: Actor, article: int, today: date) -> tuple[Card, ...]:
    """The articles most like this one among those that lists show to the actor. Raises Rebuilding."""
    allowed = visibility.listed(session, actor).of
    ids = engine.read(lambda index: likeness.like(index, article, allowed=allowed, many=MOST))
    listed = set(session.scalars(select(Article.id).where(Article.id.in_(ids), policy.listed_to(actor))))
    return articles.cards(session, [key for key in ids if key in listed], today)
