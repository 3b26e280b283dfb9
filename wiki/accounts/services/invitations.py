"""Inviting by link: the only way to get an account. The link is shown once; only the hash of its token is kept."""

import re
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from wiki import audit
from wiki.accounts import passwords, tokens
from wiki.accounts.models import Account, Invitation
from wiki.accounts.policy import Actor, Grant, acts_as, require_user_management
from wiki.accounts.queries import by_email, invited_grants, normal_email, usable_invitation
from wiki.accounts.services import administration
from wiki.accounts.services.sessions import SELF
from wiki.errors import Invalid, NotFound

LONGEST_EMAIL = 254
LONGEST_NAME = 80
_EMAIL = re.compile(r"[^@\s<>\"]+@[^@\s<>\".]+(?:\.[^@\s<>\".]+)+")


def invite(
    session: Session, *, actor: Actor, email: str, grants: Collection[Grant], at: datetime, valid_for: timedelta
) -> str:
    """Make an invitation and return the token of its link; an earlier one for the same address stops working."""
    require_user_management(actor)
    email = normal_email(email)
    _check(session, email, grants)
    session.execute(delete(Invitation).where(Invitation.email == email, Invitation.accepted_at.is_(None)))
    token = tokens.new()
    invitation = Invitation(
        token_hash=tokens.hashed(token),
        email=email,
        grants=[[grant.role.value, grant.domain] for grant in grants],
        invited_by=actor.id,
        created_at=at,
        expires_at=at + valid_for,
    )
    session.add(invitation)
    session.flush()
    _record(session, "account.invited", invitation, actor, at)
    return token


def revoke(session: Session, invitation_id: int, *, actor: Actor, at: datetime) -> None:
    """Make the link of an invitation that is not yet accepted useless, and forget the address."""
    require_user_management(actor)
    invitation = session.get(Invitation, invitation_id)
    if invitation is None or invitation.accepted_at is not None:
        raise NotFound(f"invitation {invitation_id}")
    session.delete(invitation)
    _record(session, "account.invitation_revoked", invitation, actor, at)


def accept(session: Session, token: str, *, display_name: str, password: str, at: datetime) -> Account:
    """Make the account that was invited, once; raises NotFound for a link that cannot be used (again)."""
    invitation = session.scalar(usable_invitation(token, at=at).with_for_update())
    if invitation is None or by_email(session, invitation.email) is not None:
        raise NotFound("invitation")
    _check_person(invitation.email, display_name, password)
    account = administration.create(
        session,
        email=invitation.email,
        display_name=display_name,
        password_hash=passwords.hashed(password),
        grants=invited_grants(invitation),
        at=at,
    )
    invitation.accepted_at = at
    subject = f"account:{account.id}"
    audit.record(session, "account.accepted", subject, at=at, role=SELF, account=account.id, invitation=invitation.id)
    return account


def _check(session: Session, email: str, grants: Collection[Grant]) -> None:
    wrong = {}
    if len(email) > LONGEST_EMAIL or not _EMAIL.fullmatch(email):
        wrong["email"] = "not-an-address"
    elif by_email(session, email) is not None:
        wrong["email"] = "has-account"
    if not grants:
        wrong["grants"] = "no-role"
    if wrong:
        raise Invalid(wrong)


def _check_person(email: str, display_name: str, password: str) -> None:
    wrong = {}
    if not display_name:
        wrong["display_name"] = "required"
    elif len(display_name) > LONGEST_NAME:
        wrong["display_name"] = "too-long-name"
    if problem := passwords.problem(password, email=email, name=display_name):
        wrong["password"] = problem
    if wrong:
        raise Invalid(wrong)


def _record(session: Session, action: str, invitation: Invitation, actor: Actor, at: datetime) -> None:
    subject = f"invitation:{invitation.id}"
    audit.record(session, action, subject, at=at, role=acts_as(actor), account=actor.id)
