"""Who takes which step with an article, and what they may choose with it."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from wiki.accounts.policy import Action, Actor, may, moderated_domains
from wiki.articles.lifecycle import ONLINE, WRITERS, Part, Stage, Transition, step
from wiki.articles.models import Article, AuthorSeal, Authorship, Review, Revision
from wiki.articles.policy.people import parts, sealed_to
from wiki.articles.policy.reading import can_see_bin, may_know
from wiki.articles.policy.staged import Staged
from wiki.errors import NotAllowed, NotFound

# For how long a returned text is held against an author who wants to put small changes online.
CLEAN_FOR = timedelta(days=90)
AUDIENCES = ("everyone", "members", "domain")  # from wide to narrow
# A question holds nothing to apply.
NOT_APPLIED = frozenset({"question"})


def can_do(verb: str, article: Staged, having: Collection[Part]) -> bool:
    """Whether the table of transitions has a step for this verb, stage and person."""
    return _step(verb, article, having) is not None


def _step(verb: str, article: Staged, having: Collection[Part]) -> Transition | None:
    return step(verb, article.stage, having, is_change=article.change is not None, shown=article.state)


def can_place(actor: Actor, article: Article, domains: Collection[str]) -> bool:
    """Whether the actor may publish the newest text in these domains: what they add to or take from the author's
    choice, and every domain that readers would lose it in, has to be one they moderate."""
    mine = moderated_domains(actor)
    crossed = set(domains) ^ set(article.wished_domains)
    if article.published_id:
        crossed |= set(article.domains) - set(domains)
    return mine is None or crossed <= mine


def can_open(actor: Actor, article: Article, audience: str, domains: Collection[str]) -> bool:
    """Whether the actor may give the article to this audience: widening it takes all of its domains."""
    mine = moderated_domains(actor)
    is_wider = AUDIENCES.index(audience) < AUDIENCES.index(article.audience)
    return not is_wider or mine is None or set(domains) <= mine


def can_keep_template(actor: Actor, domain: str) -> bool:
    """Whether the actor keeps the templates of this domain; those of all domains are for who moderates in all."""
    mine = moderated_domains(actor)
    return mine is None or domain in mine


def is_trusted(session: Session, actor: Actor, article: Article, *, at: datetime, after: int) -> bool:
    """Whether moderators accepted at least `after` texts of the actor and returned none of late; 0 trusts nobody.

    For a role name count texts under role names, for a name those under it: what was decided about a text that somebody
    signed would show, in what happens with another, who is behind a role name.
    """
    if not after or actor.id is None:
        return False
    theirs = select(AuthorSeal.authorship_id).where(AuthorSeal.account_id == actor.id)
    own = select(Review.id).join(Revision, Revision.id == Review.revision_id)
    own = own.join(Authorship, Authorship.id == Revision.authorship_id).where(Authorship.id.in_(theirs))
    here = select(Authorship.id).where(Authorship.article_id == article.id, Authorship.id.in_(theirs))
    is_hidden = session.scalar(here.where(Authorship.kind == "role_name").limit(1)) is not None
    own = own.where(Authorship.kind == ("role_name" if is_hidden else "name"))
    accepted = own.where(Review.decision == "published").limit(after)
    returned = own.where(Review.decision == "returned", Review.at > at - CLEAN_FOR)
    return len(session.scalars(accepted).all()) >= after and session.scalar(returned.limit(1)) is None


def first_yes(session: Session, article: Article) -> Review | None:
    """Where two moderators have to agree: the yes of the first to the newest text; None where that was overtaken."""
    latest = select(Review).where(Review.article_id == article.id, Review.revision_id == article.head_id)
    found = session.scalar(latest.order_by(Review.id.desc()).limit(1))
    return found if found and found.decision == "seconded" else None


def agreed_by(actor: Actor) -> ColumnElement[bool]:
    """The articles of which the actor gave the first of two yeses to the newest text."""
    about = (Review.article_id == Article.id, Review.revision_id == Article.head_id)
    latest = select(func.max(Review.id)).where(*about).correlate(Article).scalar_subquery()
    own = (Review.decision == "seconded", Review.moderator_id == (actor.id or 0))
    return exists(select(Review.id).where(*about, Review.id == latest, *own))


def can_look_at(having: Collection[Part]) -> bool:
    """Whether somebody with these parts looks at small changes afterwards: a moderator, and not at their own."""
    return Part.MODERATOR in having and not WRITERS & frozenset(having)


def can_apply(actor: Actor, state: str, kind: str, having: Collection[Part]) -> bool:
    """Whether somebody with these parts tells of using what readers have: who takes part, and did not write it."""
    is_there = state in ONLINE and kind not in NOT_APPLIED
    return is_there and may(actor, Action.TAKE_PART) and not WRITERS & frozenset(having)


def can_curate(article: Staged, having: Collection[Part]) -> bool:
    """Who says by whom and beside what an article is looked at: whoever may look at small changes to it."""
    return article.state in ONLINE and can_look_at(having)


def require_templates(actor: Actor) -> None:
    """Raise NotFound for who keeps no templates: to them there is no such page."""
    if moderated_domains(actor) == frozenset():
        raise NotFound("templates")


def can_rename(article: Article, having: Collection[Part]) -> bool:
    """Who wrote something that readers never had gives it its address; after that a moderator does, for others have
    it in their notes."""
    if article.published_id is None:
        return bool(WRITERS & frozenset(having)) and can_do("save", article, having)
    return can_look_at(having)


def why_not_purged(article: Article, numbers: Collection[int]) -> str | None:
    """What stands in the way of purging these revisions: 'unknown' where one is not there or was purged before, 'shown'
    where readers have one of them. Of an article that readers find, that has to be hidden or changed first."""
    left = {revision.number for revision in article.revisions if revision.purged_on is None}
    if not numbers or not set(numbers) <= left:
        return "unknown"
    shown = article.published.number if article.published is not None and article.is_online else 0
    return "shown" if shown in numbers else None


def may_leave(session: Session, actor: Actor, article: Article) -> bool:
    """Whether an author may write along no more: nothing in the article is theirs, and they did not begin it."""
    own = select(Authorship.id).where(Authorship.article_id == article.id, sealed_to(actor))
    wrote = select(Revision.id).where(Revision.article_id == article.id, Revision.authorship_id.in_(own))
    began = select(Article.id).where(Article.id == article.id, Article.authorship_id.in_(own))
    return not any(session.scalar(select(exists(each))) for each in (wrote, began))


def require_step(session: Session, actor: Actor, article: Article, verb: str) -> tuple[Transition, frozenset[Part]]:
    """The step the actor makes, or NotFound for an article they may not know, NotAllowed for one they may."""
    having = parts(session, actor, article)
    if article.state == Stage.BINNED and not can_see_bin(article, having):
        raise NotFound(article.slug)
    made = _step(verb, article, having)
    if made is None:
        if may_know(session, actor, article, having):
            raise NotAllowed(verb)
        raise NotFound(article.slug)
    return made, having
