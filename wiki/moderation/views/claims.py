"""Taking something from the queue: one item, or the next that is free."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from wiki.accounts.identity import actor
from wiki.database import now
from wiki.errors import NotFound
from wiki.moderation.queries import desk as queries
from wiki.moderation.queries.desk import Place
from wiki.moderation.services import claims
from wiki.moderation.views.blueprint import blueprint
from wiki.moderation.views.choosing import chosen, in_flow
from wiki.web.flow import done
from wiki.web.session import db, transaction


@blueprint.post("/review/<slug>/claim")
def claim(slug: str) -> Response:
    with transaction() as session:
        is_mine = claims.claim(session, actor=actor(), at=now(), slug=slug)
    if is_mine:
        return done("moderation.item", _("Collega's zien nu een halfuur dat er iemand kijkt."), slug=slug, **_kept())
    return done("moderation.item", _("Een collega kijkt hier al naar."), kind="warn", slug=slug, **_kept())


@blueprint.post("/review/<slug>/claim/release")
def release(slug: str) -> Response:
    with transaction() as session:
        claims.release(session, actor=actor(), slug=slug)
    return done("moderation.queue", _("Losgelaten. Een collega kan het oppakken."), **chosen().args)


@blueprint.post("/review/next")
def next_item() -> Response:
    """The first that is free; from an item, the first behind it."""
    return on_to_the_next(_place())


def on_to_the_next(after: Place | None, sentence: str = "") -> Response:
    """The next item with what was just done, or the queue when nothing is left."""
    choice = chosen()
    with transaction() as session:
        slug = claims.claim_next(session, actor=actor(), at=now(), choice=choice, after=after)
    if slug:
        if sentence:
            flash(sentence, "ok")
        options: Any = choice.args  # url_for's own options begin with an underscore
        return redirect(url_for("moderation.item", slug=slug, next=1, **options), code=303)
    nothing = _("Verder wacht er niets voor jou.")
    return done("moderation.queue", f"{sentence} {nothing}".strip(), **choice.args)


def _place() -> Place | None:
    """Where the item stands that the actor was looking at, if it still waits and they may know."""
    try:
        return queries.place_of(db(), actor(), request.form.get("after", ""))
    except NotFound:
        return None


def _kept() -> dict[str, str]:
    return chosen().args | ({"next": "1"} if in_flow() else {})
