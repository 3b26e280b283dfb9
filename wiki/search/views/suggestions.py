"""What the search box offers while somebody types: a fragment for `static/js/suggest.js`."""

from flask import render_template, request

from wiki.accounts.identity import actor, open_for_reading, require_sign_in
from wiki.search import past, queries, suggestions
from wiki.search.queries import wordlist
from wiki.search.views.blueprint import blueprint
from wiki.web.flow import today
from wiki.web.ground import ground
from wiki.web.session import db


@blueprint.get("/search/suggestions", endpoint="suggestions")
@open_for_reading
def offer() -> str:
    """Kept by no browser: at a station the next person may be somebody else."""
    found = suggestions.suggest(
        db(),
        actor=actor(),
        typed=request.args.get("q", ""),
        past=past.offered(db(), today=today()),
        finds=_finds,
        known=wordlist.synonyms(db()),
    )
    return render_template("search/_suggestions.html", suggestions=found)


@blueprint.get("/search/titles", endpoint="titles")
@require_sign_in
def offer_titles() -> str:
    """The titles that somebody may link to while they write."""
    found = suggestions.titles(db(), actor=actor(), typed=request.args.get("q", ""))
    return render_template("search/_titles.html", titles=found)


def _finds(text: str) -> bool:
    return queries.finds(db(), settings=ground().settings, actor=actor(), text=text)
