"""Who may put in order what is beside articles, and many of them at once. Rights on one are with articles."""

from collections.abc import Collection
from datetime import datetime, timedelta

from wiki.accounts.policy import Actor, moderated_domains
from wiki.articles.lifecycle import WRITERS, Part, Stage
from wiki.articles.models import Article
from wiki.articles.services.content import MOST_TAGS
from wiki.errors import NotFound
from wiki.moderation.models import BulkChange

UNDONE_WITHIN = timedelta(days=30)
ADD_TAG, REMOVE_TAG, ARCHIVE = "add-tag", "remove-tag", "archive"
KINDS = (ADD_TAG, REMOVE_TAG, ARCHIVE)


def can_see_tags(actor: Actor) -> bool:
    """Moderators see the list of tags; who manages the taxonomy changes it."""
    return actor.can_review or actor.can_manage_taxonomy


def require_tags(actor: Actor) -> None:
    """Raise NotFound for who does not see the list of tags: to them there is no such page."""
    if not can_see_tags(actor):
        raise NotFound("tags")


def require_taxonomy(actor: Actor) -> None:
    """Raise NotFound for who does not change tags."""
    if not actor.can_manage_taxonomy:
        raise NotFound("tags")


def why_not_change(article: Article, kind: str, tag: str, having: Collection[Part]) -> str | None:
    """The code of why an article is left out when this is done to many at once; the one by one rules hold, and a change
    that somebody is writing is not ended in passing."""
    tags = {each.slug for each in article.tags}
    stands = {
        **_not_for(having),
        "state": not article.is_online,
        "change": kind == ARCHIVE and article.change is not None,
        "has-tag": kind == ADD_TAG and tag in tags,
        "too-many": kind == ADD_TAG and len(tags) >= MOST_TAGS,
        "lacks-tag": kind == REMOVE_TAG and tag not in tags,
    }
    return next((code for code, holds in stands.items() if holds), None)


def why_not_undo(
    article: Article, kind: str, expected: Collection[str], having: Collection[Part], *, was_published: bool
) -> str | None:
    """The same for putting back what was done: `expected` are the tags that it left the article with. What readers were
    given since and do not have any more was taken from them by a later decision, which stands."""
    is_archived = article.state == Stage.ARCHIVED and article.merged_into_id is None and not was_published
    as_left = is_archived if kind == ARCHIVE else {each.slug for each in article.tags} == set(expected)
    return next((code for code, holds in {**_not_for(having), "changed": not as_left}.items() if holds), None)


def may_know_change(actor: Actor, change: BulkChange, domains: Collection[str]) -> bool:
    """Whoever did it, and whoever moderates in all the domains that it reached into."""
    mine = moderated_domains(actor)
    return actor.can_review and (change.account_id == actor.id or mine is None or set(domains) <= mine)


def can_undo(change: BulkChange, at: datetime) -> bool:
    return change.undone_at is None and at - change.at <= UNDONE_WITHIN


def _not_for(having: Collection[Part]) -> dict[str, bool]:
    return {"not-yours": Part.MODERATOR not in having, "own": bool(WRITERS & frozenset(having))}
