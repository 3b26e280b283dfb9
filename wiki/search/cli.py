"""`wiki search`: look after the search index."""

import sys
from datetime import UTC, datetime

import click
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from wiki import outbox
from wiki.articles.models import Article
from wiki.database import make_engine, make_sessions, now
from wiki.search import explaining, grammar, indexing, told
from wiki.search.engine import Busy, Rebuilding
from wiki.search.finding import Wanted
from wiki.search.queries import wordlist
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


@search.command()
@click.argument("query")
@click.argument("slug", required=False)
def explain(query: str, slug: str | None) -> None:
    """Show what QUERY is taken for and what the first hits score; with SLUG, each part of that article's score."""
    settings = load()
    with _sessions()() as session:
        wanted = Wanted(grammar.parse(query), many=explaining.MOST, synonyms=wordlist.synonyms(session))
        names = {key: name for key, name in session.execute(select(Article.id, Article.slug))}  # noqa: C416  rows are no pairs to mypy
    article = next((key for key, name in names.items() if name == slug), 0) if slug else None
    if article == 0:
        sys.exit(f"There is no article {slug}.")
    try:
        found = indexing.engine_of(settings).read(lambda index: explaining.explain(index, wanted, article=article))
    except Rebuilding:
        sys.exit(NO_INDEX)
    for line in told.plan(found.plan):
        click.echo(line)
    click.echo(f"\n{found.total} articles")
    if slug and not found.hits:
        sys.exit(f"{slug} has none of this.")
    for hit in found.hits:
        click.echo(told.heading(hit, names.get(hit.article, "?")))
        for line in told.parts(hit) if slug else ():
            click.echo(line)


def _sessions() -> sessionmaker[Session]:
    return make_sessions(make_engine(load().database))
