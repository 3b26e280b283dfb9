"""`wiki user`: inviting, and what an admin does when nobody can sign in.

The commands act as the console: whoever has the server's command line is an admin without an account. What domains
there are is told by the root command (`context.meta["wiki.domains"]`), for taxonomy stands a floor higher.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.accounts import queries
from wiki.accounts.models import Account
from wiki.accounts.policy import CONSOLE, Grant, Role, is_grantable
from wiki.accounts.services import administration, invitations, passwords
from wiki.database import make_engine, make_sessions, now, transaction
from wiki.errors import Invalid
from wiki.settings import Settings, load

DOMAINS = "wiki.domains"
SENTENCES = {
    "not-an-address": "this is not an e-mail address",
    "has-account": "there is an account with this e-mail address",
    "last-admin": "this is the last admin; make somebody else admin first",
    "too-short": "a password has at least 12 characters",
    "too-long": "a password has at most 256 characters",
    "personal": "a password is not somebody's name or e-mail address",
    "common": "too many people have this password",
}
_role = click.option("--role", "roles", multiple=True, required=True, type=click.Choice([role.value for role in Role]))
_domain = click.option("--domain", "domains", multiple=True, help="Only for this domain; all domains when not given.")


@click.group()
def user() -> None:
    """The people who can sign in."""


@user.command()
@click.argument("email")
@_role
@_domain
@click.option("--base-url", help="Address of this wiki; from the settings when not given.")
@click.pass_context
def invite(
    context: click.Context, email: str, roles: tuple[str, ...], domains: tuple[str, ...], base_url: str | None
) -> None:
    """Make a link with which EMAIL can make an account, once."""
    settings = load()
    grants = _grants(context, roles, domains)
    with _writing(settings) as session:
        token = invitations.invite(
            session,
            actor=CONSOLE,
            email=email,
            grants=grants,
            at=now(),
            valid_for=timedelta(days=settings.invitation_days),
        )
    click.echo(f"{(base_url or _base_url(settings)).rstrip('/')}/invitations/{token}")


@user.command(name="list")
def list_() -> None:
    """Show every account with its roles."""
    with _reading(load()) as session:
        for account in session.scalars(select(Account).order_by(Account.email)):
            roles = " ".join(_spelled(grant) for grant in queries.in_order(queries.grants_of(account)))
            state = "active" if account.is_active else "deactivated"
            click.echo(f"{account.id}\t{account.email}\t{account.display_name}\t{state}\t{roles}")


@user.command()
@click.argument("email")
def deactivate(email: str) -> None:
    """Close the account of EMAIL and end its sessions."""
    with _writing(load()) as session:
        administration.deactivate(session, _account(session, email).id, actor=CONSOLE, at=now())
    click.echo("Deactivated.")


@user.command()
@click.argument("email")
def activate(email: str) -> None:
    """Open the account of EMAIL again."""
    with _writing(load()) as session:
        administration.activate(session, _account(session, email).id, actor=CONSOLE, at=now())
    click.echo("Activated.")


@user.command()
@click.argument("email")
@click.password_option(prompt="New password")
def password(email: str, password: str) -> None:
    """Set a new password for EMAIL and end its sessions."""
    with _writing(load()) as session:
        passwords.reset(session, account=_account(session, email), new=password, at=now())
    click.echo("The password is set.")


@user.command()
@click.argument("email")
@_role
@_domain
@click.pass_context
def grant(context: click.Context, email: str, roles: tuple[str, ...], domains: tuple[str, ...]) -> None:
    """Give EMAIL roles, besides those it has."""
    given = _grants(context, roles, domains)
    with _writing(load()) as session:
        account = _account(session, email)
        wanted = queries.grants_of(account) | given
        administration.change_roles(session, account.id, actor=CONSOLE, grants=wanted, at=now())
    click.echo("Granted.")


@user.command()
@click.argument("email")
@_role
@_domain
@click.pass_context
def revoke(context: click.Context, email: str, roles: tuple[str, ...], domains: tuple[str, ...]) -> None:
    """Take roles from EMAIL, spelled as they were given."""
    taken = _grants(context, roles, domains)
    with _writing(load()) as session:
        account = _account(session, email)
        wanted = queries.grants_of(account) - taken
        administration.change_roles(session, account.id, actor=CONSOLE, grants=wanted, at=now())
    click.echo("Revoked.")


def _grants(context: click.Context, roles: tuple[str, ...], domains: tuple[str, ...]) -> frozenset[Grant]:
    known = context.meta.get(DOMAINS, ())
    found = frozenset(Grant(Role(role), domain) for role in roles for domain in domains or ("",))
    for each in found:
        if not is_grantable(each, known):
            raise click.UsageError(f"there is no role {each.role} for the domain {each.domain}")
    return found


@contextmanager
def _writing(settings: Settings) -> Iterator[Session]:
    """One transaction; a refusal is one line and exit code 1."""
    try:
        with _reading(settings) as session, transaction(session):
            yield session
    except Invalid as error:
        raise click.ClickException("; ".join(SENTENCES[code] for code in error.fields.values())) from error


@contextmanager
def _reading(settings: Settings) -> Iterator[Session]:
    engine = make_engine(settings.database)
    try:
        with make_sessions(engine)() as session:
            yield session
    finally:
        engine.dispose()


def _account(session: Session, email: str) -> Account:
    account = queries.by_email(session, email)
    if account is None:
        raise click.ClickException("there is no account with this e-mail address")
    return account


def _spelled(grant: Grant) -> str:
    return f"{grant.role}:{grant.domain}" if grant.domain else grant.role.value


def _base_url(settings: Settings) -> str:
    public = [host for host in settings.trusted_hosts if host not in ("localhost", "127.0.0.1")]
    if public:
        return f"{settings.scheme}://{public[0].lstrip('.')}"
    return f"{settings.scheme}://{settings.host}:{settings.port}"
