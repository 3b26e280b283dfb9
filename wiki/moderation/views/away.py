"""Handing over for a holiday."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from wiki.accounts.identity import actor, require_sign_in
from wiki.database import now
from wiki.errors import Invalid
from wiki.moderation.forms.away import HandOverForm
from wiki.moderation.queries import away as queries
from wiki.moderation.services import away as services
from wiki.moderation.views.blueprint import blueprint
from wiki.web.flow import done, today
from wiki.web.session import db, transaction


@blueprint.get("/review/away")
@require_sign_in
def away() -> str:
    return _page(HandOverForm())


@blueprint.post("/review/away")
def hand_over() -> ResponseReturnValue:
    """The same answer whoever has the address, and if nobody does."""
    form = HandOverForm()
    if not form.validate():
        return _page(form), 422
    try:
        with transaction() as session:
            services.hand_over(
                session,
                actor=actor(),
                at=now(),
                email=form.email.data or "",
                first_day=form.first_day.data,
                last_day=form.last_day.data,
            )
    except Invalid as wrong:
        form.accuse(wrong.fields)
        return _page(form), 422
    return done(
        "moderation.away",
        _("Bewaard. Is dat een collega die jouw domeinen beoordeelt, dan krijgt die intussen bericht."),
    )


@blueprint.post("/review/away/ending")
def end_hand_over() -> Response:
    with transaction() as session:
        services.end(session, actor=actor(), at=now())
    return done("moderation.away", _("Je krijgt zelf weer bericht."))


def _page(form: HandOverForm) -> str:
    return render_template(
        "moderation/away.html",
        form=form,
        away=queries.own(db(), actor(), today()),
        stood_in_for=queries.stood_in_for(db(), actor(), today()),
    )
