"""What this actor typed and has not saved yet. Nobody else's, whatever their role."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.articles.models import Article, UnsavedText
from wiki.errors import NotFound
from wiki.taxonomy.data import TYPES, ArticleType


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A text that waits, with what a page says of it; `slug` is None for an article that was never saved."""

    desk: str
    version: int
    kept_at: datetime
    type: ArticleType
    title: str
    slug: str | None


def unsaved(session: Session, actor: Actor) -> tuple[Unsaved, ...]:
    """All of them, the newest first."""
    return _shown(session, _own(actor))


def unsaved_of(session: Session, actor: Actor, *, kind: str, article: Article | None) -> tuple[Unsaved, ...]:
    """Those of one article, or of one type where nothing was saved yet."""
    same = UnsavedText.article_id == (article.id if article else None), UnsavedText.kind == kind
    return _shown(session, _own(actor).where(*same))


def unsaved_text(session: Session, actor: Actor, desk: str, *, kind: str, article: Article | None) -> UnsavedText:
    """What was typed in a page of this article or type; raises NotFound."""
    same = UnsavedText.article_id == (article.id if article else None), UnsavedText.kind == kind
    found = session.execute(_own(actor).where(*same, UnsavedText.desk == desk)).first()
    if found is None:
        raise NotFound(desk)
    return found[0]


def _own(actor: Actor) -> Select[UnsavedText, str | None]:
    query = select(UnsavedText, Article.slug).outerjoin(Article, Article.id == UnsavedText.article_id)
    return query.where(UnsavedText.account_id == (actor.id or 0)).order_by(UnsavedText.kept_at.desc())


def _shown(session: Session, query: Select[UnsavedText, str | None]) -> tuple[Unsaved, ...]:
    return tuple(_one(text, slug) for text, slug in session.execute(query) if text.kind in TYPES)


def _one(text: UnsavedText, slug: str | None) -> Unsaved:
    return Unsaved(text.desk, text.version, text.kept_at, TYPES[text.kind], _title(text.fields.get("title", ())), slug)


def _title(values: Sequence[str]) -> str:
    return values[0].strip() if values else ""
