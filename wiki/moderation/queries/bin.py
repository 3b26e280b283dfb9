"""What moderators threw away, for those who may take it out again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.articles import policy, queries
from wiki.articles.lifecycle import Stage
from wiki.articles.models import Article
from wiki.articles.queries import Card
from wiki.articles.queries.cards import WITH_LEAD


@dataclass(frozen=True, slots=True)
class BinRow:
    card: Card
    on: date
    is_own: bool


def binned(actor: Actor) -> Select[int]:
    """Ids of what readers once had and a moderator of these domains threw away, the last first."""
    query = select(Article.id).where(Article.state == Stage.BINNED, Article.published_id.is_not(None))
    return query.where(policy.moderated_by(actor)).order_by(Article.binned_on.desc(), Article.id.desc())


def rows(session: Session, actor: Actor, ids: Sequence[int], today: date) -> tuple[BinRow, ...]:
    """One row for each of these articles, in this order."""
    own = set(session.scalars(select(Article.id).where(Article.id.in_(ids), policy.written_by(actor))))
    found = {each.id: each for each in session.scalars(select(Article).where(Article.id.in_(ids)).options(*WITH_LEAD))}
    return tuple(_row(found[id], id in own, today) for id in ids)


def _row(article: Article, is_own: bool, today: date) -> BinRow:
    assert article.published is not None  # readers had it
    return BinRow(queries.card(article, article.published, today), article.binned_on or today, is_own)
