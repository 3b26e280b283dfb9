"""Who writes along: for authors of an article, and for whoever was asked."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.articles import policy
from wiki.articles.models import Article, Authorship, CoAuthorInvitation
from wiki.taxonomy.data import TYPES, ArticleType


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to write along; of the article no more than whoever is asked has to know."""

    id: int
    title: str
    type: ArticleType
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class CoAuthors:
    """The other authors as shown, and whether the actor may leave. Not who was asked, nor how many: that would tell
    which addresses are somebody's."""

    others: tuple[str, ...]
    may_leave: bool


def asked(session: Session, actor: Actor) -> tuple[Asked, ...]:
    """What this actor was asked, the newest first."""
    if not actor.can_write:
        return ()
    query = select(CoAuthorInvitation, Article).join(Article, Article.id == CoAuthorInvitation.article_id)
    own = query.where(CoAuthorInvitation.account_id == (actor.id or 0)).order_by(CoAuthorInvitation.id.desc())
    rows = session.execute(own)
    return tuple(Asked(one.id, article.head.title, TYPES[article.type], one.by, one.asked_on) for one, article in rows)


def co_authors(session: Session, actor: Actor, article: Article) -> CoAuthors:
    """For an author of the article, who has been asked for by the caller."""
    writing = select(Authorship.shown).where(Authorship.article_id == article.id, Authorship.is_author)
    others = session.scalars(writing.where(~policy.sealed_to(actor)).order_by(Authorship.id)).all()
    return CoAuthors(tuple(others), policy.may_leave(session, actor, article))
