"""The official sources that articles rest on. A source in another version sends what rests on it back to be read."""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from wiki import audit, outbox
from wiki.accounts.policy import Actor, Role, moderated_domains
from wiki.articles.lifecycle import Part, Stage
from wiki.articles.models import Article, ArticleDomain, ArticleSource, OfficialSource
from wiki.articles.safety import tells_of_somebody
from wiki.articles.services.changes import raise_generation
from wiki.articles.services.standing import mark_for_review
from wiki.articles.services.telling import tell
from wiki.errors import Invalid, NotAllowed, NotFound
from wiki.moderation.policy.curation import require_moderator

# What rests on a source is marked so many articles at a time: others want to write too.
AT_A_TIME = 50
OUTDATED = "source.changed"
LONGEST = {"title": 200, "version": 80, "url": 500}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a source is called, which version is in force, and where it can be read, if anywhere."""

    title: str
    version: str
    url: str = ""


def add(session: Session, *, actor: Actor, at: datetime, wording: Wording) -> OfficialSource:
    """Raises Invalid with a code for each field, NotFound for who moderates nothing."""
    require_moderator(actor)
    source = OfficialSource()
    _write(session, source, wording, at)
    _record(session, "source.added", source, actor, at)
    return source


def change(session: Session, source_id: int, *, actor: Actor, at: datetime, wording: Wording) -> None:
    """The same for one that is there. In another version, what rests on it needs review: the first articles at once,
    the others when the worker comes to them. Raises NotAllowed too, where it all stands in domains of others."""
    require_moderator(actor)
    source = session.get(OfficialSource, source_id, with_for_update=True)
    if source is None:
        raise NotFound(f"source {source_id}")
    _require_reach(session, actor, source_id)
    before = source.version
    _write(session, source, wording, at)
    raise_generation(session)
    if source.version == before:
        _record(session, "source.changed", source, actor, at)
    else:
        _record(session, "source.renewed", source, actor, at)
        mark_outdated(session, at=at, source_id=source_id, actor=actor)


def _require_reach(session: Session, actor: Actor, source_id: int) -> None:
    """A source that articles rest on is changed by who moderates at least one of their domains."""
    resting = select(ArticleDomain.domain).join(ArticleSource, ArticleSource.article_id == ArticleDomain.article_id)
    reached = set(session.scalars(resting.where(ArticleSource.source_id == source_id)))
    mine = moderated_domains(actor)
    if mine is not None and reached and not reached & mine:
        raise NotAllowed("source")


def mark_outdated(session: Session, *, at: datetime, source_id: int | None = None, actor: Actor | None = None) -> int:
    """Mark published articles that were last read beside an older version of a source (of this one, where it is
    given), and tell who stands for them; says how many, never more than a few at a time. Where there may be more of
    one source, the worker is asked to go on."""
    marked = session.scalars(
        select(Article)
        .where(Article.state == Stage.PUBLISHED, _rests_on_older(source_id))
        .order_by(Article.id)
        .limit(AT_A_TIME)
        .with_for_update()
    ).all()
    for article in marked:
        mark_for_review(session, article, "source", at=at, actor=actor)
    tell(session, marked, "source-changed", on=at.date(), to={Part.AUTHOR, Part.REVIEWER})
    if source_id is not None and len(marked) == AT_A_TIME:
        outbox.record(session, OUTDATED, source_id)
    return len(marked)


def _rests_on_older(source_id: int | None) -> ColumnElement[bool]:
    named = true() if source_id is None else ArticleSource.source_id == source_id
    older = select(ArticleSource.article_id).join(OfficialSource, OfficialSource.id == ArticleSource.source_id)
    return Article.id.in_(older.where(named, ArticleSource.version != OfficialSource.version))


def _write(session: Session, source: OfficialSource, wording: Wording, at: datetime) -> None:
    said = {name: getattr(wording, name).strip() for name in LONGEST}
    wrong = {name: code for name, value in said.items() if (code := _wrong(name, value, at.date()))}
    if wrong:
        raise Invalid(wrong)
    try:
        with session.begin_nested():
            source.title, source.version, source.url = said["title"], said["version"], said["url"]
            source.changed_on = at.date()
            session.add(source)
    except IntegrityError as error:
        raise Invalid({"title": "taken"}) from error


def _wrong(name: str, value: str, today: date) -> str | None:
    if len(value) > LONGEST[name]:
        return "too-long"
    if name == "url" and value and not is_address(value):
        return "no-address"
    if name != "url" and not value:
        return "missing"
    return "personal" if tells_of_somebody(value, today=today) else None


def is_address(text: str) -> bool:
    """Whether this is the address of a page: http or https, of some host, and nothing that only looks like one."""
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return False
    plain = text.isprintable() and not any(sign in text for sign in ' <>"\\')
    return plain and parts.scheme in ("http", "https") and bool(host) and parts.username is None


def _record(session: Session, action: str, source: OfficialSource, actor: Actor, at: datetime) -> None:
    audit.record(session, action, f"source:{source.id}", at=at, role=Role.MODERATOR.value, account=actor.id)
    session.flush()
