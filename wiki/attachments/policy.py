"""Who may see a file: whoever may see a text that shows it, and whoever added it."""

from sqlalchemy import ColumnElement, exists, false, or_, select

from wiki.accounts.policy import Actor
from wiki.articles.models import Article, Revision, RevisionFile
from wiki.articles.policy import revision_visible_to
from wiki.attachments.models import Attachment
from wiki.errors import NotFound


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The files that the actor may fetch."""
    shown = (
        select(RevisionFile.key)
        .join(Revision, Revision.id == RevisionFile.revision_id)
        .join(Article, Article.id == Revision.article_id)
        .where(RevisionFile.key == Attachment.key, revision_visible_to(actor))
    )
    return or_(added_by(actor), exists(shown))


def added_by(actor: Actor) -> ColumnElement[bool]:
    """The files that are the actor's own."""
    return Attachment.account_id == actor.id if actor.is_signed_in else false()


def is_in_use() -> ColumnElement[bool]:
    """The files that some revision shows, be it an old one."""
    return exists(select(RevisionFile.key).where(RevisionFile.key == Attachment.key))


def require_adding(actor: Actor) -> None:
    """Raise NotFound for who does not write: to them there are no files of their own."""
    if not actor.can_write:
        raise NotFound("files")
