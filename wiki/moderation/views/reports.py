"""What readers reported, for who decides about it."""

from flask import current_app, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from wiki.accounts.identity import actor, require_sign_in
from wiki.database import now
from wiki.errors import Invalid, NotFound
from wiki.moderation.forms.reports import DecisionForm
from wiki.moderation.policy import reports as policy
from wiki.moderation.queries import reports as queries
from wiki.moderation.services import reports as services
from wiki.moderation.views.blueprint import blueprint
from wiki.moderation.words import REPORT_ICONS, REPORTS
from wiki.web.flow import done, today
from wiki.web.paging import page_number, paged
from wiki.web.session import db, transaction


@blueprint.get("/reports")
@require_sign_in
def reports() -> str:
    if not policy.can_decide_reports(actor()):
        raise NotFound("reports")
    wanted = request.args.get("kind", "")
    kind = wanted if wanted in REPORTS else ""
    page = paged(db(), queries.open_reports(actor(), kind), page_number())
    rows = queries.rows(db(), page.items, today())
    kinds = {code: REPORTS[code] for code in policy.kinds_for(actor())}
    return render_template(
        "moderation/reports.html", page=page.with_items(rows), kind=kind, kinds=kinds, words=REPORTS, icons=REPORT_ICONS
    )


@blueprint.get("/reports/<int:id>")
@require_sign_in
def reported(id: int) -> tuple[str, int]:
    return _page(id, DecisionForm())


@blueprint.post("/reports/<int:id>/decision")
@require_sign_in
def decide_report(id: int) -> Response | tuple[str, int]:
    form = DecisionForm()
    if not form.validate():
        return _page(id, form, status=422)
    try:
        with transaction() as session:
            services.decide(
                session,
                id,
                actor=actor(),
                at=now(),
                outcome=form.outcome.data or "",
                answer=form.answer.data or "",
                other=form.other.data or "",
            )
    except Invalid as wrong:
        form.accuse(wrong.fields)
        return _page(id, form, status=422)
    return done("moderation.reported", _("Besloten. Wie het meldde, krijgt bericht."), id=id)


@blueprint.post("/reports/<int:id>/flag")
@require_sign_in
def flag_reported(id: int) -> Response:
    with transaction() as session:
        services.flag(session, id, actor=actor(), at=now())
    return done("moderation.reported", _("Lezers zien nu dat het artikel herziening nodig heeft."), id=id)


def _page(id: int, form: DecisionForm, status: int = 200) -> tuple[str, int]:
    page = render_template(
        "moderation/reported.html",
        page=queries.report(db(), actor(), id, today()),
        form=form,
        words=REPORTS,
        icons=REPORT_ICONS,
        pages=current_app.view_functions,
    )
    return page, status
