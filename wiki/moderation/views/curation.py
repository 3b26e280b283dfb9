"""Looking after one article: its dates, who may confirm it, and what it rests on."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from wiki.accounts.identity import actor, require_sign_in
from wiki.database import now
from wiki.errors import Invalid
from wiki.moderation.forms.curation import RestingForm, resting_form
from wiki.moderation.queries import curation as queries
from wiki.moderation.queries.curation import Curation
from wiki.moderation.services import curation as services
from wiki.moderation.views.blueprint import blueprint
from wiki.web.flow import done, today
from wiki.web.ground import ground
from wiki.web.session import db, transaction


@blueprint.get("/a/<slug>/curation")
@require_sign_in
def curation(slug: str) -> str:
    found = _found(slug)
    return _page(found, resting_form(found.others))


@blueprint.post("/a/<slug>/reviewers")
@require_sign_in
def name_reviewer(slug: str) -> ResponseReturnValue:
    """The answer is the same whether the address belongs to somebody or not."""
    email = request.form.get("email", "")
    with transaction() as session:
        services.name_reviewer(session, actor=actor(), at=now(), slug=slug, email=email)
    text = _("Hoort dit adres bij een collega die dit artikel mag lezen, dan staat die nu in de lijst.")
    return done("moderation.curation", text, slug=slug)


@blueprint.post("/a/<slug>/reviewers/<int:id>/removal")
@require_sign_in
def remove_reviewer(slug: str, id: int) -> ResponseReturnValue:
    with transaction() as session:
        services.remove_reviewer(session, id, actor=actor(), at=now(), slug=slug)
    return done("moderation.curation", _("Die collega wordt niet meer gevraagd."), slug=slug)


@blueprint.post("/a/<slug>/sources")
@require_sign_in
def add_source(slug: str) -> ResponseReturnValue:
    found = _found(slug)
    form = resting_form(found.others)
    if not form.validate():
        return _page(found, form), 422
    try:
        with transaction() as session:
            services.add_source(session, form.source.data, actor=actor(), at=now(), slug=slug)
    except Invalid as wrong:
        form.accuse(wrong.fields)
        return _page(_found(slug), form), 422
    return done("moderation.curation", _("De bron staat nu bij het artikel."), slug=slug)


@blueprint.post("/a/<slug>/sources/<int:id>/removal")
@require_sign_in
def remove_source(slug: str, id: int) -> ResponseReturnValue:
    with transaction() as session:
        services.remove_source(session, id, actor=actor(), at=now(), slug=slug)
    return done("moderation.curation", _("De bron staat niet meer bij het artikel."), slug=slug)


def _found(slug: str) -> Curation:
    after = ground().settings.archive_after
    return queries.curation(db(), actor(), slug, today=today(), archive_after=after)


def _page(found: Curation, form: RestingForm) -> str:
    return render_template("moderation/curation.html", found=found, form=form)
