"""What every page about a search reads from its request: what is asked, for whom, and of which index."""

from flask import request

from wiki.accounts.identity import actor
from wiki.search.engine import Engine
from wiki.search.facets import KEYS
from wiki.search.indexing import engine_of
from wiki.search.queries import Asked, Reader
from wiki.web.flow import today
from wiki.web.ground import ground
from wiki.web.locale import current_locale
from wiki.web.paging import page_number


def asked() -> Asked:
    return Asked(
        q=request.args.get("q", ""),
        filters={key: request.args.getlist(key) for key in KEYS},
        sort=request.args.get("sort", ""),
        page=page_number(),
        literal=request.args.get("literal") == "1",
    )


def reader() -> Reader:
    return Reader(actor(), current_locale(), today(), ground().settings.optional_domains)


def engine() -> Engine:
    return engine_of(ground().settings)
