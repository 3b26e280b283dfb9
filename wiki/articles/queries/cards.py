"""Articles as cards: one in a list, with the words of the revision that the list is about."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, bindparam, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from wiki.articles.lifecycle import HIDDEN, ONLINE, Stage
from wiki.articles.models import Article, ArticleDomain, Authorship, Revision
from wiki.articles.queries.shown import Card
from wiki.taxonomy.data import DOMAINS, TYPES

_ON_A_CARD = (Revision.title, Revision.lead, Revision.number, Revision.domains)
WITH_LEAD = (
    joinedload(Article.published).load_only(*_ON_A_CARD),
    joinedload(Article.head).load_only(*_ON_A_CARD),
    joinedload(Article.authorship),
    selectinload(Article.in_domains),
)
WITH_TEXT = (joinedload(Article.published), joinedload(Article.head), joinedload(Article.authorship))


# Columns and not entities, made once: a page of results would cost half as much again with ten articles and all that
# hangs on them.
@lru_cache(maxsize=2)
def _shown_in(dialect: str) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Article.id,
            Article.slug,
            Article.type,
            Article.language,
            Article.state,
            Article.change,
            Article.published_id,
            Article.changed_on,
            Article.verified_until,
            Revision.title,
            Revision.lead,
            Revision.domains,
            Authorship.shown,
            joined_domains(dialect).label("places"),
        )
        .join(Revision, Revision.id == func.coalesce(Article.published_id, Article.head_id))
        .outerjoin(Authorship, Authorship.id == Article.authorship_id)
        .where(Article.id.in_(bindparam("ids", expanding=True)))
    )


def joined_domains(dialect: str) -> ScalarSelect[str]:
    """The domains that an article stands in for readers, as one text with commas."""
    joined = func.string_agg if dialect == "postgresql" else func.group_concat
    return select(joined(ArticleDomain.domain, ",")).where(ArticleDomain.article_id == Article.id).scalar_subquery()


def cards(session: Session, ids: Sequence[int], today: date) -> tuple[Card, ...]:
    """Cards of these articles in this order, as published. The caller has filtered them by `visible_to`."""
    if not ids:
        return ()
    connection = session.connection()
    rows = connection.execute(_shown_in(connection.dialect.name), {"ids": list(ids)})
    found = {row.id: _card_of(row, today) for row in rows}
    return tuple(found[key] for key in ids if key in found)


def _card_of(row: Any, today: date) -> Card:
    shown = (row.places or "").split(",") if row.published_id else row.domains
    kind = TYPES[row.type]
    return Card(
        slug=row.slug,
        title=row.title,
        type=kind,
        domains=tuple(domain for slug, domain in DOMAINS.items() if slug in shown),
        language=row.language,
        state=_online(row.state, row.published_id),
        stage=row.change or row.state,
        lead=row.lead or None,
        lead_label=kind.lead_label if row.lead else None,
        byline=row.shown or "",
        changed_on=row.changed_on,
        verified_until=row.verified_until,
        overdue=is_overdue(row.state, row.verified_until, today),
    )


def is_overdue(state: str, verified_until: date | None, today: date) -> bool:
    """Whether nobody confirmed of late that an article holds: its date is past, or it needs review."""
    return state == Stage.NEEDS_REVIEW or (verified_until is not None and verified_until < today)


def overdue_on(today: date) -> ColumnElement[bool]:
    """The same for a statement."""
    return or_(Article.state == Stage.NEEDS_REVIEW, Article.verified_until < today)


def _online(state: str, published_id: int | None) -> str:
    """Where readers find an article: what was published stays for them, archived or not."""
    return state if published_id is None or state in (*ONLINE, *HIDDEN) else Stage.ARCHIVED.value


def card(article: Article, revision: Revision, today: date) -> Card:
    """A card with the words of this revision."""
    return Card(**card_values(article, revision, today))


def card_values(article: Article, revision: Revision, today: date) -> dict[str, Any]:
    kind = TYPES[article.type]
    shown = article.domains if revision.id == article.published_id else tuple(revision.domains)
    return {
        "slug": article.slug,
        "title": revision.title,
        "type": kind,
        "domains": tuple(DOMAINS[slug] for slug in DOMAINS if slug in shown),
        "language": article.language,
        "state": _online(article.state, article.published_id),
        "stage": article.stage,
        "lead": revision.lead or None,
        "lead_label": kind.lead_label if revision.lead else None,
        "byline": article.authorship.shown if article.authorship else "",
        "changed_on": article.changed_on,
        "verified_until": article.verified_until,
        "overdue": is_overdue(article.state, article.verified_until, today),
    }
