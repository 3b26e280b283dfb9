"""Articles that are about the same as one."""

from datetime import date

from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.articles.queries import Card
from wiki.search import likeness, visibility
from wiki.search.engine import Engine
from wiki.search.queries import listing

MOST = 3


def similar(session: Session, *, engine: Engine, actor: Actor, article: int, today: date) -> tuple[Card, ...]:
    """The articles most like this one among those that lists show to the actor. Raises Rebuilding."""
    allowed = visibility.listed(session, actor).of
    ids = engine.read(lambda index: likeness.like(index, article, allowed=allowed, many=MOST))
    return listing.cards(session, ids, actor=actor, today=today)
