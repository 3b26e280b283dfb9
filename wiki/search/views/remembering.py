"""What a page of results leaves behind: a count for what was asked, and nothing about who asked it."""

from wiki.accounts.identity import actor
from wiki.search import past, standing
from wiki.search.engine import Rebuilding
from wiki.search.indexing import engine_of
from wiki.search.queries import Asked
from wiki.web.flow import today
from wiki.web.ground import ground
from wiki.web.session import db


def remember(asked: Asked, *, total: int) -> None:
    """Count a search that found something on its first page, without filters. Of members alone: a machine that reads
    an open wiki would otherwise say what is offered to people."""
    if not actor().is_signed_in or not total or asked.page > 1 or any(asked.filters.values()):
        return
    engine, listed = engine_of(ground().settings), standing.listed_to_members(db())

    def known(word: str) -> bool:
        return engine.read(lambda index: standing.is_common(index, word, listed))

    try:
        past.note(ground().engine, asked.q, day=today(), known=known)
    except Rebuilding:
        return
