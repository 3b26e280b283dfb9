"""What pages about accounts show, and the one question that every request asks: who is this?"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from sqlalchemy import Select, bindparam, or_, select
from sqlalchemy.orm import Session

from wiki.accounts import tokens
from wiki.accounts.models import Account, Invitation, RoleGrant, SignInSession
from wiki.accounts.policy import RIGHTS, Action, Actor, Grant, Reach, Role, may, require_user_management
from wiki.database import Moment
from wiki.errors import NotFound
from wiki.web.paging import Paged, paged

USERS_A_PAGE = 50

_session, _account, _grant = SignInSession.__table__.c, Account.__table__.c, RoleGrant.__table__.c
# Tables and not classes, made once: every page of the site asks this, and entities would double what it costs.
_WHO_IS_THIS = (
    select(
        _session.id,
        _session.seen_at < bindparam("stale_before", type_=Moment()),
        _account.id,
        _account.display_name,
        _account.locale,
        _grant.role,
        _grant.domain,
    )
    .select_from(SignInSession.__table__)
    .join(Account.__table__, _account.id == _session.account_id)
    .outerjoin(RoleGrant.__table__, _grant.account_id == _account.id)
    .where(
        _session.token_hash == bindparam("token_hash"),
        _session.seen_at > bindparam("seen_after", type_=Moment()),
        _session.started_at > bindparam("started_after", type_=Moment()),
        _account.is_active,
    )
)
_ROLES = frozenset(role.value for role in Role)


@dataclass(frozen=True, slots=True)
class Lifetimes:
    """How long a sign-in session lasts without being used, and at most."""

    idle: timedelta
    absolute: timedelta


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session that holds now; `is_stale` when its last use has not been written down for a while."""

    session_id: int
    is_stale: bool
    actor: Actor


@dataclass(frozen=True, slots=True)
class SessionRow:
    started: date
    last_seen: date
    current: bool


@dataclass(frozen=True, slots=True)
class UserRow:
    id: int
    name: str
    email: str
    grants: tuple[Grant, ...]
    active: bool


@dataclass(frozen=True, slots=True)
class InvitationRow:
    id: int
    email: str
    grants: tuple[Grant, ...]
    expires: date
    is_expired: bool


def signed_in(
    session: Session, token: str, *, at: datetime, lifetimes: Lifetimes, stale_after: timedelta
) -> SignedIn | None:
    """Who the holder of this token is; None when it is unknown, ended, too old, or its account is deactivated."""
    values = {
        "token_hash": tokens.hashed(token),
        "stale_before": at - stale_after,
        "seen_after": at - lifetimes.idle,
        "started_after": at - lifetimes.absolute,
    }
    rows = session.connection().execute(_WHO_IS_THIS, values).all()
    if not rows:
        return None
    session_id, is_stale, account_id, name, locale, *_ = rows[0]
    grants = _grants(tuple((row[5], row[6]) for row in rows))
    return SignedIn(session_id, bool(is_stale), Actor(account_id, name, locale, grants))


@lru_cache(maxsize=512)
def _grants(pairs: tuple[tuple[str | None, str], ...]) -> frozenset[Grant]:
    """The grants of these rows; a role of a newer version of the program gives nothing in this one."""
    return frozenset(Grant(Role(role), domain) for role, domain in pairs if role in _ROLES)


def grants_of(account: Account) -> frozenset[Grant]:
    return _grants(tuple((grant.role, grant.domain) for grant in account.grants))


def actor_for(account: Account) -> Actor:
    """The actor that this account is when signed in; commands and workers act with it."""
    return Actor(account.id, account.display_name, account.locale, grants_of(account))


def by_email(session: Session, email: str) -> Account | None:
    return session.scalar(select(Account).where(Account.email == normal_email(email)))


def writer_by_email(session: Session, email: str) -> Account | None:
    """Who may write here and has this address, as somebody typed it."""
    if "\0" in email:  # which no database takes
        return None
    account = by_email(session, email)
    may_write = account is not None and account.is_active and may(actor_for(account), Action.WRITE)
    return account if may_write else None


def moderators(session: Session) -> dict[str, set[int]]:
    """The accounts in use that moderate, by domain; under an empty one those that do so in all."""
    roles = [role.value for role in Role if RIGHTS[role, Action.MODERATE] is Reach.IN_DOMAIN]
    query = select(RoleGrant.domain, RoleGrant.account_id).join(Account, Account.id == RoleGrant.account_id)
    found: dict[str, set[int]] = {}
    for domain, account in session.execute(query.where(RoleGrant.role.in_(roles), Account.is_active)):
        found.setdefault(domain, set()).add(account)
    return found


def holders(session: Session, action: Action, reach: Reach, domains: Collection[str] = ()) -> frozenset[int]:
    """The active accounts with a role that gives `action` as far as `reach`, for all domains or one of these."""
    roles = [role.value for role in Role if RIGHTS[role, action] is reach]
    query = select(RoleGrant.account_id).join(Account, Account.id == RoleGrant.account_id)
    reached = RoleGrant.domain.in_(["", *sorted(domains)])
    return frozenset(session.scalars(query.where(Account.is_active, RoleGrant.role.in_(roles), reached)))


def normal_email(email: str) -> str:
    """The one form in which addresses are kept and looked up."""
    return email.strip().lower()


def sessions_of(
    session: Session, account_id: int, *, at: datetime, lifetimes: Lifetimes, token: str | None
) -> tuple[SessionRow, ...]:
    """The sessions of an account that still hold, newest first; only by date, for nobody's hours are kept."""
    holding = (
        select(SignInSession)
        .where(
            SignInSession.account_id == account_id,
            SignInSession.seen_at > at - lifetimes.idle,
            SignInSession.started_at > at - lifetimes.absolute,
        )
        .order_by(SignInSession.started_at.desc(), SignInSession.id.desc())
    )
    current = tokens.hashed(token or "")
    return tuple(
        SessionRow(row.started_at.date(), row.seen_at.date(), row.token_hash == current)
        for row in session.scalars(holding)
    )


def email_of(session: Session, account_id: int) -> str:
    found = session.scalar(select(Account.email).where(Account.id == account_id))
    if found is None:
        raise NotFound(f"account {account_id}")
    return found


def users(session: Session, *, actor: Actor, q: str, number: int) -> Paged[UserRow]:
    """Everybody with an account, by name; `q` looks in names and addresses. For admins alone."""
    require_user_management(actor)
    query = select(Account).order_by(Account.display_name, Account.id)
    if q:
        query = query.where(
            or_(Account.display_name.icontains(q, autoescape=True), Account.email.icontains(q, autoescape=True))
        )
    page: Paged[Account] = paged(session, query, number, USERS_A_PAGE)
    return page.with_items(tuple(_user_row(account) for account in page.items))


def user(session: Session, account_id: int, *, actor: Actor) -> UserRow:
    """One account, for admins alone; raises NotFound."""
    require_user_management(actor)
    account = session.get(Account, account_id)
    if account is None:
        raise NotFound(f"account {account_id}")
    return _user_row(account)


def invitations(session: Session, *, actor: Actor, at: datetime) -> tuple[InvitationRow, ...]:
    """The invitations that nobody has accepted, newest first; for admins alone."""
    require_user_management(actor)
    waiting = select(Invitation).where(Invitation.accepted_at.is_(None)).order_by(Invitation.id.desc())
    return tuple(
        InvitationRow(row.id, row.email, invited_grants(row), row.expires_at.date(), row.expires_at <= at)
        for row in session.scalars(waiting)
    )


def invited_email(session: Session, token: str, *, at: datetime) -> str:
    """The address that an invitation is for; raises NotFound for a token that cannot be used, whatever the reason."""
    invitation = session.scalar(usable_invitation(token, at=at))
    if invitation is None:
        raise NotFound("invitation")
    return invitation.email


def usable_invitation(token: str, *, at: datetime) -> Select[Invitation]:
    """The invitation behind a link, if it can be accepted at this moment."""
    return select(Invitation).where(
        Invitation.token_hash == tokens.hashed(token),
        Invitation.accepted_at.is_(None),
        Invitation.expires_at > at,
    )


def invited_grants(invitation: Invitation) -> tuple[Grant, ...]:
    return in_order(Grant(Role(role), domain) for role, domain in invitation.grants)


def in_order(grants: Iterable[Grant]) -> tuple[Grant, ...]:
    """From reader to admin, all domains before one."""
    ranks = {role: rank for rank, role in enumerate(Role)}
    return tuple(sorted(grants, key=lambda grant: (ranks[grant.role], grant.domain)))


def _user_row(account: Account) -> UserRow:
    return UserRow(account.id, account.display_name, account.email, in_order(grants_of(account)), account.is_active)
