"""Articles as cards: one in a list, with the words of the revision that the list is about."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from wiki.articles.lifecycle import Stage
from wiki.articles.models import Article, Revision
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


def cards(session: Session, ids: Sequence[int], today: date) -> tuple[Card, ...]:
    """Cards of these articles in this order, as published. The caller has filtered them by `visible_to`."""
    found = {a.id: a for a in session.scalars(select(Article).where(Article.id.in_(ids)).options(*WITH_LEAD))}
    return tuple(card(found[i], found[i].published or found[i].head, today) for i in ids if i in found)


def card(article: Article, revision: Revision, today: date) -> Card:
    """A card with the words of this revision."""
    return Card(**card_values(article, revision, today))


def card_values(article: Article, revision: Revision, today: date) -> dict[str, Any]:
    kind = TYPES[article.type]
    shown = article.domains if revision.id == article.published_id else tuple(revision.domains)
    online = article.state if article.published_id is None or article.is_online else Stage.ARCHIVED.value
    return {
        "slug": article.slug,
        "title": revision.title,
        "type": kind,
        "domains": tuple(DOMAINS[slug] for slug in DOMAINS if slug in shown),
        "language": article.language,
        "state": online,
        "stage": article.stage,
        "lead": revision.lead or None,
        "lead_label": kind.lead_label if revision.lead else None,
        "byline": article.authorship.shown if article.authorship else "",
        "changed_on": article.changed_on,
        "verified_until": article.verified_until,
        "overdue": article.verified_until is not None and article.verified_until < today,
    }
