"""The command `wiki`: an entry point like the web, over the same services."""

import os
import sys

import click

from wiki import __version__, migrations, worker
from wiki.accounts.cli import user
from wiki.articles.cli import links
from wiki.attachments.cli import files
from wiki.database import make_engine
from wiki.demo.cli import demo
from wiki.errors import SettingsError
from wiki.insight.cli import audit
from wiki.instance import prepare_instance
from wiki.search.cli import search
from wiki.serving import Serving
from wiki.settings import Settings, load
from wiki.taxonomy.data import DOMAINS
from wiki.web import records


@click.group()
@click.version_option(__version__, prog_name="wiki")
@click.pass_context
def wiki(context: click.Context) -> None:
    """Praktijkwijs: a wiki for practice knowledge of people in uniform."""
    # Database and index hold passwords and sealed authors: their files are for the owner alone.
    os.umask(0o077)
    context.meta["wiki.domains"] = tuple(DOMAINS)


@wiki.command()
@click.option("--host", "hosts", multiple=True, help="A host name of this wiki; asked for when it is not given.")
def init(hosts: tuple[str, ...]) -> None:
    """Make the instance: settings with a secret, and the database."""
    if prepare_instance(hosts or None, ask=lambda: click.prompt("Host name of this wiki")):
        click.echo("Settings written.")
    settings = load()
    migrations.upgrade(make_engine(settings.database))
    click.echo(f"Ready in {settings.instance}")
    click.echo("Next: wiki user invite E-MAIL --role admin, then wiki run")


@wiki.command()
def run() -> None:
    """Serve the wiki and keep its index up to date."""
    settings = load()
    require_newest(settings)
    records.set_up(settings.log_level)
    names = ", ".join(settings.trusted_hosts) or settings.host
    click.echo(f"Serving {names} at http://{settings.host}:{settings.port}")
    sys.exit(Serving(settings).run())


@wiki.command(name="worker")
@click.option("--once", is_flag=True, help="Work off what waits, then stop.")
def work(once: bool) -> None:
    """Do the work that writes leave behind: the index, links between pages."""
    settings = load()
    records.set_up(settings.log_level)
    worker.run(settings, once=once)


@wiki.group()
def db() -> None:
    """The database's tables."""


@db.command()
@click.argument("revision", default="head")
def upgrade(revision: str) -> None:
    """Bring the tables up to date."""
    migrations.upgrade(make_engine(load().database), revision)
    click.echo("The database is up to date.")


@db.command()
@click.argument("revision")
def downgrade(revision: str) -> None:
    """Take the tables back to an earlier revision."""
    migrations.downgrade(make_engine(load().database), revision)
    click.echo(f"The database is at {revision}.")


@db.command()
def current() -> None:
    """Show the revision of the database and the newest one."""
    click.echo(f"{migrations.current(make_engine(load().database)) or 'empty'} of {migrations.newest()}")


def require_newest(settings: Settings) -> None:
    """Stop with one line when the database is not what this program needs."""
    if migrations.current(make_engine(settings.database)) != migrations.newest():
        raise SettingsError("the database is not up to date: run `wiki db upgrade`")


for group in (user, audit, files, links, search, demo):
    wiki.add_command(group)


def main() -> None:
    """Run the command; a broken setting is one line and exit code 2."""
    try:
        wiki()
    except SettingsError as error:
        click.echo(f"wiki: {error}", err=True)
        sys.exit(2)
