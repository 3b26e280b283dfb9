"""The page of results."""

from dataclasses import fields

from flask import render_template, request

from wiki.accounts.identity import actor, open_for_reading
from wiki.search import queries
from wiki.search.facets import KEYS
from wiki.search.indexing import engine_of
from wiki.search.queries import Asked, Reader
from wiki.search.views.blueprint import blueprint
from wiki.search.views.remembering import remember
from wiki.web.flow import today
from wiki.web.ground import ground
from wiki.web.locale import current_locale
from wiki.web.paging import page_number
from wiki.web.session import db


@blueprint.get("/search")
@open_for_reading
def results() -> str:
    settings = ground().settings
    asked = Asked(
        q=request.args.get("q", ""),
        filters={key: request.args.getlist(key) for key in KEYS},
        sort=request.args.get("sort", ""),
        page=page_number(),
        literal=request.args.get("literal") == "1",
    )
    reader = Reader(actor(), current_locale(), today(), settings.optional_domains)
    found = queries.results(db(), engine=engine_of(settings), reader=reader, asked=asked)
    remember(asked, total=found.page.total)
    return render_template("search/results.html", **{field.name: getattr(found, field.name) for field in fields(found)})
