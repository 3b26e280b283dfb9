"""Where a published article stands, without a new text: its domains and building blocks."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.articles import order
from wiki.articles.lifecycle import Part
from wiki.articles.models import Article
from wiki.articles.services.changes import locked, note, readers_see_another_wiki
from wiki.articles.services.content import check_places
from wiki.errors import Invalid, NotAllowed


def place(
    session: Session,
    *,
    actor: Actor,
    at: datetime,
    slug: str,
    domains: Sequence[str],
    blocks: Sequence[str],
    of_two: Collection[str] = (),
) -> Article:
    """Put what readers have into these domains and building blocks. A change that waits for a moderator waits for those
    of where the article is now. Into or out of the domains `of_two`, where two moderators agree about every text, it
    goes with a publication alone.

    Raises Invalid ('not-yours' where that reaches into domains that others moderate, 'takes-two'), NotAllowed and
    NotFound.
    """
    article = locked(session, slug)
    order.require_order(session, actor, article)
    if not article.is_online:
        raise NotAllowed("place")
    check_places(domains, blocks)
    if not order.can_move(actor, article, domains):
        raise Invalid({"domains": "not-yours"})
    if frozenset(of_two) & (set(domains) ^ set(article.domains)):
        raise Invalid({"domains": "takes-two"})
    if (set(domains), set(blocks)) == (set(article.domains), set(article.blocks)):
        return article
    article.place(tuple(domains), tuple(blocks))
    if article.waiting_since is not None:
        article.wait(article.waiting_since, article.waiting_risk)
    note(session, "article.placed", article, at=at, role=Part.MODERATOR, actor=actor)
    readers_see_another_wiki(session, article)
    session.flush()
    return article
