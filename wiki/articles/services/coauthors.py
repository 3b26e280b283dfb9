"""Writing along: an author asks a colleague, who becomes an author too by saying yes.

Whether an address belongs to somebody is told to nobody who asks: the answer is the same in every case. Nobody becomes
an author of something without saying so. Whoever did may leave as long as nothing in the article is theirs: who wrote
something has a hand in it, and never decides about it. They join under a name that tells nothing, and choose their own.
"""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from wiki.accounts.models import Account
from wiki.accounts.policy import Action, Actor, may
from wiki.accounts.queries import actor_for, writer_by_email
from wiki.articles import policy
from wiki.articles.lifecycle import Part
from wiki.articles.models import CO_AUTHOR_BYLINE, Article, AuthorSeal, Authorship, CoAuthorInvitation
from wiki.articles.services.byline import own_authorship
from wiki.articles.services.changes import locked, note
from wiki.errors import NotAllowed, NotFound

MOST_OPEN = 20


def invite(session: Session, *, actor: Actor, at: datetime, slug: str, email: str) -> None:
    """Ask whoever has this address, if they may write and are no author yet. Raises NotFound, NotAllowed."""
    article = _as_author(session, actor, slug)
    note(session, "article.co_author_asked", article, at=at, role=Part.AUTHOR)
    account = writer_by_email(session, email)
    if account is None or _is_author(session, article, account.id):
        return
    open_ones = session.scalars(select(CoAuthorInvitation).where(CoAuthorInvitation.article_id == article.id)).all()
    known = any(one.account_id == account.id for one in open_ones)
    if not known and len(open_ones) < MOST_OPEN:
        own = own_authorship(session, actor, article)
        by = own.shown if own else ""
        session.add(CoAuthorInvitation(article_id=article.id, account_id=account.id, by=by, asked_on=at.date()))
        session.flush()


def withdraw_invitations(session: Session, *, actor: Actor, at: datetime, slug: str) -> None:
    """Take back every question that was not answered yet. Raises NotFound, NotAllowed."""
    article = _as_author(session, actor, slug)
    session.execute(delete(CoAuthorInvitation).where(CoAuthorInvitation.article_id == article.id))
    note(session, "article.co_authors_unasked", article, at=at, role=Part.AUTHOR)


def accept(session: Session, invitation_id: int, *, actor: Actor, at: datetime) -> Article:
    """Become an author of the article. Raises NotFound for a question to somebody else.

    The inviter knows the address: a role name from elsewhere, or one that a moderator had here before, would tell them
    whose it is.
    """
    asked = _own(session, invitation_id, actor)
    article = locked(session, asked.article.slug)
    session.delete(asked)
    join(session, article, asked.account_id, at=at)
    return article


def join(session: Session, article: Article, account_id: int, *, at: datetime) -> None:
    """Make somebody an author of the article; the caller has heard both them and the author say yes. Who may not write
    now does not become one."""
    account = session.get_one(Account, account_id)
    if not account.is_active or not may(actor_for(account), Action.WRITE):
        return
    own = Authorship(article_id=article.id, kind="role_name", shown=CO_AUTHOR_BYLINE, is_author=True)
    session.add(own)
    session.flush()
    session.add(AuthorSeal(authorship_id=own.id, account_id=account_id))
    note(session, "article.co_author_joined", article, at=at, role=Part.AUTHOR)
    session.flush()


def decline(session: Session, invitation_id: int, *, actor: Actor) -> None:
    """Say no; nobody is told. Raises NotFound for a question to somebody else."""
    session.delete(_own(session, invitation_id, actor))
    session.flush()


def leave(session: Session, *, actor: Actor, at: datetime, slug: str) -> None:
    """Write along no more. Raises NotAllowed for who began the article or saved something in it."""
    article = _as_author(session, actor, slug)
    own = own_authorship(session, actor, article)
    if own is None or not policy.may_leave(session, actor, article):
        raise NotAllowed("leave")
    session.delete(own)
    note(session, "article.co_author_left", article, at=at, role=Part.AUTHOR)
    session.flush()


def _as_author(session: Session, actor: Actor, slug: str) -> Article:
    article = locked(session, slug)
    having = policy.parts(session, actor, article)
    if Part.AUTHOR in having:
        return article
    if policy.may_know(session, actor, article, having):
        raise NotAllowed("invite")
    raise NotFound(slug)


def _own(session: Session, invitation_id: int, actor: Actor) -> CoAuthorInvitation:
    found = session.get(CoAuthorInvitation, invitation_id)
    if found is None or found.account_id != actor.id or not may(actor, Action.WRITE):
        raise NotFound(f"co-author invitation {invitation_id}")
    return found


def _is_author(session: Session, article: Article, account_id: int) -> bool:
    query = select(Article.id).where(Article.id == article.id, policy.authored_by_account(account_id))
    return session.scalar(query) is not None
