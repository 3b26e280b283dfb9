"""Somebody's own recordings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.articles.models import Article
from wiki.errors import NotFound
from wiki.taxonomy.data import TYPES
from wiki.voice import policy
from wiki.voice.models import Recording


@dataclass(frozen=True, slots=True)
class Shown:
    """A recording for its maker; the article only where there is one that they may know. `is_begun` where its text was
    never saved."""

    key: str
    section: str
    seconds: int
    transcript: str
    keep: bool
    made_on: date
    title: str = ""
    slug: str = ""
    kind: str = ""
    is_begun: bool = False

    def heading(self, locale: str) -> str:
        """What its section is called; nothing where that is not known."""
        sections = TYPES[self.kind].sections if self.kind in TYPES else ()
        return next((section.heading(locale) for section in sections if section.key == self.section), "")

    @property
    def length(self) -> str:
        minutes, seconds = divmod(self.seconds, 60)
        return f"{minutes}:{seconds:02}"


def own(
    session: Session, actor: Actor, *, article: str | None = None, desk: str | None = None, key: str | None = None
) -> Sequence[Shown]:
    """The actor's recordings, the newest first: all of them, those of the article at an address, of one page that an
    article is begun in, or the one with a key."""
    query = (
        select(Recording, Article, policy.known_to(actor))
        .outerjoin(Article, policy.belongs_to_article())
        .where(policy.made_by(actor))
        .order_by(Recording.id.desc())
    )
    narrowed = ((Article.slug, article), (Recording.desk, desk), (Recording.key, key))
    query = query.where(and_(True, *(column == value for column, value in narrowed if value is not None)))
    return [_shown(*row) for row in session.execute(query)]


def recording(session: Session, actor: Actor, key: str) -> Recording:
    """One of the actor's own; raises NotFound for every other one."""
    found = session.scalar(select(Recording).where(Recording.key == key, policy.made_by(actor)))
    if found is None:
        raise NotFound(key)
    return found


def _shown(found: Recording, article: Article | None, is_known: bool) -> Shown:
    where = (article.title, article.slug, article.type) if article is not None and is_known else ("", "", "")
    said = (found.key, found.section, found.seconds, found.transcript, found.keep, found.made_on)
    return Shown(*said, *where, is_begun=article is None and found.desk is not None)
