"""Small changes: publish those that were looked at in one go, and look at those that are online already."""

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from wiki.accounts.identity import actor, require_sign_in
from wiki.articles.services import look_at
from wiki.database import now
from wiki.moderation.queries import small as queries
from wiki.moderation.services import small as services
from wiki.moderation.services.small import Published
from wiki.moderation.views.blueprint import blueprint
from wiki.web.flow import done, today
from wiki.web.ground import ground
from wiki.web.session import db, transaction


@blueprint.get("/review/small")
@require_sign_in
def small() -> str:
    return _page()


@blueprint.post("/review/small")
def publish_small() -> ResponseReturnValue:
    """Those that were ticked, each with the revision that the page showed."""
    seen = {slug: request.form.get(f"base-{slug}", type=int) or 0 for slug in request.form.getlist("seen")}
    with transaction() as session:
        found = services.publish_seen(
            session, actor=actor(), at=now(), seen=seen, of_two=ground().settings.second_reader_domains
        )
    if not seen:
        return _page(_("Zet een vinkje bij wat je gelezen hebt.")), 422
    return _said(found)


@blueprint.post("/review/small/<int:revision>/look")
def look(revision: int) -> Response:
    with transaction() as session:
        look_at(session, revision, actor=actor(), at=now())
    return done("moderation.small", _("Gezien."))


def _said(found: Published) -> Response:
    if found.left:
        titles = ", ".join(found.left)
        flash(_("Niet gepubliceerd, want intussen veranderd of niet van jou: %(titles)s.", titles=titles), "warn")
    if found.agreed:
        flash(
            ngettext("%(num)s wacht nog op een tweede moderator.", "%(num)s wachten nog op een tweede.", found.agreed)
        )
    sentence = ngettext("%(num)s wijziging gepubliceerd.", "%(num)s wijzigingen gepubliceerd.", found.done)
    return done("moderation.small", sentence)


def _page(problem: str = "") -> str:
    online, online_total = queries.unchecked(db(), actor(), today())
    return render_template(
        "moderation/small.html",
        waiting=queries.waiting(db(), actor(), today()),
        online=online,
        online_total=online_total,
        problem=problem,
    )
