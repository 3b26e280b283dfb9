"""How an article worked out: to tell it, and to read what colleagues told."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from wiki.accounts.identity import actor, open_for_reading, require_sign_in
from wiki.database import now
from wiki.errors import Invalid, NotAllowed
from wiki.practice import policy
from wiki.practice.forms.applying import ApplyingForm
from wiki.practice.models import Applied
from wiki.practice.queries import applied as queries
from wiki.practice.queries.applied import Asking
from wiki.practice.services import applying as services
from wiki.practice.services.applying import Experience
from wiki.practice.views.blueprint import blueprint
from wiki.practice.words import WORDS
from wiki.web.flow import done, today
from wiki.web.paging import PAGE_SIZE, page_number
from wiki.web.session import db, transaction


@blueprint.get("/a/<slug>/applied")
@open_for_reading
def applied(slug: str) -> str:
    """All that colleagues told; as a part, the little that stands below the article."""
    if request.args.get("part") == "1":
        page = queries.in_practice(db(), actor(), slug, today(), grounds=False)
        return render_template("practice/_told.html", page=page, **WORDS)
    page = queries.in_practice(db(), actor(), slug, today(), paging=(page_number(), PAGE_SIZE))
    return render_template("practice/applied.html", page=page, **WORDS)


@blueprint.get("/a/<slug>/applied/telling")
@require_sign_in
def telling(slug: str) -> ResponseReturnValue:
    page = queries.asking(db(), actor(), slug, today())
    form = ApplyingForm(data=_told_before(page.said) if page.said else None)
    chosen = request.args.get("result", "")
    if chosen in policy.RESULTS:
        form.result.data = chosen
    return _asked(page, form)


@blueprint.post("/a/<slug>/applied/telling")
@require_sign_in
def tell(slug: str) -> ResponseReturnValue:
    form = ApplyingForm()
    if not form.validate():
        return _asked_again(slug, form)
    try:
        with transaction() as session:
            services.tell(session, actor=actor(), at=now(), slug=slug, told=_experience(form))
    except Invalid as wrong:
        form.accuse(wrong.fields)
        return _asked_again(slug, form)
    return done("practice.applied", _("Dank je. Zo weten collega's of dit in de praktijk werkt."), slug=slug)


@blueprint.post("/applied/<int:id>/removal")
@require_sign_in
def remove(id: int) -> Response:
    with transaction() as session:
        slug = services.remove(session, id, actor=actor(), at=now()).slug
    return done("practice.applied", _("De woorden zijn weg. Dat het artikel is toegepast, blijft geteld."), slug=slug)


@blueprint.post("/applied/<int:id>/anonymity")
@require_sign_in
def take_name_off(id: int) -> Response:
    with transaction() as session:
        slug = services.take_name_off(session, id, actor=actor(), at=now()).slug
    return done("practice.applied", _("Je naam staat er niet meer bij."), slug=slug)


def _experience(form: ApplyingForm) -> Experience:
    return Experience(
        result=form.result.data or "",
        context=tuple(form.context.data or ()),
        adjustment=form.adjustment.data or "",
        assumption=form.assumption.data or "unknown",
        because=form.because.data or "",
        is_signed=form.is_signed.data,
    )


def _told_before(said: Applied) -> dict[str, object]:
    names = ("result", "context", "adjustment", "assumption", "because", "is_signed")
    return {name: getattr(said, name) for name in names}


def _asked_again(slug: str, form: ApplyingForm) -> tuple[str, int]:
    return _asked(queries.asking(db(), actor(), slug, today()), form, 422)


def _asked(page: Asking, form: ApplyingForm, status: int = 200) -> tuple[str, int]:
    if not page.can_apply:
        raise NotAllowed("apply")
    return render_template("practice/telling.html", page=page, form=form), status
