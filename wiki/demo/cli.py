"""`wiki demo`: from nothing to a wiki that can be tried, in one command that may be repeated."""

import sys
from datetime import datetime

import click
from sqlalchemy.orm import Session

from wiki import migrations, worker
from wiki.accounts import demo as accounts
from wiki.accounts.policy import Actor, Grant, Role
from wiki.accounts.queries import by_email
from wiki.accounts.services import administration
from wiki.database import make_engine, make_sessions, now, transaction
from wiki.demo.content import articles
from wiki.demo.loading import load, load_applied, load_words
from wiki.errors import SettingsError
from wiki.instance import prepare_demo
from wiki.markup import Renderer
from wiki.serving import Serving
from wiki.settings import Settings
from wiki.settings import load as load_settings
from wiki.web import records

CONTENT_EMAIL = "redactie@demo.praktijkwijs.example"


@click.group(invoke_without_command=True)
@click.option("--no-serve", is_flag=True, help="Set everything up, but do not serve.")
@click.pass_context
def demo(context: click.Context, no_serve: bool) -> None:
    """Set up a demonstration with 62 articles and serve it. A second run keeps what was written."""
    if context.invoked_subcommand is not None:
        return
    prepare_demo()
    settings = _settings()
    migrations.upgrade(make_engine(settings.database))
    _fill(settings)
    _print_accounts(settings)
    if not no_serve:
        records.set_up("WARNING")
        click.echo(f"\nServing at http://{settings.host}:{settings.port}  (Ctrl-C stops)")
        sys.exit(Serving(settings).run())


@demo.command(name="load")
def load_command() -> None:
    """Load the demo articles and accounts that are missing."""
    settings = _settings()
    _fill(settings)


@demo.command(name="words")
def words_command() -> None:
    """Start the list of words with the synonyms, abbreviations and terms of the demo; also in a wiki of your own."""
    with make_sessions(make_engine(load_settings().database))() as session:
        added = load_words(session, at=now())
    click.echo(f"{added} words added." if added else "The list has words already; nothing was changed.")


def _settings() -> Settings:
    settings = load_settings()
    if settings.mode == "production":
        raise SettingsError("setting mode is production: a demonstration is not loaded into it")
    return settings


def _fill(settings: Settings) -> None:
    engine = make_engine(settings.database)
    renderer = Renderer()
    with make_sessions(engine)() as session:
        at = now()
        with transaction(session):
            logins = accounts.create(session, settings=settings, at=at)
            author = _content_account(session, at)
            moderator = by_email(session, accounts.email("moderator"))
        accounts.save(settings.instance, logins)
        assert moderator is not None  # made two lines up
        length = len(articles())
        decides = Actor(id=moderator.id, grants=frozenset({Grant(Role.MODERATOR)}))
        missing = load(session, renderer, author=author, moderator=decides, today=at)
        with click.progressbar(missing, length=length, label="Articles", show_pos=True) as bar:
            added = sum(1 for _slug in bar)
        load_words(session, at=at)
        load_applied(session, at=at)
    renderer.close()
    click.echo(f"{added} articles added, {length - added} were there.")
    worker.run(settings, once=True)


def _content_account(session: Session, at: datetime) -> Actor:
    """Who the demo articles are by: an account nobody can sign in to, so that no demo user owns 62 articles."""
    found = by_email(session, CONTENT_EMAIL) or administration.create(
        session, email=CONTENT_EMAIL, display_name="Redactie", password_hash="", grants=[], at=at
    )
    found.is_active = False
    return Actor(id=found.id, display_name=found.display_name)


def _print_accounts(settings: Settings) -> None:
    click.echo(f"\nAccounts (also in {settings.instance / accounts.FILE}):")
    for login in accounts.load(settings.instance):
        click.echo(f"  {login.email:<52} {login.password}")
