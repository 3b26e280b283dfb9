"""`wiki audit`: whether the audit log is what was written."""

import sys

import click

from wiki import audit as trail
from wiki.database import make_engine, make_sessions
from wiki.settings import load


@click.group()
def audit() -> None:
    """The audit log: one line for each write, each with the hash of the one before."""


@audit.command()
@click.option("--noted", metavar="HASH", help="A hash that was noted earlier: check that it is still there.")
def verify(noted: str | None) -> None:
    """Check the whole chain and print its last hash, to be noted elsewhere; exit code 1 when it does not hold."""
    engine = make_engine(load().database)
    with make_sessions(engine)() as session:
        found = trail.Verified(0, trail.FIRST, "")
        with click.progressbar(length=trail.count(session), label="Lines", show_pos=True) as bar:
            for found in trail.verify(session):
                bar.update(found.lines - bar.pos)
        is_there = noted is None or trail.has_hash(session, noted)
    engine.dispose()
    if found.wrong:
        sys.exit(f"line {found.lines + 1} is {found.wrong}; the {found.lines} lines before it hold")
    if not is_there:
        sys.exit("the noted hash is no longer in the log: it was written anew")
    click.echo(f"{found.lines} lines hold; the last hash is {found.hash}")
