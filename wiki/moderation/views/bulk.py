"""Many articles at once: pick, see what would happen, do it, and undo it for a while."""

from collections.abc import Mapping

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from wiki.accounts.identity import actor, require_sign_in
from wiki.articles import queries as articles
from wiki.database import now
from wiki.errors import Invalid
from wiki.moderation.forms.bulk import KINDS, WHY_NOT, BulkForm, bulk_form
from wiki.moderation.policy.curation import require_moderator
from wiki.moderation.queries import bulk as queries
from wiki.moderation.queries.bulk import Choice
from wiki.moderation.services import bulk as services
from wiki.moderation.views.blueprint import blueprint
from wiki.moderation.views.choosing import own_domains
from wiki.taxonomy.data import TYPES
from wiki.web.flow import done, today
from wiki.web.locale import current_locale
from wiki.web.paging import page_number, paged
from wiki.web.session import db, transaction


@blueprint.get("/bulk")
@require_sign_in
def bulk() -> tuple[str, int]:
    require_moderator(actor())
    return _list(bulk_form())


@blueprint.get("/bulk/preview")
@require_sign_in
def bulk_preview() -> tuple[str, int]:
    """What would happen to each of the articles that were ticked; nothing does yet."""
    require_moderator(actor())
    form = bulk_form(request.args)
    return _preview(form) if _is_sound(form) else _list(form, 422)


@blueprint.post("/bulk")
@require_sign_in
def carry_out_bulk() -> ResponseReturnValue:
    require_moderator(actor())
    form = bulk_form(request.form)
    if not _is_sound(form):
        return _list(form, 422)
    ids = form.numbers()
    try:
        with transaction() as session:
            change = services.carry_out(
                session, actor=actor(), at=now(), kind=form.kind.data, ids=ids, tag=form.tag.data
            )
            change_id, count = change.id, len(change.before)
    except Invalid as wrong:
        form.accuse(wrong.fields)
        return _preview(form, 422)
    text = ngettext("Gedaan bij %(num)s artikel.", "Gedaan bij %(num)s artikelen.", count)
    left = len(ids) - count
    also = ngettext("%(num)s is overgeslagen.", "%(num)s zijn overgeslagen.", left) if left else ""
    return done("moderation.bulk_change", f"{text} {also}".strip(), id=change_id)


@blueprint.get("/bulk/history")
@require_sign_in
def bulk_history() -> str:
    require_moderator(actor())
    page = queries.history(db(), actor(), page_number(), now())
    return render_template("moderation/bulk_history.html", page=page, kinds=KINDS)


@blueprint.get("/bulk/<int:id>")
@require_sign_in
def bulk_change(id: int) -> str:
    change = queries.done(db(), actor(), id, now())
    return render_template("moderation/bulk_change.html", change=change, kinds=KINDS, why_not=WHY_NOT)


@blueprint.post("/bulk/<int:id>/undoing")
@require_sign_in
def undo_bulk(id: int) -> Response:
    try:
        with transaction() as session:
            left = len(services.undo(session, id, actor=actor(), at=now()).left_out)
    except Invalid:
        text = _("Er is niets meer terug te zetten. Hieronder staat waarom.")
        return done("moderation.bulk_change", text, kind="warn", id=id)
    also = (
        ngettext("%(num)s artikel bleef zoals het is.", "%(num)s artikelen bleven zoals ze zijn.", left) if left else ""
    )
    return done("moderation.bulk_change", f"{_('Teruggezet.')} {also}".strip(), id=id)


def _is_sound(form: BulkForm) -> bool:
    if not form.validate():
        return False
    try:
        services.check(form.kind.data or "", form.tag.data or "", form.numbers(), today=today())
    except Invalid as wrong:
        form.accuse(wrong.fields)
        return False
    return True


def _choice(args: Mapping[str, str]) -> Choice:
    """What narrows the list; words that are none of ours narrow it to nothing."""
    text = {name: args.get(name, "").replace("\0", "")[:80] for name in ("domain", "type")}
    slug = queries.tag_slug(db(), args.get("in_tag", "").replace("\0", "")[:80]) if args.get("in_tag") else ""
    return Choice(**text, tag=slug, overdue=args.get("overdue") == "1")


def _list(form: BulkForm, status: int = 200) -> tuple[str, int]:
    args: MultiDict[str, str] = request.args if request.method == "GET" else request.form
    page = paged(db(), queries.offered(actor(), _choice(args), today()), page_number(), queries.MOST)
    ticked = set(map(str, page.items)) if args.get("all") == "1" else set(map(str, form.numbers()))
    cards = zip(page.items, articles.cards(db(), page.items, today()), strict=True)
    return (
        render_template(
            "moderation/bulk.html",
            form=form,
            page=page.with_items(tuple(cards)),
            ticked=ticked,
            asked=_asked(args),
            domains=[(each.slug, each.label(current_locale())) for each in own_domains()],
            types=[(kind.slug, kind.label(current_locale())) for kind in TYPES.values()],
        ),
        status,
    )


def _asked(args: Mapping[str, str]) -> dict[str, str]:
    """What the list is narrowed by, for the addresses of its other pages."""
    names = ("domain", "type", "in_tag", "overdue")
    return {name: args[name].replace("\0", "")[:80] for name in names if args.get(name)}


def _preview(form: BulkForm, status: int = 200) -> tuple[str, int]:
    kind, slug = form.kind.data, queries.tag_slug(db(), form.tag.data or "")
    rows = queries.outcomes(db(), actor(), form.numbers(), kind=kind, tag=slug, today=today())
    will = [row for row in rows if row.why_not is None]
    return (
        render_template(
            "moderation/bulk_preview.html",
            form=form,
            will=will,
            left_out=[row for row in rows if row.why_not],
            kinds=KINDS,
            why_not=WHY_NOT,
        ),
        status,
    )
