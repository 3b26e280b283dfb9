"""What somebody is to an article: who wrote it, who decides about it, who stands for it. Authors are found through
their seal, and pages are never told who they are."""

from collections.abc import Collection
from functools import lru_cache

from sqlalchemy import BindParameter, ColumnElement, Integer, Select, and_, bindparam, exists, false, or_, select, true
from sqlalchemy.orm import Session

from wiki.accounts.models import Account
from wiki.accounts.policy import Action, Actor, Reach, may, moderated_domains, reaches
from wiki.articles.lifecycle import Part
from wiki.articles.models import Article, ArticleDomain, ArticleReviewer, AuthorSeal, Authorship, Revision


def placed_in(domains: Collection[str]) -> ColumnElement[bool]:
    """The articles that readers see in at least one of these domains."""
    return Article.id.in_(select(ArticleDomain.article_id).where(ArticleDomain.domain.in_(sorted(domains))))


def moderated_by(actor: Actor) -> ColumnElement[bool]:
    """The articles that readers find in a domain that the actor moderates."""
    mine = moderated_domains(actor)
    return true() if mine is None else placed_in(mine) if mine else false()


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
    row = session.execute(_parts_of_account(), {"account": actor.id or 0, "article": article.id}).one()
    is_author, is_editor, is_reviewer = row
    return parts_of(
        actor,
        is_author=is_author,
        is_editor=is_editor,
        is_reviewer=is_reviewer,
        domains=touched_domains(article),
    )


@lru_cache(maxsize=1)
def _parts_of_account() -> Select[bool, bool, bool]:
    """The statement of `parts`, made once: building it costs as much as running it."""
    account: BindParameter[int] = bindparam("account", type_=Integer)
    asked = (authored_by_account(account), edited_by_account(account), reviewed_by_account(account))
    return select(*asked).where(Article.id == bindparam("article", type_=Integer))


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
