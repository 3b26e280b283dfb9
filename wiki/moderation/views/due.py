"""What has to be looked at again: the list, one click that it still holds, and what nobody stands for."""

from flask import render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from wiki.accounts.identity import actor, require_sign_in
from wiki.articles import services
from wiki.articles.queries import cards
from wiki.database import now
from wiki.moderation.queries import due as queries
from wiki.moderation.services import curation
from wiki.moderation.views.blueprint import blueprint
from wiki.web.flow import done, today
from wiki.web.ground import ground
from wiki.web.paging import page_number, paged
from wiki.web.session import db, transaction


@blueprint.get("/due")
@require_sign_in
def due() -> str:
    queries.require_due(db(), actor())
    settings = ground().settings
    page = paged(db(), queries.due(actor(), today(), settings.review_notice), page_number())
    rows = queries.rows(db(), actor(), page.items, today(), settings.archive_after)
    count = queries.number_unheld(db(), actor())
    return render_template("moderation/due.html", page=page.with_items(rows), unheld=count)


@blueprint.get("/unheld")
@require_sign_in
def unheld() -> str:
    page = paged(db(), queries.unheld(actor()), page_number())
    return render_template("moderation/unheld.html", page=page.with_items(cards(db(), page.items, today())))


@blueprint.post("/a/<slug>/confirmation")
@require_sign_in
def confirm(slug: str) -> Response:
    with transaction() as session:
        services.confirm(session, actor=actor(), at=now(), slug=slug)
    return _back(slug, _("Bevestigd. Lezers zien dat dit artikel vandaag is nagekeken."))


@blueprint.post("/a/<slug>/review-request")
@require_sign_in
def ask_for_review(slug: str) -> Response:
    with transaction() as session:
        curation.ask_for_review(session, actor=actor(), at=now(), slug=slug)
    return _back(slug, _("Lezers zien nu dat dit artikel nagekeken wordt. Wie het schreef, krijgt een bericht."))


def _back(slug: str, sentence: str) -> Response:
    """To the list for who came from there, else to the article."""
    if request.form.get("back") == "due":
        return done("moderation.due", sentence)
    return done("articles.read", sentence, slug=slug)
