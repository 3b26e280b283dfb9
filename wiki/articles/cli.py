"""`wiki links`: where articles lead to outside this wiki."""

import sys

import click

from wiki.articles import outside
from wiki.database import make_engine, make_sessions
from wiki.settings import load


@click.group()
def links() -> None:
    """Links to other sites in published articles."""


@links.command()
def check() -> None:
    """Ask each address whether it still answers; exit code 1 when one does not."""
    with make_sessions(make_engine(load().database))() as session:
        found = outside.links(session)
    wrong = []
    with click.progressbar(outside.broken(found), length=len(found), label="Addresses", show_pos=True) as bar:
        wrong = [each for each in bar if each is not None]
    for line in outside.summary(wrong):
        click.echo(line)
    click.echo(f"{len(found)} addresses, {len(wrong)} without an answer")
    if wrong:
        sys.exit(1)
