"""Who may see and do what with an article. Services enforce, queries filter and templates ask these same rules."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import BindParameter, ColumnElement, Select, and_, exists, false, func, or_, select, true
from sqlalchemy.orm import Session

from wiki.accounts.models import Account
from wiki.accounts.policy import Action, Actor, Reach, may, moderated_domains, reaches
from wiki.articles.lifecycle import HIDDEN, ONLINE, WRITERS, Part, Stage, Transition, step
from wiki.articles.models import Article, ArticleDomain, ArticleReviewer, AuthorSeal, Authorship, Review, Revision
from wiki.errors import NotAllowed, NotFound


class Staged(Protocol):
    """An article, or what a page knows of one, as far as the life cycle goes."""

    @property
    def state(self) -> str: ...

    @property
    def stage(self) -> str: ...

    @property
    def change(self) -> str | None: ...


# For how long a returned text is held against an author who wants to put small changes online.
CLEAN_FOR = timedelta(days=90)
AUDIENCES = ("everyone", "members", "domain")  # from wide to narrow
# A question holds nothing to apply.
NOT_APPLIED = frozenset({"question"})


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


def placed_in(domains: Collection[str]) -> ColumnElement[bool]:
    """The articles that readers see in at least one of these domains."""
    return Article.id.in_(select(ArticleDomain.article_id).where(ArticleDomain.domain.in_(sorted(domains))))


def authored_by(actor: Actor) -> ColumnElement[bool]:
    """The articles with an authorship sealed to this actor."""
    return authored_by_account(actor.id or 0)


def authored_by_account(account: int | BindParameter[int]) -> ColumnElement[bool]:
    """The same for the id of an account, or for a parameter of a statement that is kept."""
    return exists(
        select(AuthorSeal.authorship_id)
        .join(Authorship, Authorship.id == AuthorSeal.authorship_id)
        .where(Authorship.article_id == Article.id, Authorship.is_author, AuthorSeal.account_id == account)
    )


def edited_by(actor: Actor) -> ColumnElement[bool]:
    """The articles with a change under way in which this actor has a hand."""
    return edited_by_account(actor.id or 0)


def edited_by_account(account: int | BindParameter[int]) -> ColumnElement[bool]:
    """The same for the id of an account, or for a parameter of a statement that is kept."""
    return and_(
        Article.change_from.is_not(None),
        exists(
            select(Revision.id)
            .join(AuthorSeal, AuthorSeal.authorship_id == Revision.authorship_id)
            .where(
                Revision.article_id == Article.id,
                Revision.number >= Article.change_from,
                AuthorSeal.account_id == account,
            )
        ),
    )


def written_by(actor: Actor) -> ColumnElement[bool]:
    """The articles that are the actor's own work in either way: what they see as theirs and never decide about."""
    return or_(authored_by(actor), edited_by(actor))


def reviewed_by_account(account: int | BindParameter[int]) -> ColumnElement[bool]:
    """The articles for which this account was named as a reviewer."""
    named = select(ArticleReviewer.article_id)
    return exists(named.where(ArticleReviewer.article_id == Article.id, ArticleReviewer.account_id == account))


def is_held() -> ColumnElement[bool]:
    """The articles that somebody still stands for: an author, or a named reviewer, who has an account in use."""
    authors = (
        select(AuthorSeal.authorship_id)
        .join(Authorship, Authorship.id == AuthorSeal.authorship_id)
        .join(Account, Account.id == AuthorSeal.account_id)
        .where(Authorship.article_id == Article.id, Authorship.is_author, Account.is_active)
    )
    return or_(exists(authors), has_reviewer())


def has_reviewer() -> ColumnElement[bool]:
    """The articles with a named reviewer who has an account in use: that, moderators may know."""
    reviewers = select(ArticleReviewer.account_id).join(Account, Account.id == ArticleReviewer.account_id)
    return exists(reviewers.where(ArticleReviewer.article_id == Article.id, Account.is_active))


def sealed_to(actor: Actor) -> ColumnElement[bool]:
    """The authorships that are this actor's own; only ever for showing somebody their own choice."""
    return exists().where(AuthorSeal.authorship_id == Authorship.id, AuthorSeal.account_id == (actor.id or 0))


def accounts_of_authors(article_id: int) -> Select[int]:
    """The accounts that are told what happens to an article."""
    sealed = select(AuthorSeal.account_id).join(Authorship, Authorship.id == AuthorSeal.authorship_id)
    return sealed.where(Authorship.article_id == article_id, Authorship.is_author)


def account_behind(authorship_id: int) -> Select[int]:
    """The account that one authorship is sealed to: for the two who break the glass, and for nothing else that is shown
    (domain reference, section 8.4)."""
    return select(AuthorSeal.account_id).where(AuthorSeal.authorship_id == authorship_id)


def parts(session: Session, actor: Actor, article: Article) -> frozenset[Part]:
    """What the actor is to this article."""
    account = actor.id or 0
    query = select(authored_by(actor), edited_by(actor), reviewed_by_account(account)).where(Article.id == article.id)
    is_author, is_editor, is_reviewer = session.execute(query).one()
    return parts_of(
        actor,
        is_author=is_author,
        is_editor=is_editor,
        is_reviewer=is_reviewer,
        domains=touched_domains(article),
    )


def parts_of(
    actor: Actor, *, is_author: bool, is_editor: bool, is_reviewer: bool = False, domains: Collection[str]
) -> frozenset[Part]:
    """The same from values that a query already brought along."""
    found = set()
    if is_author and may(actor, Action.WRITE):
        found.add(Part.AUTHOR)
    if is_editor and not is_author and may(actor, Action.WRITE):
        found.add(Part.EDITOR)
    if may(actor, Action.MODERATE, domains):
        found.add(Part.MODERATOR)
    if is_reviewer and may(actor, Action.TAKE_PART):
        found.add(Part.REVIEWER)
    if may(actor, Action.HIDE):
        found.add(Part.GUARD)
    if is_privacy_officer(actor):
        found.add(Part.PRIVACY)
    return frozenset(found)


def is_privacy_officer(actor: Actor) -> bool:
    """Whether the actor is one of the two who decide where personal data is at stake."""
    return reaches(actor, Action.PURGE, Reach.APPROVE)


def touched_domains(article: Article) -> frozenset[str]:
    """The domains whose moderators decide: those readers see it in and those the newest text is for."""
    return frozenset(article.domains) | frozenset(article.wished_domains)


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


def known_to(actor: Actor) -> ColumnElement[bool]:
    """The articles that may be named to the actor: those they read, their own work, and hidden ones where they are one
    of the two who decide."""
    decides = [and_(Article.state == Stage.WITHDRAWN, moderated_by(actor))]
    if is_privacy_officer(actor):
        decides.append(Article.state == Stage.WITHDRAWN)
    return or_(visible_to(actor), written_by(actor), *decides)


def moderated_by(actor: Actor) -> ColumnElement[bool]:
    """The articles that readers find in a domain that the actor moderates."""
    mine = moderated_domains(actor)
    return true() if mine is None else placed_in(mine) if mine else false()


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
