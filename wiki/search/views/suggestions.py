"""What the search box offers while somebody types: a fragment for `static/js/suggest.js`."""

from flask import render_template, request

from wiki.accounts.identity import actor, open_for_reading, require_sign_in
from wiki.articles import policy
from wiki.articles import queries as articles
from wiki.search import analysis, past, standing, suggestions, visibility
from wiki.search.engine import Rebuilding
from wiki.search.indexing import engine_of
from wiki.search.queries import wordlist
from wiki.search.views.blueprint import blueprint
from wiki.web.flow import today
from wiki.web.ground import ground
from wiki.web.kept import Kept
from wiki.web.session import db

KEPT = 4096

_found: Kept[bool] = Kept(KEPT)


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
    """Whether whoever asks would find something with this text; looked up once for all who see the same articles."""
    settings, who = ground().settings, actor()

    def look() -> bool:
        listed = visibility.listed(db(), who)
        return engine_of(settings).read(lambda index: standing.finds(index, analysis.words(text), listed))

    try:
        state = engine_of(settings).read(lambda index: index.name)
        key = (settings.instance, policy.visibility_key(who), articles.generation(db()), state, text)
        return _found.get(key, look)
    except Rebuilding:
        return False
