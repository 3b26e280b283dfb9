"""`wiki files`: look after what is kept of files."""

import sys
from hashlib import sha256

import click
from sqlalchemy import select

from wiki.attachments.models import Attachment
from wiki.attachments.storage import Missing, Store, store_of
from wiki.database import make_engine, make_sessions
from wiki.settings import load


@click.group()
def files() -> None:
    """Files that articles show: where their contents are kept."""


@files.command()
@click.option("--repair", is_flag=True, help="Forget contents that no file has any more.")
def check(repair: bool) -> None:
    """Compare the contents with what the database tells of; exit code 1 when one is missing or damaged."""
    settings = load()
    store = store_of(settings)
    with make_sessions(make_engine(settings.database))() as session:
        known = set(session.scalars(select(Attachment.blob)))
    wrong = 0
    with click.progressbar(sorted(known), label="Files", show_pos=True) as bar:
        for blob in bar:
            wrong += not _is_whole(store, blob)
    left_over = [name for name in store.names() if name.partition(".")[0] not in known]
    if repair:
        for name in left_over:
            store.delete(name)
    click.echo(f"{len(known)} contents, {wrong} missing or damaged, {len(left_over)} left over")
    if wrong:
        sys.exit(1)


def _is_whole(store: Store, blob: str) -> bool:
    try:
        with store.open(blob) as file:
            return sha256(file.read()).hexdigest() == blob
    except Missing:
        return False
