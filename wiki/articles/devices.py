"""What a reader may keep on a device of their own, where a right that is taken away reaches it only later."""

from sqlalchemy import ColumnElement, and_, exists, false
from sqlalchemy.orm import aliased

from wiki.accounts.policy import Actor
from wiki.articles import policy
from wiki.articles.lifecycle import ONLINE
from wiki.articles.models import Article, Revision

# What is for some domains alone never leaves the server.
AUDIENCES = ("everyone", "members")


def can_keep(actor: Actor, state: str, audience: str) -> bool:
    """Whether a page offers to keep the published text, to somebody who may read it."""
    return actor.is_signed_in and state in ONLINE and audience in AUDIENCES


def kept_by(actor: Actor) -> ColumnElement[bool]:
    """The articles whose published text the actor may keep: listed, for more than some domains, and not purged."""
    if not actor.is_signed_in:
        return false()
    shown = aliased(Revision)
    whole = exists().where(shown.id == Article.published_id, shown.purged_on.is_(None))
    return and_(policy.listed_to(actor), Article.audience.in_(AUDIENCES), whole)
