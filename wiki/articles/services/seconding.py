"""The second pair of eyes: in the domains that the settings name, readers get a text after two moderators agreed.

The first yes is a decision of its own, about one revision: a newer text starts again, and so does one that was returned
in between.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.articles import policy
from wiki.articles.lifecycle import Part
from wiki.articles.models import Article, Review
from wiki.articles.services.changes import note
from wiki.errors import NotAllowed


class AnotherNeeded(NotAllowed):
    """This moderator agreed already; somebody else has to."""


def is_first_yes(
    session: Session, article: Article, *, actor: Actor, at: datetime, domains: Collection[str], of_two: Collection[str]
) -> bool:
    """Whether the article goes on waiting, for one more moderator: then this one's yes is kept. Raises AnotherNeeded
    where it is here already. Moving the article out of a domain of two takes two as well."""
    if not frozenset(of_two) & ({*domains} | policy.touched_domains(article)):
        return False
    before = policy.first_yes(session, article)
    if before is None:
        _keep(session, article, actor, at)
    elif before.moderator_id == actor.id:
        raise AnotherNeeded("publish")
    return before is None


def _keep(session: Session, article: Article, actor: Actor, at: datetime) -> None:
    session.add(
        Review(
            article_id=article.id,
            revision_id=article.head_id,
            moderator_id=actor.id,
            decision="seconded",
            at=at,
            waited_since=article.waiting_since,
        )
    )
    number = article.head.number
    note(session, "article.seconded", article, at=at, role=Part.MODERATOR, actor=actor, revision=number)
    session.flush()
