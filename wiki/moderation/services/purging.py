"""A purge as a whole: each domain takes away what it keeps of a text, and the worker sees to it that nothing is left in
the files of index and database."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from wiki import outbox
from wiki.accounts.policy import Actor
from wiki.articles import services as articles
from wiki.articles.models import Article
from wiki.attachments import services as attachments
from wiki.moderation.models import BulkChange, Report
from wiki.practice.services import applying, checking
from wiki.search.indexing import REBUILD
from wiki.voice import services as voice

# The database is to be written anew; the key is the article that it is for.
COMPACT = "database.compact"
# What a purge takes something out of.
TABLES = (
    "applied",
    "article",
    "article_link",
    "article_redirect",
    "assumption_check",
    "attachment",
    "bulk_change",
    "outbox",
    "recording",
    "report",
    "review_finding",
    "review_question",
    "revision",
    "tag",
    "unsaved_text",
)


def purge(session: Session, *, actor: Actor, at: datetime, article: Article, numbers: Collection[int]) -> None:
    """Leave nothing of the text of these revisions, nor of what was made for it. The caller holds the article and has
    seen to it that two people agreed. Raises NotAllowed, and Invalid as `articles.services.purge` does."""
    gone = articles.purge(session, actor=actor, at=at, article=article, numbers=numbers)
    attachments.remove_purged(session, at=at, keys=gone.files)
    voice.remove_purged(session, at=at, article=article, number=gone.last)
    about = or_(Report.revision_id.in_(gone.revisions), Report.revision_id.is_(None))
    session.execute(update(Report).where(Report.article_id == article.id, about).values(sentence="", answer=""))
    applying.forget_about(session, article, gone.revisions)
    checking.forget_about(session, article, gone.revisions)
    _forget_what_it_was(session, article)
    outbox.record(session, REBUILD, article.id)
    outbox.record(session, COMPACT, article.id)
    session.flush()


def _forget_what_it_was(session: Session, article: Article) -> None:
    """Changes of many articles at once leave this one alone when they are undone: they know it by tags of before."""
    for change in session.scalars(select(BulkChange)):
        if str(article.id) in change.before:
            change.before = {key: was for key, was in change.before.items() if key != str(article.id)}
