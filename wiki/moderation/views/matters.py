"""Deciding together: what waits, asking, and one matter with its buttons."""

from collections.abc import Callable
from typing import Any

from flask import render_template, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from wiki.accounts.identity import actor, require_sign_in
from wiki.accounts.policy import Role
from wiki.accounts.words import ROLE_LABELS
from wiki.database import now
from wiki.errors import Invalid, NotFound
from wiki.moderation.forms.matters import FORMS, AnswerForm, AskForm, PurgeForm, UnsealForm
from wiki.moderation.queries import matters as queries
from wiki.moderation.queries.matters import Options
from wiki.moderation.services import matters as services
from wiki.moderation.views.blueprint import blueprint
from wiki.moderation.words import EXPLAINED, KINDS, OUTCOMES
from wiki.web.flow import done
from wiki.web.ground import ground
from wiki.web.locale import day
from wiki.web.paging import page_number
from wiki.web.session import db, transaction

Answer = str | Response | tuple[str, int]
WORDS = {
    "kinds": KINDS,
    "explained": EXPLAINED,
    "outcomes": OUTCOMES,
    "roles": {role.value: ROLE_LABELS[role] for role in Role},
}


@blueprint.get("/matters")
@require_sign_in
def matters() -> str:
    found = queries.lists(db(), actor(), page_number())
    return render_template("moderation/matters.html", lists=found, page=found.decided, **WORDS)


@blueprint.get("/matters/ask/<slug>")
@require_sign_in
def ask(slug: str) -> Answer:
    options = queries.options(db(), actor(), slug)
    kind = request.args.get("kind", "")
    return _asking(options, kind, _form(kind, options) if kind in options.kinds else None)


@blueprint.post("/matters/ask/<slug>")
@require_sign_in
def asked(slug: str) -> Answer:
    options = queries.options(db(), actor(), slug)
    kind = request.form.get("kind", "")
    if kind not in options.kinds:
        raise NotFound(slug)
    form = _form(kind, options)
    if not form.validate():
        return _asking(options, kind, form, 422)
    try:
        with transaction() as session:
            wish = services.Wish(kind=kind, **form.wish())
            made = services.ask(session, actor=actor(), at=now(), slug=slug, wish=wish).id
    except Invalid as wrong:
        form.accuse(wrong.fields)
        return _asking(queries.options(db(), actor(), slug), kind, form, 422)
    return done("moderation.matter", _("Gevraagd. Je krijgt bericht als er een besluit is."), id=made)


@blueprint.get("/matters/<int:id>")
@require_sign_in
def matter(id: int) -> Answer:
    return _page(id, AnswerForm())


@blueprint.post("/matters/<int:id>/agreement")
@require_sign_in
def agree(id: int) -> Answer:
    form = AnswerForm()

    def decide(session: Session) -> None:
        services.agree(session, id, actor=actor(), at=now(), answer=form.answer.data or "")

    return _decided(id, form, decide, _("Je bent akkoord. Wie het vroeg krijgt bericht."))


@blueprint.post("/matters/<int:id>/refusal")
@require_sign_in
def refuse(id: int) -> Answer:
    form = AnswerForm()

    def decide(session: Session) -> None:
        services.refuse(session, id, actor=actor(), at=now(), answer=form.answer.data or "")

    return _decided(id, form, decide, _("Geweigerd. Wie het vroeg leest je toelichting."))


@blueprint.post("/matters/<int:id>/withdrawal")
@require_sign_in
def withdraw_matter(id: int) -> Answer:
    with transaction() as session:
        services.withdraw(session, id, actor=actor(), at=now())
    return done("moderation.matters", _("Je verzoek is ingetrokken."))


@blueprint.post("/matters/<int:id>/execution")
@require_sign_in
def carry_out(id: int) -> Answer:
    form = AnswerForm()
    try:
        with transaction() as session:
            services.carry_out(session, id, actor=actor(), at=now())
    except Invalid as wrong:
        form.form_errors.extend(str(form.SENTENCES[code]) for code in wrong.fields.values())
        return _page(id, form, 422)
    sentence = _("De tekst is gewist. Uit de zoekindex en de bestanden verdwijnt hij nu.")
    return done("moderation.matter", sentence, id=id)


def _decided(id: int, form: AnswerForm, decide: Callable[[Session], None], sentence: str) -> Answer:
    """On with the matter, or the same page with what was typed."""
    if not form.validate():
        return _page(id, form, 422)
    try:
        with transaction() as session:
            decide(session)
    except Invalid as wrong:
        form.accuse(wrong.fields)
        return _page(id, form, 422)
    return done("moderation.matter", sentence, id=id)


def _page(id: int, form: AnswerForm, status: int = 200) -> Answer:
    days = ground().settings.unseal_days
    found = queries.matter(db(), actor(), id, at=now(), unseal_days=days)
    return render_template("moderation/matter.html", page=found, form=form, days=days, **WORDS), status


def _asking(options: Options, kind: str, form: AskForm | None, status: int = 200) -> Answer:
    return render_template("moderation/ask.html", options=options, kind=kind, form=form, **WORDS), status


def _form(kind: str, options: Options) -> AskForm:
    """The form for this kind; where there is one thing to choose, it is chosen."""
    data: dict[str, Any] = {}
    if kind == "unseal" and len(options.bylines) == 1:
        data["authorship"] = next(iter(options.bylines))
    form: AskForm = FORMS[kind](data=data)
    if isinstance(form, PurgeForm):
        form.offer((row.number, _version(row.number, day(row.on))) for row in options.revisions)
    if isinstance(form, UnsealForm):
        form.offer(options.bylines.items())
    return form


def _version(number: int, on: str) -> str:
    return str(_("Versie %(number)s van %(date)s", number=number, date=on))
