"""Publishing many small changes at once, each of which somebody looked at."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.articles import policy, services
from wiki.articles.lifecycle import Stage
from wiki.articles.models import Article
from wiki.errors import Conflict, Invalid, NotAllowed, NotFound
from wiki.moderation.policy.curation import require_moderator
from wiki.moderation.queries.small import is_small_change


@dataclass(frozen=True, slots=True)
class Published:
    """How many readers have now, how many wait for a second moderator, and the titles of what was left as it is."""

    done: int = 0
    agreed: int = 0
    left: tuple[str, ...] = ()


def publish_seen(
    session: Session, *, actor: Actor, at: datetime, seen: Mapping[str, int], of_two: Collection[str] = ()
) -> Published:
    """Publish these, by slug with the revision that was seen, where they were placed before. What meanwhile changed, or
    may not be published this way, is left and named. Raises NotFound for who publishes nothing."""
    require_moderator(actor)
    stages, left = [], []
    for slug, base in seen.items():
        try:
            with session.begin_nested():
                stages.append(_publish(session, slug, base, actor=actor, at=at, of_two=of_two).stage)
        except NotFound:
            continue  # the actor may not know that it is there
        except (Conflict, Invalid, NotAllowed):
            left.append(session.scalars(select(Article.title).where(Article.slug == slug)).one())
    return Published(stages.count(Stage.PUBLISHED), stages.count(Stage.IN_REVIEW), tuple(left))


def _publish(session: Session, slug: str, base: int, *, actor: Actor, at: datetime, of_two: Collection[str]) -> Article:
    article = session.scalar(select(Article).where(Article.slug == slug))
    if article is None:
        raise NotFound(slug)
    policy.require_step(session, actor, article, "publish")
    if article.head.number == base and not is_small_change(article):
        raise NotAllowed(slug)
    return services.publish(
        session,
        actor=actor,
        at=at,
        slug=slug,
        based_on=base,
        domains=article.domains,
        blocks=article.blocks,
        of_two=of_two,
    )
