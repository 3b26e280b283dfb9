"""What takes two to decide, as those who may know of it see it. Names of who asked and agreed are on no page: their
roles are, and whether it was the reader."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from wiki.accounts.models import Account
from wiki.accounts.policy import Actor
from wiki.articles import policy as articles
from wiki.articles import queries
from wiki.articles.models import Article, Authorship, Revision
from wiki.articles.queries import RevisionRow
from wiki.articles.queries.shown import Named
from wiki.errors import NotFound
from wiki.moderation.models import Matter
from wiki.moderation.policy import matters as policy
from wiki.moderation.policy.matters import DUOS
from wiki.web.paging import Paged, paged

# More than so many that wait at once is a matter of its own; the others come when these are decided.
MOST_WAITING = 50


@dataclass(frozen=True, slots=True)
class Row:
    """`outcome` is empty while nobody decided, and `is_due` says that what was agreed still has to be carried out.
    `about` is None for who may not know the article."""

    id: int
    kind: str
    article_id: int
    about: Named | None
    asked_as: str
    asked_on: date
    is_mine: bool
    outcome: str
    decided_on: date | None
    is_due: bool


@dataclass(frozen=True, slots=True)
class Lists:
    waiting: tuple[Row, ...]
    asked: tuple[Row, ...]
    decided: Paged[Row]


@dataclass(frozen=True, slots=True)
class Behind:
    """Who is behind a role name, for the two who agreed to know it and until this day."""

    name: str
    email: str
    until: date


@dataclass(frozen=True, slots=True)
class Page:
    """One matter. Ground, answer and byline are empty for who only carries it out."""

    row: Row
    ground: str
    answer: str
    decided_as: str
    decided_by_reader: bool
    numbers: tuple[int, ...]
    with_drafts: bool
    byline: str
    is_untold: bool
    done_on: date | None
    behind: Behind | None
    is_over: bool
    can_agree: bool
    can_withdraw: bool
    can_carry_out: bool


@dataclass(frozen=True, slots=True)
class Options:
    """What the actor may ask about an article, and between what they choose then."""

    about: Named
    kinds: tuple[str, ...]
    open: tuple[Row, ...]
    revisions: tuple[RevisionRow, ...]
    bylines: Mapping[int, str]


def lists(session: Session, actor: Actor, number: int) -> Lists:
    """What waits for the actor, what they asked, and a page of what was decided; NotFound for who never decides so."""
    if not policy.takes_part(actor):
        raise NotFound("matters")
    waiting = _ids(actor).where(policy.waiting_for(actor)).order_by(Matter.asked_at, Matter.id)
    asked = _ids(actor).where(Matter.outcome.is_(None), Matter.asked_by == actor.id).order_by(Matter.id)
    decided = _ids(actor).where(Matter.outcome.is_not(None), ~policy.waiting_for(actor))
    page = paged(session, decided.order_by(Matter.decided_at.desc(), Matter.id.desc()), number)
    return Lists(
        _rows(session, actor, session.scalars(waiting.limit(MOST_WAITING)).all()),
        _rows(session, actor, session.scalars(asked.limit(MOST_WAITING)).all()),
        page.with_items(_rows(session, actor, page.items)),
    )


def matter(session: Session, actor: Actor, matter_id: int, *, at: datetime, unseal_days: int) -> Page:
    """One matter for who may know of it; raises NotFound."""
    found = session.scalar(_seen(actor, Matter).where(Matter.id == matter_id))
    if found is None:
        raise NotFound(f"matter {matter_id}")
    having = articles.parts(session, actor, found.article)
    tells = policy.sees_all(actor, found, having)
    (row,) = _rows(session, actor, [found.id])
    until = found.decided_at + timedelta(days=unseal_days) if found.decided_at else at
    sees = policy.sees_seal_opened(actor, found)
    return Page(
        row=row,
        ground=found.ground if tells else "",
        answer=found.answer if tells else "",
        decided_as=found.decided_as,
        decided_by_reader=found.decided_by == actor.id,
        numbers=tuple(found.detail.get("revisions", ())),
        with_drafts=any(found.detail.get("drafts", ())),
        byline=_byline(session, found) if tells else "",
        is_untold=any(found.detail.get("untold", ())),
        done_on=found.done_at.date() if found.done_at else None,
        behind=_behind(session, found, until) if sees and at < until else None,
        is_over=sees and at >= until,
        can_agree=found.outcome is None and policy.agreeing_role(actor, found, having) is not None,
        can_withdraw=policy.can_withdraw(actor, found),
        can_carry_out=policy.can_carry_out(actor, found),
    )


def options(session: Session, actor: Actor, slug: str) -> Options:
    """What the actor may ask about this article; NotFound for who may ask nothing about it, or not know it."""
    article, having = queries.by_slug(session, actor, slug)
    able = [kind for kind in DUOS if policy.asking_role(kind, actor, article, having)]
    left, names = purgeable(session, actor, article), bylines(session, actor, article)
    needed = {"purge": bool(left), "unseal": bool(names)}
    if not able:
        raise NotFound(slug)
    waiting = _ids(actor).where(Matter.article_id == article.id, Matter.outcome.is_(None)).order_by(Matter.id)
    return Options(
        about=_subject(article),
        kinds=tuple(kind for kind in able if needed.get(kind, True)),
        open=_rows(session, actor, session.scalars(waiting).all()),
        revisions=left,
        bylines=names,
    )


def purgeable(session: Session, actor: Actor, article: Article) -> tuple[RevisionRow, ...]:
    """The revisions that the actor sees and that have a text, newest first."""
    having = articles.parts(session, actor, article)
    return tuple(row for row in queries.history(article, having) if row.purged_on is None)


def bylines(session: Session, actor: Actor, article: Article) -> dict[int, str]:
    """The role names of authors that the actor sees with this article, by authorship."""
    query = select(Authorship.id, Authorship.shown).join(Revision, Revision.authorship_id == Authorship.id)
    query = query.join(Article, Article.id == Revision.article_id).where(Article.id == article.id)
    named = query.where(Authorship.is_author, Authorship.kind == "role_name", articles.revision_visible_to(actor))
    return {row.id: row.shown for row in session.execute(named.distinct().order_by(Authorship.id))}


def numbers_of(matter: Matter, article: Article) -> tuple[int, ...]:
    """The revisions that a purge is about by now: those that were chosen, and the texts that readers never had where
    those go along."""
    chosen = set(matter.detail["revisions"])
    if any(matter.detail["drafts"]):
        never = (each for each in article.revisions if each.published_on is None and each.purged_on is None)
        chosen |= {each.number for each in never}
    return tuple(sorted(chosen))


def known(session: Session, actor: Actor, ids: Collection[int]) -> frozenset[int]:
    """Those of these matters that the actor may know of."""
    return frozenset(session.scalars(_ids(actor).where(Matter.id.in_(ids))))


def _ids(actor: Actor) -> Select[int]:
    return _seen(actor, Matter.id)


def _seen(actor: Actor, what: object) -> Select:  # type: ignore[type-arg]
    query = select(what).join(Article, Article.id == Matter.article_id)  # type: ignore[call-overload]
    return query.where(policy.seen_by(actor))  # type: ignore[no-any-return]


def _rows(session: Session, actor: Actor, ids: Iterable[int]) -> tuple[Row, ...]:
    """One row for each of these, in this order."""
    wanted = list(ids)
    found = {each.id: each for each in session.scalars(select(Matter).where(Matter.id.in_(wanted)))}
    named = _named(session, actor, {each.article_id for each in found.values()})
    return tuple(_row(found[id], named, actor) for id in wanted)


def _row(matter: Matter, named: Mapping[int, Named], actor: Actor) -> Row:
    return Row(
        id=matter.id,
        kind=matter.kind,
        article_id=matter.article_id,
        about=named.get(matter.article_id),
        asked_as=matter.asked_as,
        asked_on=matter.asked_at.date(),
        is_mine=matter.asked_by == actor.id,
        outcome=matter.outcome or "",
        decided_on=matter.decided_at.date() if matter.decided_at else None,
        is_due=matter.outcome == "agreed" and matter.done_at is None,
    )


def _named(session: Session, actor: Actor, ids: Collection[int]) -> dict[int, Named]:
    query = select(Article).where(Article.id.in_(ids), articles.known_to(actor))
    return {article.id: _subject(article) for article in session.scalars(query)}


def _subject(article: Article) -> Named:
    return Named(article.slug, article.title, article.language)


def _byline(session: Session, matter: Matter) -> str:
    (authorship,) = matter.detail.get("authorship") or (0,)
    return session.scalar(select(Authorship.shown).where(Authorship.id == authorship)) or ""


def _behind(session: Session, matter: Matter, until: datetime) -> Behind:
    """The one place where a page shows what is sealed; the caller has asked who looks, and when."""
    behind = articles.account_behind(matter.detail["authorship"][0]).scalar_subquery()
    account = session.scalars(select(Account).where(Account.id == behind)).one()
    return Behind(account.display_name, account.email, until.date())
