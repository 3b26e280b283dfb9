"""Articles like one: a page of its own, and the part of it that the article's page loads when a reader gets there."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from wiki.accounts.identity import actor, open_for_reading
from wiki.articles import queries as articles
from wiki.search import queries
from wiki.search.engine import Rebuilding
from wiki.search.indexing import engine_of
from wiki.search.views.blueprint import blueprint
from wiki.web.flow import today
from wiki.web.ground import ground
from wiki.web.session import db


@blueprint.get("/a/<slug>/similar")
@open_for_reading
def similar(slug: str) -> ResponseReturnValue:
    """Where there is no index, the part is no answer: the link stays in its place."""
    known, is_part = articles.known(db(), actor(), slug), request.args.get("part") == "1"
    engine, rebuilding = engine_of(ground().settings), False
    try:
        found = queries.similar(db(), engine=engine, actor=actor(), article=known.id, today=today())
    except Rebuilding:
        found, rebuilding = (), True
    if is_part:
        return render_template("search/_similar.html", cards=found), 503 if rebuilding else 200
    (card,) = articles.cards(db(), [known.id], today())
    return render_template("search/similar.html", article=card, cards=found, rebuilding=rebuilding)
