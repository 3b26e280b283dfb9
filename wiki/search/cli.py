"""`wiki search`: look after the search index."""

import sys
from datetime import UTC, datetime

import click
from sqlalchemy.orm import Session, sessionmaker

from wiki import outbox
from wiki.database import make_engine, make_sessions, now
from wiki.search import indexing
from wiki.search.engine import Busy, Rebuilding
from wiki.settings import load

MOST_NAMED = 20
NO_INDEX = "There is no index that can be read; the worker builds it, or run: wiki search rebuild"


@click.group()
def search() -> None:
    """The search index: a copy of what the database says, made again at any time."""


@search.command()
def rebuild() -> None:
    """Build the index anew, beside the old one. Searching goes on meanwhile."""
    sessions = _sessions()
    try:
        with click.progressbar(length=indexing.count(sessions), label="Articles", show_pos=True) as bar:
            made = indexing.rebuild(indexing.engine_of(load()), sessions, progress=bar.update)
    except Busy:
        sys.exit("The index is being written by another process. Try again in a moment.")
    click.echo(f"{made} articles in the index.")


@search.command()
def check() -> None:
    """Compare index and database; exit code 1 when they differ."""
    try:
        found = indexing.differences(indexing.engine_of(load()), _sessions())
    except Rebuilding:
        sys.exit(NO_INDEX)
    kinds = {"not in the index": found.missing, "outdated": found.outdated, "left over": found.left_over}
    for label, ids in kinds.items():
        if ids:
            more = f" and {len(ids) - MOST_NAMED} more" if len(ids) > MOST_NAMED else ""
            click.echo(f"{label}: article {', '.join(map(str, ids[:MOST_NAMED]))}{more}")
    if found.ids:
        sys.exit(1)
    click.echo("The index is what the database says.")


@search.command()
def status() -> None:
    """Show what is in the index and what waits to get in."""
    state = indexing.engine_of(load()).status()
    with _sessions()() as session:
        waiting, lag = outbox.waiting(session), outbox.lag(session, at=now())
    if not state.ready:
        click.echo(NO_INDEX)
    click.echo(f"articles    {state.documents}")
    if state.ready:
        built = datetime.fromtimestamp(state.built // 1000, UTC).isoformat(sep=" ", timespec="seconds")
        click.echo(f"generation  built {built}, {state.commits} commits since")
    click.echo(f"waiting     {waiting} rows, the oldest for {lag.total_seconds():.0f} s")


def _sessions() -> sessionmaker[Session]:
    return make_sessions(make_engine(load().database))
