"""The questions that this moderator asks often."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.moderation.models import CannedQuestion
from wiki.moderation.policy.curation import require_moderator


def own(session: Session, actor: Actor) -> tuple[CannedQuestion, ...]:
    """In the order in which they were made; raises NotFound for who asks no questions."""
    require_moderator(actor)
    query = select(CannedQuestion).where(CannedQuestion.account_id == actor.id)
    return tuple(session.scalars(query.order_by(CannedQuestion.id)))


def texts(session: Session, actor: Actor, ids: Collection[int]) -> list[str]:
    """The words of those among these that are the actor's own."""
    return [each.text for each in own(session, actor) if each.id in ids]
