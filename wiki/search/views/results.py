"""The page of results, and for moderators why it is as it is."""

from dataclasses import fields

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from wiki.accounts.identity import open_for_reading, require_sign_in
from wiki.search import queries
from wiki.search.engine import Rebuilding
from wiki.search.views import asking
from wiki.search.views.blueprint import blueprint
from wiki.search.views.remembering import remember
from wiki.web.session import db


@blueprint.get("/search")
@open_for_reading
def results() -> str:
    asked = asking.asked()
    found = queries.results(db(), engine=asking.engine(), reader=asking.reader(), asked=asked)
    remember(asked, total=found.page.total)
    return render_template("search/results.html", **{field.name: getattr(found, field.name) for field in fields(found)})


@blueprint.get("/search/explanation/<slug>")
@require_sign_in
def explanation(slug: str) -> ResponseReturnValue:
    asked = asking.asked()
    try:
        found = queries.explanation(db(), engine=asking.engine(), reader=asking.reader(), asked=asked, slug=slug)
    except Rebuilding:
        return redirect(url_for("search.results", q=asked.q), code=303)
    return render_template("search/explanation.html", found=found)
