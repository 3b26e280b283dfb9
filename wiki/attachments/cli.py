"""`wiki files`: look after what is kept of files."""

import sys
from hashlib import sha256

import click
from sqlalchemy import select

from wiki.attachments import services
from wiki.attachments.models import Attachment
from wiki.attachments.storage import Missing, Store, store_of
from wiki.database import make_engine, make_sessions, now
from wiki.markup.files import WIDTHS
from wiki.settings import load


@click.group()
def files() -> None:
    """Files that articles show: where their contents are kept."""


@files.command()
@click.option("--repair", is_flag=True, help="Forget contents that no file has had for a day.")
def check(repair: bool) -> None:
    """Compare the contents with what the database tells of; exit code 1 when one is missing or damaged."""
    settings = load()
    store = store_of(settings)
    with make_sessions(make_engine(settings.database))() as session:
        known = {(row.blob, row.width) for row in session.execute(select(Attachment.blob, Attachment.width))}
    wrong = 0
    with click.progressbar(sorted(known, key=str), label="Files", show_pos=True) as bar:
        for blob in bar:
            wrong += not _is_whole(store, blob)
    click.echo(f"{len(known)} contents, {wrong} missing or damaged")
    if repair:
        with make_sessions(make_engine(settings.database))() as session:
            click.echo(f"{services.forget_left_over(session, store, at=now())} left over, forgotten")
    if wrong:
        sys.exit(1)


def _is_whole(store: Store, blob: tuple[str, int | None]) -> bool:
    """Whether the main content is what its name says, and the smaller widths of a picture are there."""
    name, width = blob
    try:
        with store.open(name) as file:
            is_right = sha256(file.read()).hexdigest() == name
        return is_right and all(store.holds(f"{name}.{each}") for each in WIDTHS if width and each < width)
    except Missing:
        return False
