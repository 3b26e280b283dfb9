"""A new draft that begins as another article: to write one like it, or the same in another language."""

from datetime import datetime

from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.articles.models import Article, Revision
from wiki.articles.rendering import Prepared
from wiki.articles.services.byline import Byline
from wiki.articles.services.content import LONGEST_TITLE, Content
from wiki.articles.services.editing import start, suggest_slug


def copy(
    session: Session,
    *,
    actor: Actor,
    at: datetime,
    shown: Revision,
    prepared: Prepared,
    byline: Byline,
    title: str,
    language: str | None = None,
) -> Article:
    """A draft of the actor with the text of a revision that they may see, which is in `prepared`. With a language it
    is a translation: the source is named, and its headings are already those of that language."""
    source = shown.article
    content = Content(
        title=title[:LONGEST_TITLE], domains=tuple(shown.domains), blocks=tuple(shown.blocks), tags=tuple(shown.tags)
    )
    return start(
        session,
        actor=actor,
        at=at,
        kind=source.type,
        language=language or source.language,
        audience=source.audience,
        content=content,
        prepared=prepared,
        byline=byline,
        translation_of=source.slug if language else None,
        translated_from=shown.number if language else None,
        slug=suggest_slug(session, f"{content.title} {language}" if language else content.title),
    )
