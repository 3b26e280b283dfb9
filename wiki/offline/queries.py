"""What devices may hold, for whoever asks: which articles in which version, and the texts of some of them."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki import __version__
from wiki.accounts.policy import Actor
from wiki.articles import queries
from wiki.articles.devices import kept_by
from wiki.articles.models import Article, Authorship, Revision
from wiki.articles.queries.cards import WITH_TEXT, is_overdue, joined_domains
from wiki.articles.queries.shown import Card, ContentsLine

ROWS_A_PAGE = 1000


@dataclass(frozen=True, slots=True)
class Row:
    """One article that may be kept; `is_own` says that it stands in a domain of whoever asks."""

    slug: str
    version: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class Text:
    """The published text of an article as a device keeps it."""

    card: Card
    version: str
    number: int
    lead_more: Markup | None
    body: Markup
    headings: tuple[ContentsLine, ...]
    plain: str
    complete: bool


def rows(
    session: Session, actor: Actor, domains: Collection[str], number: int, *, locale: str, today: date
) -> tuple[tuple[Row, ...], bool]:
    """A page of all that the actor may keep, what was confirmed last first; and whether there are more pages."""
    first = (number - 1) * ROWS_A_PAGE
    query = _versions(session, actor).order_by(
        Article.verified_on.desc().nulls_last(), Article.changed_on.desc(), Article.id.desc()
    )
    found = session.execute(query.offset(first).limit(ROWS_A_PAGE + 1)).all()
    here = tuple(
        Row(row.slug, _version(row, locale, today), not {*row.places.split(",")}.isdisjoint(domains))
        for row in found[:ROWS_A_PAGE]
    )
    return here, len(found) > ROWS_A_PAGE


def texts(session: Session, actor: Actor, slugs: Sequence[str], *, locale: str, today: date) -> tuple[Text, ...]:
    """The texts of these articles, as far as the actor may keep them."""
    versions = {
        row.id: _version(row, locale, today)
        for row in session.execute(_versions(session, actor).where(Article.slug.in_(slugs)))
    }
    articles = session.scalars(select(Article).where(Article.id.in_(versions)).options(*WITH_TEXT))
    return tuple(_text(article, versions[article.id], today) for article in articles)


def _versions(session: Session, actor: Actor) -> Any:
    columns = (
        Article.id,
        Article.slug,
        Article.state,
        Article.verified_on,
        Article.verified_until,
        Article.changed_on,
        Revision.id.label("revision"),
        Revision.number,
        Authorship.shown,
        joined_domains(session.get_bind().dialect.name).label("places"),
    )
    query = select(*columns).join(Revision, Revision.id == Article.published_id)
    return query.outerjoin(Authorship, Authorship.id == Article.authorship_id).where(kept_by(actor))


def _version(row: Any, locale: str, today: date) -> str:
    """Other as soon as anything differs that a copy shows, and the same on every server."""
    told = (row.revision, row.state, row.verified_until, row.changed_on, row.shown, sorted(row.places.split(",")))
    basis = repr((__version__, locale, is_overdue(row.state, row.verified_until, today), told))
    return f"{row.number}.{hashlib.sha256(basis.encode()).hexdigest()[:10]}"


def _text(article: Article, version: str, today: date) -> Text:
    shown = article.published
    assert shown is not None
    return Text(
        card=queries.card(article, shown, today),
        version=version,
        number=shown.number,
        lead_more=Markup(shown.lead_more) if shown.lead_more else None,  # noqa: S704  sanitised when saved
        body=Markup(shown.html),  # noqa: S704  sanitised when saved
        headings=tuple(ContentsLine(id, text) for id, text in shown.headings),
        plain=shown.plain,
        complete=shown.complete,
    )
