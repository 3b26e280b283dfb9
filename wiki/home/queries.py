"""What somebody was told, with the name of what it is about as far as they may know it now."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.accounts.models import Notice
from wiki.accounts.policy import Actor
from wiki.articles import policy
from wiki.articles.models import Article
from wiki.articles.queries.shown import Named
from wiki.moderation.queries import matters
from wiki.web.paging import Paged, paged

NOTICES_A_PAGE = 30


@dataclass(frozen=True, slots=True)
class Told:
    """`about` is None where the subject is no article, or none that the reader may know of any more; `matter` likewise
    for what two people decide together."""

    code: str
    subject: str
    on: date
    is_read: bool
    about: Named | None
    matter: int | None


def notices(session: Session, actor: Actor, number: int) -> Paged[Told]:
    """A page of what the actor was told, newest first."""
    query = select(Notice).where(Notice.account_id == (actor.id or 0)).order_by(Notice.at.desc(), Notice.id.desc())
    page = paged(session, query, number, NOTICES_A_PAGE)
    named = _named(session, actor, {_id("article", each.subject) for each in page.items} - {0})
    known = matters.known(session, actor, {_id("matter", each.subject) for each in page.items} - {0})
    return page.with_items(tuple(_told(each, named, known) for each in page.items))


def number_unread(session: Session, actor: Actor) -> int:
    query = select(func.count()).select_from(Notice).where(Notice.account_id == (actor.id or 0), ~Notice.is_read)
    return session.scalar(query) or 0


def _told(notice: Notice, named: Mapping[int, Named], known: Collection[int]) -> Told:
    matter = _id("matter", notice.subject)
    return Told(
        notice.code,
        notice.subject,
        notice.at,
        notice.is_read,
        named.get(_id("article", notice.subject)),
        matter if matter in known else None,
    )


def _id(wanted: str, subject: str) -> int:
    kind, _colon, id = subject.partition(":")
    return int(id) if kind == wanted and id.isdecimal() else 0


def _named(session: Session, actor: Actor, ids: Collection[int]) -> dict[int, Named]:
    query = select(Article.id, Article.slug, Article.title, Article.language).where(
        Article.id.in_(ids), policy.known_to(actor)
    )
    return {row.id: Named(row.slug, row.title, row.language) for row in session.execute(query)}
