"""Who may hear a recording: who made it, and nobody else in any role."""

from sqlalchemy import ColumnElement, false, or_
from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.articles import policy as articles
from wiki.articles.lifecycle import HANDS
from wiki.articles.models import Article
from wiki.errors import NotFound
from wiki.voice.models import Recording


def made_by(actor: Actor) -> ColumnElement[bool]:
    """The recordings that are the actor's own."""
    return Recording.account_id == actor.id if actor.is_signed_in else false()


def belongs_to_article() -> ColumnElement[bool]:
    """For statements that join recordings with articles: made for it, or in the page that it was begun in."""
    return or_(Recording.article_id == Article.id, Recording.desk == Article.desk)


def known_to(actor: Actor) -> ColumnElement[bool]:
    """The articles that may be named beside a recording of the actor."""
    visible = articles.visible_to(actor)
    return or_(visible, articles.written_by(actor)) if actor.can_write else visible


def require_recording(session: Session, actor: Actor, article: Article | None) -> None:
    """Raise NotFound for who does not write, or has no part in this article. Whoever has one may also when nothing can
    be saved now: what was said is not to be lost because somebody else submitted the text."""
    if not actor.can_write:
        raise NotFound("recordings")
    if article is not None:
        parts = articles.parts(session, actor, article)
        if not HANDS & parts or not articles.may_know(session, actor, article, parts):
            raise NotFound(article.slug)
