"""The official sources that articles rest on, for the moderators who keep them."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from wiki.accounts.identity import actor, require_sign_in
from wiki.database import now
from wiki.errors import Invalid
from wiki.moderation.forms.curation import SourceForm, source_form
from wiki.moderation.queries import sources as queries
from wiki.moderation.queries.sources import SourceRow
from wiki.moderation.services import sources as services
from wiki.moderation.services.sources import Wording
from wiki.moderation.views.blueprint import blueprint
from wiki.web.flow import done
from wiki.web.paging import page_number
from wiki.web.session import db, transaction


@blueprint.get("/sources")
@require_sign_in
def sources() -> str:
    return _list(source_form())


@blueprint.post("/sources")
@require_sign_in
def new_source() -> ResponseReturnValue:
    form = source_form()
    if not form.validate():
        return _list(form), 422
    try:
        with transaction() as session:
            services.add(session, actor=actor(), at=now(), wording=Wording(**form.wording()))
    except Invalid as wrong:
        form.accuse(wrong.fields)
        return _list(form), 422
    return done("moderation.sources", _("De bron staat in de lijst."))


@blueprint.get("/sources/<int:id>")
@require_sign_in
def source(id: int) -> str:
    found = queries.source(db(), actor(), id)
    return _one(found, source_form({"title": found.title, "version": found.version, "url": found.url}))


@blueprint.post("/sources/<int:id>")
@require_sign_in
def change_source(id: int) -> ResponseReturnValue:
    found = queries.source(db(), actor(), id)
    form = source_form()
    if not form.validate():
        return _one(found, form), 422
    wording = Wording(**form.wording())
    try:
        with transaction() as session:
            services.change(session, id, actor=actor(), at=now(), wording=wording)
    except Invalid as wrong:
        form.accuse(wrong.fields)
        return _one(found, form), 422
    return done("moderation.sources", _("De bron is bewaard."))


def _list(form: SourceForm) -> str:
    return render_template("moderation/sources.html", page=queries.sources(db(), actor(), page_number()), form=form)


def _one(found: SourceRow, form: SourceForm) -> str:
    return render_template("moderation/source.html", source=found, form=form)
