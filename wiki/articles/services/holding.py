"""Articles that nobody stands for any more, listed so that the list tells nobody who left.

The day that a colleague leaves, everybody around them knows. Were their articles listed on that day, it would be known
whose they are. So what stands under a role name is listed with that of others alone: once, in each of its domains, as
many people are behind what would be new as a role name has to hide among (domain reference, section 8.3). What stands
under a name tells that already.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, select, update
from sqlalchemy.orm import Session, aliased

from wiki.articles import policy
from wiki.articles.lifecycle import ONLINE
from wiki.articles.models import Article, ArticleDomain, AuthorSeal, Authorship

SMALLEST_GROUP = 5


def list_unheld(session: Session, *, on: date) -> None:
    """List what moderators may know by now that nobody stands for."""
    left = and_(Article.state.in_(ONLINE), Article.unheld_on.is_(None), ~policy.is_held())
    named = session.scalars(select(Article.id).where(left, ~_has_role_name())).all()
    query = (
        select(Article.id, ArticleDomain.domain, AuthorSeal.account_id)
        .join(ArticleDomain, ArticleDomain.article_id == Article.id)
        .join(Authorship, Authorship.article_id == Article.id)
        .join(AuthorSeal, AuthorSeal.authorship_id == Authorship.id)
        .where(left, Authorship.is_author, _has_role_name())
    )
    hidden = _among_enough([(article, domain, account) for article, domain, account in session.execute(query)])
    session.execute(update(Article).where(Article.id.in_({*named, *hidden})).values(unheld_on=on))


def _among_enough(rows: Sequence[tuple[int, str, int]]) -> set[int]:
    """The articles of which every domain has enough people behind what stays. Each that goes may leave too few behind
    the others, so this goes on until none goes."""
    behind: dict[str, set[int]] = defaultdict(set)
    for _article, domain, account in rows:
        behind[domain].add(account)
    alone = {article for article, domain, _account in rows if len(behind[domain]) < SMALLEST_GROUP}
    if not alone:
        return {article for article, _domain, _account in rows}
    return _among_enough([row for row in rows if row[0] not in alone])


def _has_role_name() -> ColumnElement[bool]:
    author = aliased(Authorship)
    return exists().where(author.article_id == Article.id, author.is_author, author.kind == "role_name")
