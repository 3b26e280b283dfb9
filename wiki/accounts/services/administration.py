"""Managing accounts: making, granting, deactivating. There is always somebody left who can do this."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki import audit
from wiki.accounts.models import Account, RoleGrant
from wiki.accounts.policy import Actor, Grant, Role, acts_as, can_deactivate, require_user_management
from wiki.accounts.queries import grants_of, in_order, normal_email
from wiki.accounts.services import sessions
from wiki.errors import Invalid, NotAllowed, NotFound


def create(
    session: Session,
    *,
    email: str,
    display_name: str,
    password_hash: str,
    grants: Collection[Grant],
    at: datetime,
    locale: str | None = None,
) -> Account:
    """Add an account. No rights are asked: the callers are an accepted invitation, the demo and the tests."""
    account = Account(
        email=normal_email(email),
        display_name=display_name,
        password_hash=password_hash,
        locale=locale,
        is_active=True,
        created_at=at,
        grants=[RoleGrant(role=grant.role.value, domain=grant.domain) for grant in grants],
    )
    session.add(account)
    session.flush()
    return account


def change_roles(session: Session, account_id: int, *, actor: Actor, grants: Collection[Grant], at: datetime) -> None:
    """Give the account exactly these grants; they count from its next request on."""
    require_user_management(actor)
    account = _account(session, account_id)
    wanted, had = frozenset(grants), grants_of(account)
    if wanted == had:
        return
    if not any(grant.role is Role.ADMIN for grant in wanted):
        _require_another_admin(session, account, "grants")
    for row in [row for row in account.grants if Grant(Role(row.role), row.domain) not in wanted]:
        account.grants.remove(row)
    for grant in in_order(wanted - had):
        account.grants.append(RoleGrant(role=grant.role.value, domain=grant.domain))
    session.flush()
    roles = " ".join(f"{grant.role}:{grant.domain}".rstrip(":") for grant in in_order(wanted))
    _record(session, "account.roles_changed", account, actor, at, roles=roles)


def prefer_language(session: Session, *, actor: Actor, locale: str | None) -> None:
    """The language of the actor's pages; None leaves it to the browser."""
    _account(session, actor.id or 0).locale = locale


def deactivate(session: Session, account_id: int, *, actor: Actor, at: datetime) -> None:
    """Close an account and end all its sessions at once. What it wrote stays."""
    require_user_management(actor)
    account = _account(session, account_id)
    if not can_deactivate(actor, account_id):
        raise NotAllowed("deactivating oneself")
    _require_another_admin(session, account, "account")
    account.is_active = False
    _record(session, "account.deactivated", account, actor, at)
    sessions.end_all(session, account_id, at=at, role=acts_as(actor), by=actor.id)


def activate(session: Session, account_id: int, *, actor: Actor, at: datetime) -> None:
    """Open a deactivated account again, with the grants it had."""
    require_user_management(actor)
    account = _account(session, account_id)
    account.is_active = True
    _record(session, "account.activated", account, actor, at)


def _account(session: Session, account_id: int) -> Account:
    account = session.get(Account, account_id, populate_existing=True)
    if account is None:
        raise NotFound(f"account {account_id}")
    return account


def _require_another_admin(session: Session, account: Account, field: str) -> None:
    """Refuse when this is the last active admin. The rows are locked: two admins may be busy removing each other."""
    active_admins = (
        select(RoleGrant.account_id)
        .join(RoleGrant.account)
        .where(RoleGrant.role == Role.ADMIN.value, Account.is_active)
        .with_for_update()
    )
    if set(session.scalars(active_admins)) == {account.id}:
        raise Invalid({field: "last-admin"})


def _record(session: Session, action: str, account: Account, actor: Actor, at: datetime, **detail: str) -> None:
    subject = f"account:{account.id}"
    audit.record(session, action, subject, at=at, role=acts_as(actor), account=actor.id, **detail)
