"""Asking and answering. Each stop is one form that saves; whatever goes wrong, what was typed is in it."""

from typing import Any

from flask import render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from wiki.accounts.identity import actor, require_sign_in
from wiki.conversations import queries, services
from wiki.conversations.export import as_markdown
from wiki.conversations.forms import PICKS, StopForm, stop_form
from wiki.conversations.models import Conversation
from wiki.conversations.questions import PICKED, Stop, field_of, stop_of, way
from wiki.conversations.services import Page, Said, Typed
from wiki.conversations.services.answers import lacking
from wiki.conversations.views import blueprint
from wiki.database import now
from wiki.errors import Conflict, Invalid, NotFound
from wiki.taxonomy.slugs import slugify
from wiki.web import copies, desks
from wiki.web.fields import WAS, plain
from wiki.web.flow import done
from wiki.web.limits import SAFE
from wiki.web.locale import current_locale
from wiki.web.session import db, transaction

Answer = str | Response | tuple[str, int]


@blueprint.route("/conversations/<key>/steps/<slug>", methods=["GET", "POST"])
@require_sign_in
def stop(key: str, slug: str) -> Answer:
    found, here = queries.conversation(db(), actor(), key), stop_of(slug)
    if here is None:
        raise NotFound(slug)
    form = _stop_form(found, here, is_sent=request.method not in SAFE)
    if request.method in SAFE or request.form.get("action") == "continue":
        return _stop_page(found, here, form)
    if not form.validate():
        return _stop_page(found, here, form, 422)
    try:
        with transaction() as session:
            said = services.answer(session, actor=actor(), at=now(), key=key, page=_sent(here, form))
    except Invalid as wrong:
        form.accuse(wrong.fields)
        return _stop_page(found, here, form, 422)
    copies.tell(copies.desk_of(form.desk.data))
    return _gone_on(said, here)


@blueprint.post("/conversations/<key>/steps/<slug>/kept")
@require_sign_in
def keep(key: str, slug: str) -> tuple[dict[str, str], int]:
    """Keep what stands in a page now; the answer says so after it is safe, and never before."""
    found, here = queries.conversation(db(), actor(), key), stop_of(slug)
    if here is None:
        raise NotFound(slug)
    form = _stop_form(found, here, is_sent=True)
    if not form.validate():
        return {}, 422
    try:
        with transaction() as session:
            services.keep(session, actor=actor(), at=now(), key=key, page=_sent(here, form))
    except Invalid as wrong:
        return {}, 413 if "too-long" in wrong.fields.values() else 422
    except Conflict:
        return {}, 409
    return {}, 200


@blueprint.get("/conversations/<key>/sheet")
@require_sign_in
def sheet(key: str) -> str:
    """The interview sheet: with what was said, or (`?empty=1`) with lines to write on."""
    found = queries.conversation(db(), actor(), key)
    return render_template(
        "conversations/sheet.html",
        talk=queries.talk(found, actor()),
        parts=queries.sheet(found),
        is_empty=request.args.get("empty") == "1",
    )


@blueprint.get("/conversations/<key>/export.md")
@require_sign_in
def export(key: str) -> Response:
    found = queries.conversation(db(), actor(), key)
    text = as_markdown(found.topic, queries.sheet(found), current_locale())
    answer = Response(text, mimetype="text/markdown")
    name = slugify(found.topic) or "kennisgesprek"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.md"'
    return answer


def _stop_form(found: Conversation, here: Stop, *, is_sent: bool) -> StopForm:
    data: dict[str, Any] = {"desk": desks.new(), PICKS: [str(number) for number in found.hardest]}
    for place in here.places:
        data[field_of(place)] = data[WAS + field_of(place)] = found.said(*place)
    return stop_form(here, found.chunks, current_locale(), data=data, is_sent=is_sent)


def _sent(here: Stop, form: StopForm) -> Page:
    names = {place: field_of(place) for place in here.places}
    typed = {place: Typed(plain(form[WAS + name]), plain(form[name])) for place, name in names.items()}
    picks = [int(number) for number in form[PICKS].data] if here.is_picking else None
    return Page(here, typed, picks, desk=copies.desk_of(form.desk.data))


def _gone_on(said: Said, here: Stop) -> Answer:
    """After a save: on to the next stop when that was asked and enough is there for it."""
    key = said.conversation.key
    if said.overlaps:
        text = _("Intussen was hier ook iets anders bewaard. Beide teksten staan er nu: kijk na wat je houdt.")
        return done("conversations.stop", text, kind="warn", key=key, slug=here.slug)
    if request.form.get("action") != "next":
        return done("conversations.stop", _("Bewaard."), key=key, slug=here.slug)
    wrong = lacking(here, said.conversation)
    if wrong:
        form = _stop_form(said.conversation, here, is_sent=False)
        form.accuse(wrong)
        return _stop_page(said.conversation, here, form, 422)
    after = _neighbours(said.conversation, here)[1]
    if after:
        return done("conversations.stop", _("Bewaard."), key=key, slug=after)
    return done("conversations.drafts", _("Bewaard."), key=key)


def _stop_page(found: Conversation, here: Stop, form: StopForm, status: int = 200) -> Answer:
    return (
        render_template(
            "conversations/stop.html",
            talk=queries.talk(found, actor()),
            here=here,
            name=found.chunks.get(here.chunk, ""),
            number=_number(found, here),
            count=len(way(tuple(range(PICKED)))),
            form=form,
            questions=[(question, form[question.key]) for question in here.step.questions],
            chunks=[form[field_of(place)] for place in here.places] if here.is_map else [],
            owner=copies.owner(actor().id),
            before=_neighbours(found, here)[0],
        ),
        status,
    )


def _number(found: Conversation, here: Stop) -> int | None:
    """Which stop this is of all; what comes after picking has no number before it, nor what is picked no more."""
    slugs = [each.slug for each in way(found.hardest)]
    is_certain = here.is_map or here.is_picking or len(found.hardest) == PICKED
    return slugs.index(here.slug) + 1 if is_certain and here.slug in slugs else None


def _neighbours(found: Conversation, here: Stop) -> tuple[str | None, str | None]:
    """The stops before and after; for a chunk that is picked no more, where chunks are picked."""
    slugs = [each.slug for each in way(found.hardest)]
    if here.slug not in slugs:
        return "hardest", "hardest"
    place = slugs.index(here.slug)
    return slugs[place - 1] if place else None, slugs[place + 1] if place + 1 < len(slugs) else None
