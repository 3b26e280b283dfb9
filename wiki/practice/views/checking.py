"""Assumption checks, for moderators."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from wiki.accounts.identity import actor, require_sign_in
from wiki.database import now
from wiki.errors import Invalid, NotFound
from wiki.practice.forms.checking import FindingForm, finding_form
from wiki.practice.queries import checks as queries
from wiki.practice.queries.checks import CheckPage
from wiki.practice.services import checking as services
from wiki.practice.services.checking import Finding
from wiki.practice.views.blueprint import blueprint
from wiki.practice.words import WORDS
from wiki.web.flow import done, today
from wiki.web.paging import page_number, paged
from wiki.web.session import db, transaction


@blueprint.get("/assumptions")
@require_sign_in
def assumptions() -> str:
    if not actor().can_review:
        raise NotFound("assumptions")
    page = paged(db(), queries.waiting(actor(), today()), page_number())
    rows = queries.rows(db(), page.items, today())
    return render_template("practice/assumptions.html", page=page.with_items(rows))


@blueprint.get("/assumptions/<int:id>")
@require_sign_in
def assumption(id: int) -> tuple[str, int]:
    found = queries.check(db(), actor(), id, today())
    return _page(found, _form(found, {"old": found.guess, "seen": found.row.count}))


@blueprint.post("/assumptions/<int:id>/decision")
@require_sign_in
def decide(id: int) -> ResponseReturnValue:
    found = queries.check(db(), actor(), id, today())
    if found.outcome is not None:
        return done("practice.assumption", _("Een collega besloot hier al over."), kind="warn", id=id)
    form = _form(found)
    if not form.validate():
        return _page(found, form, 422)
    try:
        with transaction() as session:
            services.decide(session, id, actor=actor(), at=now(), found=_finding(form))
    except Invalid as wrong:
        form.accuse(wrong.fields)
        found = queries.check(db(), actor(), id, today())
        form.seen.data, form.seen.raw_data = found.row.count, None
        return _page(found, form, 422)
    return done("practice.assumption", _("Besloten. De auteur krijgt bericht, en lezers zien je besluit."), id=id)


@blueprint.post("/assumptions/<int:id>/clearing")
@require_sign_in
def clear(id: int) -> Response:
    with transaction() as session:
        services.clear(session, id, actor=actor(), at=now())
    return done("practice.assumption", _("De woorden zijn weg. Het besluit blijft staan."), id=id)


@blueprint.post("/assumptions/<int:id>/holding")
@require_sign_in
def hold(id: int) -> Response:
    return _looked_back(id, _("Genoteerd. De aanname houdt stand."), holds=True)


@blueprint.post("/assumptions/<int:id>/reopening")
@require_sign_in
def reopen(id: int) -> Response:
    return _looked_back(id, _("Er staat een nieuwe aannamecheck klaar."), holds=False)


def _looked_back(id: int, sentence: str, *, holds: bool) -> Response:
    with transaction() as session:
        services.look_back(session, id, actor=actor(), at=now(), holds=holds)
    return done("practice.assumptions", sentence)


def _form(found: CheckPage, data: dict[str, object] | None = None) -> FindingForm:
    return finding_form([(each.card.slug, each.card.title) for each in found.linking if each.can_flag], data)


def _finding(form: FindingForm) -> Finding:
    return Finding(
        outcome=form.outcome.data or "",
        old=form.old.data or "",
        evidence=form.evidence.data or "",
        new=form.new.data or "",
        look_back_on=form.look_back_on.data,
        other=form.other.data or "",
        also=tuple(form.also.data or ()),
        seen=form.seen.data,
    )


def _page(found: CheckPage, form: FindingForm, status: int = 200) -> tuple[str, int]:
    return render_template("practice/assumption.html", page=found, form=form, **WORDS), status
