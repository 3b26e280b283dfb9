"""The seeded site as it runs: who looks at it, what stands at which address, and everything that it logs."""

import logging
import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import Select, select
from sqlalchemy.orm import Session, sessionmaker

from tests.attachments.uses import BLOB
from tests.crawling import Places
from tests.factories import InProcess
from tests.sealed.seeding import Seeding
from tests.sealed.writing import AUTHOR, KEYS, MODERATOR, Sealed
from tests.visitor import Person, ReadsAll
from wiki.accounts.models import Account
from wiki.app import create_app
from wiki.articles.models import (
    Article,
    ArticleRedirect,
    ArticleReviewer,
    AuthorSeal,
    Authorship,
    CoAuthorInvitation,
    PostCheck,
    Revision,
)
from wiki.attachments.storage import store_of
from wiki.database import make_engine, make_sessions
from wiki.moderation.models import BulkChange, Matter, Report
from wiki.moderation.policy.matters import DUOS
from wiki.outbox import OutboxRow
from wiki.practice.models import Applied, AssumptionCheck
from wiki.settings import Settings
from wiki.taxonomy.models import Tag
from wiki.voice.services import PLACE
from wiki.web.records import JsonLines
from wiki.worker import drain

FEW = 4


@dataclass(frozen=True)
class Site:
    """`places` is what stands there, with an article of each kind; `some` and `few` tell fewer kinds apart. In matters
    that are `opened` two people read a name; `work` is what was left to the worker; `logged` grows."""

    settings: Settings
    sessions: sessionmaker[Session]
    app: Flask
    people: Mapping[str, Person]
    opened: Mapping[Sealed, set[int]]
    places: Places
    some: Places
    few: Places
    work: tuple[str, ...]
    logged: list[str]


@contextmanager
def running(folder: Path, template: Path, templates: FileSystemBytecodeCache) -> Iterator[Site]:
    """The site, seeded in this folder; `templates` are compiled ones."""
    shutil.copy(template, folder / "wiki.db")
    settings = settings_in(folder)
    engine = make_engine(settings.database)
    app = opened(settings, templates)
    with listening() as logged:
        yield _seeded(settings, make_sessions(engine), app, logged)
    app.extensions["wiki"].engine.dispose()
    engine.dispose()


def settings_in(folder: Path) -> Settings:
    """With all that can be read open to visitors."""
    address = f"sqlite:///{folder / 'wiki.db'}"
    choices: dict[str, Any] = {"https": False, "rate_limits": False, "public_reading": True}
    return Settings(mode="test", instance=folder, secret_key="test" * 10, database_url=address, **choices)


def opened(settings: Settings, templates: FileSystemBytecodeCache) -> Flask:
    app = create_app(settings, renderer=InProcess())  # type: ignore[arg-type]
    app.jinja_env.bytecode_cache = templates
    app.test_client_class = ReadsAll
    return app


@contextmanager
def listening() -> Iterator[list[str]]:
    """Every line that any log gets, as it would be written."""
    heard: list[str] = []
    ear = logging.Handler()
    ear.emit = lambda record: heard.append(JsonLines().format(record))  # type: ignore[method-assign]
    root = logging.getLogger()
    level = root.level
    root.setLevel(logging.DEBUG)
    root.addHandler(ear)
    try:
        yield heard
    finally:
        root.removeHandler(ear)
        root.setLevel(level)


def _seeded(settings: Settings, sessions: sessionmaker[Session], app: Flask, logged: list[str]) -> Site:
    with sessions() as session:
        seeding = Seeding(session)
        seeding.seed()
        accounts = {**seeding.people, "manager": seeding.manager, "officer": seeding.officer}
        accounts |= {who.name: session.get_one(Account, who.number) for who in (AUTHOR, MODERATOR)}
        people = {"visitor": Person(app), **{name: Person(app, account) for name, account in accounts.items()}}
        work = tuple(f"{row.topic} {row.key}" for row in session.scalars(select(OutboxRow)))
        places = _places(session, _one_of_each_kind(session, *_handled(session)))
        kinds = _one_of_each_kind(session)
        some, few = _places(session, kinds), _places(session, kinds[:FEW])
    for place in (store_of(settings), store_of(settings, PLACE)):
        place.put(BLOB, b"%PDF")
    drain(settings, sessions)
    return Site(settings, sessions, app, people, seeding.opened, places, some, few, work, logged)


def _values(session: Session, query: Select[Any], *names: str) -> list[dict[str, Any]]:
    return [dict(zip(names, row, strict=True)) for row in session.execute(query.distinct())]


def _one_of_each_kind(session: Session, *groups: Collection[int]) -> list[dict[str, Any]]:
    """Articles that differ in where they stand, in who wrote them or in which of these groups of ids they are: first
    those for which a reviewer is named."""
    query = select(Article, AuthorSeal.account_id).join(Authorship, Authorship.article_id == Article.id)
    query = query.join(AuthorSeal, AuthorSeal.authorship_id == Authorship.id)
    query = query.outerjoin(ArticleReviewer, ArticleReviewer.article_id == Article.id)
    sealed = AuthorSeal.account_id.in_([AUTHOR.number, MODERATOR.number])
    query = query.where(sealed | ArticleReviewer.account_id.is_not(None))
    kinds: dict[object, str] = {}
    for article, account in session.execute(query.order_by(ArticleReviewer.account_id.is_(None), Article.id)):
        kind = (article.state, article.change, account, *(article.id in each for each in groups))
        kinds.setdefault(kind, article.slug)
    return [{"slug": slug} for slug in dict.fromkeys(kinds.values())]


def _handled(session: Session) -> list[set[int]]:
    """What was merged, what was reported, and what there is a matter of each kind about."""
    merged = select(Article.id).where(Article.merged_into_id.is_not(None))
    about = [select(Matter.article_id).where(Matter.kind == kind) for kind in DUOS]
    return [set(session.scalars(query)) for query in (merged, select(Report.article_id), *about)]


def _places(session: Session, articles: list[dict[str, Any]]) -> Places:
    """What stands at each rule, with these articles where there are articles."""
    slugs = [each["slug"] for each in articles]
    of_article = select(Article.slug, Revision.number).join(Revision, Revision.article_id == Article.id)
    moved = _values(session, select(ArticleRedirect.slug), "slug")
    files = [{"key": KEYS[name]} for name in ("shown", "drafted", "alone")]
    talks = [{"key": KEYS[name]} for name in ("conversed", "invited")]
    named = [{**each, "id": who.number} for each in articles[:2] for who in (AUTHOR, MODERATOR)]
    tags = _values(session, select(Tag.slug), "slug")
    first = [{"id": 1}]
    return {
        "/a/<slug>": articles + moved,
        "/a/<slug>/revisions/<int:number>": _values(
            session, of_article.where(Article.slug.in_(slugs)), "slug", "number"
        ),
        "/a/<slug>/reviewers/<int:id>": named,
        "/a/<slug>/sources/<int:id>": [{**each, "id": 1} for each in articles[:2]],
        "/review/<slug>": articles,
        "/review/small/<int:revision>": _values(session, select(PostCheck.revision_id), "revision"),
        "/review/questions/<int:id>": first,
        "/matters/ask/<slug>": articles,
        "/matters/<int:id>": _values(session, select(Matter.id), "id"),
        "/reports/<int:id>": _values(session, select(Report.id), "id"),
        "/applied/<int:id>": _values(session, select(Applied.id), "id"),
        "/assumptions/<int:id>": _values(session, select(AssumptionCheck.id), "id"),
        "/bulk/<int:id>": _values(session, select(BulkChange.id), "id"),
        "/sources/<int:id>": first,
        "/domains/<slug>": [{"slug": "fire"}, {"slug": "police"}],
        "/blocks/<slug>": [{"slug": "innovation"}],
        "/tags/": tags,
        "/search/explanation/<slug>": articles,
        "/help/<slug>": [{"slug": "writing"}],
        "/help/tours/<role>": [{"role": "moderator"}],
        "/write/<type>": [{"type": "question"}, {"type": "practice-tip"}],
        "/templates/<int:id>": first,
        "/words/<int:id>": first,
        "/files/<key>": files,
        "/files/<key>/<name>": [{**each, "name": "regels.pdf"} for each in files],
        "/files/<key>/<int:width>": [{**each, "name": "regels.pdf", "width": 9, "height": 9} for each in files],
        "/recordings/<key>": [{"key": KEYS["recorded"]}],
        "/conversations/<key>": talks,
        "/conversations/<key>/steps/<slug>": [{**each, "slug": "map"} for each in talks],
        "/conversations/<key>/drafts/<int:chunk>": [{**each, "chunk": 2} for each in talks],
        "/co-author-invitations/<int:id>": _values(session, select(CoAuthorInvitation.id), "id"),
        "/invitations/<token>": [{"token": "none"}],
        "/invitations/<int:id>": first,
        "/unsaved/<desk>": [{"desk": "bureau"}],
    }
