"""Reporting an article, and what came of one's own reports."""

from flask import render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from wiki.accounts.identity import actor, require_sign_in
from wiki.articles.lifecycle import ONLINE
from wiki.articles.queries import Card
from wiki.database import now
from wiki.errors import Invalid, NotAllowed
from wiki.moderation.forms.reports import ReportForm, report_form
from wiki.moderation.policy import reports as policy
from wiki.moderation.policy.reports import KINDS, SAFETY
from wiki.moderation.queries import reports as queries
from wiki.moderation.services import reports as services
from wiki.moderation.views.blueprint import blueprint
from wiki.moderation.words import REPORTS
from wiki.web.flow import done, today
from wiki.web.ground import ground
from wiki.web.paging import page_number
from wiki.web.session import db, transaction


@blueprint.get("/a/<slug>/report")
@require_sign_in
def report(slug: str) -> tuple[str, int]:
    return _page(slug, _form())


@blueprint.post("/a/<slug>/report")
@require_sign_in
def send_report(slug: str) -> Response | tuple[str, int]:
    form = _form()
    if not form.validate():
        return _page(slug, form, status=422)
    try:
        with transaction() as session:
            said = services.report(
                session,
                actor=actor(),
                at=now(),
                slug=slug,
                kind=form.kind.data or "",
                sentence=form.sentence.data or "",
                other=form.other.data or "",
                hide=form.hide.data,
                hide_after=ground().settings.hide_after_reports,
            )
            is_hidden = said.article.is_hidden
    except Invalid as wrong:
        form.accuse(wrong.fields)
        return _page(slug, form, status=422)
    thanks = _("Dank je. Je hoort binnen twee werkdagen wat ermee gebeurt.")
    hidden = _("Dank je. Het artikel is verborgen tot er een besluit is.")
    return done("moderation.own_reports", hidden if is_hidden else thanks)


@blueprint.get("/reports/mine")
@require_sign_in
def own_reports() -> str:
    return render_template(
        "moderation/own_reports.html", page=queries.own(db(), actor(), page_number(), today()), words=REPORTS
    )


def _form() -> ReportForm:
    return report_form(KINDS if policy.can_report(actor()) else SAFETY)


def _page(slug: str, form: ReportForm, status: int = 200) -> tuple[str, int]:
    card, said = queries.about(db(), actor(), slug, today())
    can_report, can_hide = policy.can_report(actor()), _can_hide(card)
    if not (can_report or can_hide):
        raise NotAllowed("report")
    page = render_template(
        "moderation/report.html",
        card=card,
        said=[REPORTS[kind] for kind in said],
        form=form,
        can_report=can_report,
        can_hide=can_hide,
    )
    return page, status


def _can_hide(card: Card) -> bool:
    return policy.can_hide(actor()) and card.state in ONLINE
