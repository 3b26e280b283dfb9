"""Keeping the index what the database says: from articles to documents, after each change and as a whole.

Only what readers can find is in the index: published articles, with the published text. The worker calls `update`
for outbox rows; it loads the state of the moment, so a row that is worked off twice does no harm.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload, sessionmaker

from wiki import outbox
from wiki.articles.lifecycle import ONLINE
from wiki.articles.models import Article, Revision
from wiki.articles.sections import split
from wiki.articles.services.changes import INDEX
from wiki.attachments import queries as attachments
from wiki.database import transaction
from wiki.search import translated
from wiki.search.documents import Document, Placed
from wiki.search.engine import Engine, Rebuilding
from wiki.search.whoosh_engine import WhooshEngine
from wiki.settings import Settings
from wiki.taxonomy.data import BLOCKS, DOMAINS, TYPES

# Nothing may be left in the index of what was taken out; the key says why.
REBUILD = "search.rebuild"
AT_A_TIME = 200
KEY_SECTIONS = ("situation", "cue", "cues", "moment", "purpose", "question")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Differences:
    """Ids of articles by what is wrong with them in the index."""

    missing: tuple[int, ...]
    outdated: tuple[int, ...]
    left_over: tuple[int, ...]

    @property
    def ids(self) -> tuple[int, ...]:
        return self.missing + self.outdated + self.left_over


@dataclass(frozen=True, slots=True)
class Beside:
    """What an article is also found by: its titles in other languages, and the words of the documents it links to."""

    titles: tuple[translated.Title, ...] = ()
    enclosed: str = ""


NOTHING_BESIDE = Beside()


def engine_of(settings: Settings) -> Engine:
    """The one engine that this process has for these settings."""
    return _engine_at(settings.instance / "search")


def update(engine: Engine, sessions: sessionmaker[Session], ids: Sequence[int]) -> None:
    """Make the index right about these articles, in one commit. Raises Rebuilding and Busy; any other error says
    that one of the articles cannot be indexed."""
    with sessions() as session:
        family = {*ids, *translated.family(session, ids)}
        made = list(documents(session, findable(session, sorted(family))))
    engine.update(made, set(ids) - {one.placed.id for one in made})


def rebuild(engine: Engine, sessions: sessionmaker[Session], *, progress: Callable[[int], None] | None = None) -> int:
    """Build the index anew beside the old one and swap; says how many articles are in it. Raises Busy.

    Nothing changed meanwhile is lost: rows in the outbox wait until the right to write is free again. An article
    that cannot be indexed is left out, so that it does not keep the others from being found. `progress` is told how
    many more are done.
    """
    with sessions() as session:
        ids = session.scalars(_PUBLISHED.order_by(Article.id)).all()
    batches = (ids[start : start + AT_A_TIME] for start in range(0, len(ids), AT_A_TIME))

    def everything() -> Iterator[Document]:
        for batch in batches:
            with sessions() as session:
                yield from documents(session, findable(session, batch), careful=True)
            if progress:
                progress(len(batch))

    return engine.rebuild(everything())


def rebuild_clean(engine: Engine, sessions: sessionmaker[Session]) -> None:
    """Build the index anew and leave nothing of those before: an index keeps the words of what was deleted until its
    parts are put together. Raises Busy."""
    rebuild(engine, sessions)
    engine.forget_others()


def count(sessions: sessionmaker[Session]) -> int:
    """How many articles belong in the index."""
    with sessions() as session:
        return session.scalar(select(func.count()).select_from(_PUBLISHED.subquery())) or 0


def keep_ready(engine: Engine, sessions: sessionmaker[Session]) -> bool:
    """Build the index when there is none that can be read, or one that has worn; says whether it did. Cheap when
    there is a good one."""
    if _is_good(engine):
        return False
    log.info("building the search index")
    log.info("the search index holds %d articles", rebuild(engine, sessions))
    return True


def _is_good(engine: Engine) -> bool:
    try:
        return engine.is_ready() and not engine.is_worn()
    except Rebuilding:
        return False


def catch_up(engine: Engine, sessions: sessionmaker[Session]) -> int:
    """Ask for the work on every article that differs; says how many those are. Raises Rebuilding.

    A power cut can take the last commits of an index, but not the database's, in which the outbox rows for them
    are gone already.
    """
    ids = differences(engine, sessions).ids
    if ids:
        with sessions() as session, transaction(session):
            for key in ids:
                outbox.record(session, INDEX, key)
    return len(ids)


def differences(engine: Engine, sessions: sessionmaker[Session]) -> Differences:
    """Where index and database disagree about which revision readers find. Raises Rebuilding."""
    indexed = engine.versions()
    with sessions() as session:
        query = select(Article.id, Article.published_id).where(Article.id.in_(_PUBLISHED))
        wanted = {key: revision for key, revision in session.execute(query)}  # noqa: C416  rows are no pairs to mypy
    return Differences(
        missing=tuple(sorted(wanted.keys() - indexed.keys())),
        outdated=tuple(sorted(key for key in wanted.keys() & indexed.keys() if wanted[key] != indexed[key])),
        left_over=tuple(sorted(indexed.keys() - wanted.keys())),
    )


def findable(session: Session, ids: Sequence[int]) -> Sequence[Article]:
    """Those of these articles that readers can find, whole."""
    query = select(Article).where(Article.id.in_(ids), Article.id.in_(_PUBLISHED)).order_by(Article.id)
    return session.scalars(query.options(*_WHOLE)).all()


def documents(session: Session, articles: Sequence[Article], *, careful: bool = False) -> Iterator[Document]:
    """Published articles as the index gets them; when `careful`, one that cannot be is left out."""
    titles = translated.titles(session, articles)
    enclosed = attachments.texts(session, [article.published_id for article in articles if article.published_id])
    for article in articles:
        beside = Beside(tuple(titles.get(article.id, ())), enclosed.get(article.published_id or 0, ""))
        made = (_document_or_none if careful else document)(article, beside)
        if made is not None:
            yield made


def document(article: Article, beside: Beside = NOTHING_BESIDE) -> Document:
    """A published article as the index gets it."""
    shown = article.published
    text = "\n".join([*_texts(article, shown), beside.enclosed]) if shown else ""
    key = "\n".join(_key(article, shown))
    return Document(placed=place(article), title=article.title, text=text, key=key, translated=beside.titles)


def place(article: Article) -> Placed:
    """Where a published article stands, for filters and counts."""
    return Placed(
        id=article.id,
        revision=article.published_id or 0,
        language=article.language,
        type=article.type,
        domains=article.domains,
        blocks=article.blocks,
        tags=tuple(tag.slug for tag in article.tags),
        day=article.changed_on.toordinal(),
        verified=_verified(article),
    )


def _verified(article: Article) -> int:
    """The ordinal of the day until which an article is confirmed; what needs review is not, whatever its date."""
    days = [article.verified_until.toordinal()] if article.verified_until else []
    if article.review_since is not None:
        days.append(article.review_since.toordinal() - 1)
    return min(days, default=0)


def _texts(article: Article, shown: Revision) -> Iterable[str]:
    """What the article says, and what it is about in the words of its language."""
    yield shown.plain
    yield from (heading for _, heading in shown.headings if heading not in shown.plain)
    yield shown.lead if shown.lead not in shown.plain else ""
    yield from _filed_under(article)


def _filed_under(article: Article) -> Iterable[str]:
    yield from (tag.label for tag in article.tags)
    for vocabulary, slugs in ((TYPES, (article.type,)), (DOMAINS, article.domains), (BLOCKS, article.blocks)):
        yield from (vocabulary[slug].label(article.language) for slug in slugs if slug in vocabulary)


def _key(article: Article, shown: Revision | None) -> Iterable[str]:
    """What says the most about what the article is for: its first line, its cues, its tags."""
    if shown is not None:
        yield shown.lead
        sections = split(TYPES[article.type], article.language, shown.text).values if article.type in TYPES else {}
        yield from (sections.get(key, "") for key in KEY_SECTIONS)
        yield from (tag.label for tag in article.tags)


def _document_or_none(article: Article, beside: Beside) -> Document | None:
    try:
        return document(article, beside)
    except Exception as error:  # noqa: BLE001  one bad article never stops the others
        log.warning("article %d cannot be indexed (%s)", article.id, type(error).__name__)
        return None


_PUBLISHED = select(Article.id).where(Article.state.in_(ONLINE), Article.published_id.is_not(None))
_WHOLE = (
    joinedload(Article.published),
    selectinload(Article.in_domains),
    selectinload(Article.in_blocks),
    selectinload(Article.tags),
)


@lru_cache(maxsize=64)
def _engine_at(folder: Path) -> Engine:
    return WhooshEngine(folder)
