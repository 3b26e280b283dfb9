"""Articles that an index proposed, as far as the database lists them."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.articles import policy
from wiki.articles import queries as articles
from wiki.articles.models import Article
from wiki.articles.queries import Card


def cards(session: Session, ids: Sequence[int], *, actor: Actor, today: date) -> tuple[Card, ...]:
    """Those of these articles that lists show to the actor, in this order."""
    listed = set(session.scalars(select(Article.id).where(Article.id.in_(ids), policy.listed_to(actor))))
    return articles.cards(session, [key for key in ids if key in listed], today)
