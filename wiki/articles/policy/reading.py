"""Who reads which text of an article, and who may know that there is one."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, false, func, or_, select
from sqlalchemy.orm import Session

from wiki.accounts.policy import Action, Actor, may, moderated_domains
from wiki.articles.lifecycle import HIDDEN, ONLINE, WRITERS, Part, Stage
from wiki.articles.models import Article, Revision
from wiki.articles.policy.people import (
    authored_by,
    edited_by,
    is_privacy_officer,
    moderated_by,
    placed_in,
    written_by,
)
from wiki.articles.policy.staged import Staged


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The articles of which the actor may read the published text; archived ones too, for addresses keep working."""
    online = and_(Article.published_id.is_not(None), Article.state.not_in(HIDDEN))
    if not actor.is_signed_in:
        return and_(online, Article.audience == "everyone")
    if not may(actor, Action.READ):
        return false()
    if any(not grant.domain for grant in actor.grants):
        return online
    return and_(online, or_(Article.audience != "domain", placed_in(actor.domains)))


def visibility_key(actor: Actor) -> str:
    """The same for any two actors to whom `visible_to` shows the same articles."""
    if not actor.is_signed_in:
        return "visitor"
    if not may(actor, Action.READ):
        return "nothing"
    if any(not grant.domain for grant in actor.grants):
        return "all"
    return ",".join(sorted(actor.domains))


def listed_to(actor: Actor) -> ColumnElement[bool]:
    """What lists and search show by themselves: visible and not archived."""
    return and_(visible_to(actor), Article.state.in_(ONLINE))


def known_to(actor: Actor) -> ColumnElement[bool]:
    """The articles that may be named to the actor: those they read, their own work, and hidden ones where they are one
    of the two who decide."""
    decides = [and_(Article.state == Stage.WITHDRAWN, moderated_by(actor))]
    if is_privacy_officer(actor):
        decides.append(Article.state == Stage.WITHDRAWN)
    return or_(visible_to(actor), written_by(actor), *decides)


def can_see_head(article: Staged, having: Collection[Part]) -> bool:
    """The newest text is for who writes it, and for a moderator while it waits. Readers get the published one."""
    if WRITERS & frozenset(having):
        return True
    return Part.MODERATOR in having and article.stage == Stage.IN_REVIEW


def can_see_withdrawn(article: Staged, having: Collection[Part]) -> bool:
    """What is hidden from readers stays to be seen for who wrote it and for the two who decide about it."""
    decides = frozenset({Part.MODERATOR, Part.PRIVACY}) | WRITERS
    return article.state == Stage.WITHDRAWN and bool(decides & frozenset(having))


def can_see_bin(article: Article, having: Collection[Part]) -> bool:
    """Who wrote something finds it in the bin, and a moderator what readers once had."""
    finds = {Part.AUTHOR} if article.published_id is None else {Part.AUTHOR, Part.MODERATOR}
    return article.state == Stage.BINNED and bool(finds & frozenset(having))


def is_visible(session: Session, actor: Actor, article: Article) -> bool:
    """Whether the actor may read the published text of this one article."""
    return bool(session.scalar(select(Article.id).where(Article.id == article.id, visible_to(actor))))


def may_know(session: Session, actor: Actor, article: Article, having: Collection[Part]) -> bool:
    """Whether somebody with these parts may know that there is such an article."""
    if article.state == Stage.BINNED:
        return can_see_bin(article, having)
    if can_see_head(article, having) or can_see_withdrawn(article, having):
        return True
    return is_visible(session, actor, article)


def revision_visible_to(actor: Actor) -> ColumnElement[bool]:
    """The revisions whose text the actor may see, for statements that join them with their articles: those that were
    published for readers, all of an article for its authors, those of a change for who has a hand in it, the one
    that waits for a moderator, and of what no reader sees what was published for who decides about that."""
    mine = moderated_domains(actor)
    waiting = [Article.waiting_in.contains(f",{domain},") for domain in sorted(mine or ())]
    decides = [] if mine is None else [or_(false(), *waiting)]
    stage = func.coalesce(Article.change, Article.state)
    seen = [and_(Revision.published_on.is_not(None), visible_to(actor))]
    if may(actor, Action.WRITE):
        seen.append(authored_by(actor))
        seen.append(and_(edited_by(actor), Revision.number >= Article.change_from))
    was_read = Revision.published_on.is_not(None)
    seen.append(and_(was_read, Article.state.in_(HIDDEN), moderated_by(actor)))
    if is_privacy_officer(actor):
        seen.append(and_(was_read, Article.state == Stage.WITHDRAWN))
    return or_(*seen, and_(stage == Stage.IN_REVIEW, Revision.id == Article.head_id, *decides))
