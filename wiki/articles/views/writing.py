"""Writing pages. Whatever goes wrong, the answer is the same form with what was typed and what to do next."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from flask import flash, render_template, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from wiki.accounts.identity import actor, require_sign_in
from wiki.articles import policy, queries, sections, services
from wiki.articles.forms import ANSWER, WriteForm, write_form
from wiki.articles.lifecycle import HANDS, WRITERS, Stage
from wiki.articles.models import Article, ReviewQuestion, Revision
from wiki.articles.rendering import Prepared
from wiki.articles.services.byline import Byline, last_role_name
from wiki.articles.services.questions import open_questions
from wiki.articles.typesetting import typeset
from wiki.articles.views import blueprint, checking, meeting
from wiki.articles.views.desk import Desk, page
from wiki.articles.views.unsaved import address_now, forget_saved, taken_up
from wiki.database import now
from wiki.errors import Invalid, NotAllowed, NotFound, Taken
from wiki.taxonomy.data import BLOCKS, TYPES, ArticleType, enabled_domains
from wiki.web import copies, desks
from wiki.web.fields import WAS
from wiki.web.flow import done
from wiki.web.ground import ground
from wiki.web.limits import SAFE
from wiki.web.locale import current_locale
from wiki.web.session import db, transaction

Answer = str | Response | tuple[str, int]
# The same page once more with all that was typed: to go on, in one field, in one for each section.
TURNS = ("continue", "whole", "parts")


@blueprint.get("/write")
@require_sign_in
def choose_type() -> str:
    if not actor().can_write:
        raise NotFound("write")
    templates = [(each, TYPES[each.type]) for each in queries.templates_for(db(), actor())]
    return render_template("articles/choose_type.html", types=tuple(TYPES.values()), templates=templates)


@blueprint.route("/write/<type>", methods=["GET", "POST"])
@require_sign_in
def start(type: str) -> Answer:
    if type not in TYPES or not actor().can_write:
        raise NotFound(type)
    typed = taken_up(type, None) if request.method in SAFE else None
    form = _form(TYPES[type], None, data=_first_values(), typed=typed)
    if request.method in SAFE and typed is None:
        _begin_with_template(form, TYPES[type])
    is_whole = _is_whole(form, TYPES[type], form.language.data or "nl")
    desk = Desk(TYPES[type], form, is_whole=is_whole, reasons=_reasons(typed))
    if request.method in SAFE or request.form.get("action") in TURNS:
        return page(desk)
    if not desk.is_well_formed():
        return page(desk, status=422)
    try:
        article = _start(desk, _prepared(desk))
    except Taken as taken:
        return page(desk, status=422, taken=taken)
    except Invalid as wrong:
        desk.form.accuse(wrong.fields)
        return page(desk, status=422)
    return _saved(article.slug, article.head, desk.reasons)


@blueprint.route("/a/<slug>/edit", methods=["GET", "POST"])
@require_sign_in
def edit(slug: str) -> Answer:
    slug = address_now(slug)
    desk = _desk(slug)
    if request.method in SAFE:
        return page(desk) if desk.can_save else _not_now(desk, slug)
    if not desk.can_save:
        return meeting.too_late(desk)
    if not desk.is_well_formed():
        return page(desk, status=422)
    if request.form.get("action") in TURNS:
        return page(desk)
    try:
        return _saved(slug, meeting.saved(desk, partial(_save, desk, slug)), desk.reasons)
    except meeting.Overlap as overlap:
        return meeting.page(desk, overlap)
    except NotAllowed:
        return meeting.too_late(desk)  # somebody submitted it while this was on its way
    except Invalid as wrong:
        desk.form.accuse(wrong.fields)
        return page(desk, status=422)


@blueprint.post("/a/<slug>/submission")
def submit(slug: str) -> Response:
    """Submit the newest text as it is, from a page that shows it."""
    article, _parts = queries.by_slug(db(), actor(), slug)
    base = article.head.number
    try:
        with transaction() as session:
            return _handed_in(session, slug, base)
    except Invalid as wrong:
        open_one = wrong.fields.get("findings")
        why = checking.refusal(open_one) if open_one else _("Nog niet ingediend. Er ontbreekt nog iets.")
        return done("articles.edit", why, kind="warn", slug=slug)


@blueprint.post("/a/<slug>/retraction")
def take_back(slug: str) -> Response:
    with transaction() as session:
        services.take_back(session, actor=actor(), at=now(), slug=slug)
    return done("articles.edit", _("Teruggehaald. Je kunt verder schrijven."), slug=slug)


def _not_now(desk: Desk, slug: str) -> Response:
    """Nothing can be saved at this stage; its writer is shown how to get there."""
    if not WRITERS & desk.parts or desk.article is None or desk.article.stage != Stage.IN_REVIEW:
        raise NotAllowed(slug)
    text = _("Dit artikel ligt bij een moderator. Haal het terug om verder te schrijven.")
    return done("articles.read", text, kind="warn", slug=slug)


def _start(desk: Desk, prepared: Prepared) -> Article:
    form = desk.form
    with transaction() as session:
        return services.start(
            session,
            actor=actor(),
            at=now(),
            kind=desk.kind.slug,
            language=desk.language,
            audience=form.audience.data,
            content=desk.content(),
            prepared=prepared,
            byline=Byline(kind=form.byline_kind.data or "", shown=form.role_name.data or ""),
            slug=form.slug.data or None,
            desk=copies.desk_of(form.begun.data) or None,
        )


def _save(desk: Desk, slug: str, begun_from: int | None) -> Revision:
    prepared, base = _prepared(desk), desk.form.base.data or 0
    byline = Byline(kind=desk.form.byline_kind.data or "", shown=desk.form.role_name.data or "")
    with transaction() as session:
        revision = services.save(
            session,
            actor=actor(),
            at=now(),
            slug=slug,
            based_on=base,
            content=desk.content(),
            prepared=prepared,
            audience=desk.audience,
            begun_from=begun_from,
            follows=desk.follows,
        )
        if desk.questions:
            services.answer(session, actor=actor(), at=now(), slug=slug, answers=desk.answers())
        if WRITERS & policy.parts(session, actor(), revision.article):
            services.choose_byline(session, actor=actor(), at=now(), slug=slug, byline=byline)
        return revision


def _saved(slug: str, revision: Revision, reasons: Mapping[str, str]) -> Answer:
    """After a save: on to review when that was asked, else back to writing."""
    forget_saved()
    if not revision.complete:
        flash(_("De opmaak kostte te veel tijd. Je tekst is bewaard en staat er zoals je hem typte."), "warn")
    if revision.begun_from is not None:
        flash(_("Intussen was er een nieuwere versie bewaard. De teksten zijn samengevoegd."))
    try:
        checking.explain(revision.article, revision, reasons)
    except Invalid as wrong:
        return _refused(slug, revision, reasons, wrong)
    if request.form.get("action") != "submit":
        return done("articles.edit", _("Bewaard."), slug=slug)
    try:
        with transaction() as session:
            return _handed_in(session, slug, revision.number)
    except Invalid as wrong:
        return _refused(slug, revision, reasons, wrong)
    except NotAllowed:
        return done(
            "articles.edit", _("Er is niets veranderd, dus er valt niets in te dienen."), kind="warn", slug=slug
        )


def _handed_in(session: Session, slug: str, base: int) -> Response:
    """Submit, and say where the text is now: with a moderator, or online at once."""
    chosen = ground().settings
    article = services.hand_in(
        session,
        actor=actor(),
        at=now(),
        slug=slug,
        based_on=base,
        after=chosen.small_changes_after,
        of_two=chosen.second_reader_domains,
        faces_agreed="faces" in request.form,
    )
    if article.stage == Stage.IN_REVIEW:
        return done("articles.mine", _("Ingediend. Een moderator leest mee."))
    return done("articles.read", _("Online. Een moderator kijkt er nog naar."), slug=slug)


def _refused(slug: str, revision: Revision, reasons: Mapping[str, str], wrong: Invalid) -> Answer:
    """The page once more, after a save: the text is safe, and what came after was refused."""
    again = replace(_desk(slug), reasons=reasons)
    again.rebase(revision.number)
    again.accuse(wrong.fields)
    if "findings" in wrong.fields:
        again.form.form_errors.append(checking.refusal(wrong.fields["findings"]))
    return page(again, status=422, is_saved=True)


def _reasons(typed: MultiDict[str, str] | None) -> dict[str, str]:
    return checking.reasons_in((typed if typed is not None else request.form).items())


def _desk(slug: str) -> Desk:
    """The form of an existing article; NotFound for what the actor may not know, NotAllowed for who has no part in it.

    Who has one gets the form also when nothing can be saved (it was submitted, or somebody else began a change), so
    that a text that comes too late is not lost.
    """
    article, parts = queries.by_slug(db(), actor(), slug)
    if not HANDS & parts:
        raise NotAllowed(slug)
    kind = TYPES[article.type]
    questions = tuple(open_questions(db(), article)) if article.stage == Stage.RETURNED else ()
    typed = taken_up(kind.slug, article) if request.method in SAFE else None
    form = _form(kind, article, questions=questions, data=_values(article, questions), typed=typed)
    if request.method in SAFE and typed is None:
        form.fill(sections.split(kind, article.language, article.head.text))
    is_whole = _is_whole(form, kind, article.language)
    return Desk(kind, form, article, parts, questions, is_whole, _reasons(typed))


def _is_whole(form: WriteForm, kind: ArticleType, language: str) -> bool:
    """Whether the page has one field for the whole text: as it was sent, or as somebody asks for. What was written
    that way is put into the sections first."""
    was_whole = form.fill_from_whole(kind, language)
    asked = request.form.get("action")
    return asked == "whole" or (was_whole and asked != "parts")


def _form(
    kind: ArticleType,
    article: Article | None,
    *,
    data: Mapping[str, Any],
    questions: tuple[ReviewQuestion, ...] = (),
    typed: MultiDict[str, str] | None = None,
) -> WriteForm:
    desk = desks.new()
    return write_form(
        kind,
        enabled_domains(ground().settings.optional_domains),
        current_locale(),
        is_new=article is None,
        is_online=article is not None and article.published_id is not None,
        questions=[question.id for question in questions],
        data={"desk": desk, "begun": desk, **data},
        typed=typed,
    )


def _begin_with_template(form: WriteForm, kind: ArticleType) -> None:
    """Put the template that was chosen into the fields; NotFound for one of another type or another's domain."""
    chosen = request.args.get("template", type=int)
    if chosen is None:
        return
    template = queries.template_for(db(), actor(), chosen)
    if template.type != kind.slug:
        raise NotFound(f"template {chosen}")
    form.fill(sections.split(kind, template.language, template.text))
    form.language.data = template.language


def _first_values() -> dict[str, Any]:
    """What a new article begins with; a link may have chosen a title, a domain and a building block."""
    wanted = request.args
    offered = {domain.slug for domain in enabled_domains(ground().settings.optional_domains)}
    return {
        "title": wanted.get("title", "")[:200],
        "domains": [wanted["domain"]] if wanted.get("domain") in offered else sorted(actor().domains),
        "blocks": [wanted["block"]] if wanted.get("block") in BLOCKS else [],
        "language": "nl",
        "role_name": last_role_name(db(), actor()),
        "base": 0,
    }


def _values(article: Article, questions: Iterable[ReviewQuestion]) -> dict[str, Any]:
    head = article.head
    live = article.published_id == article.head_id
    own = queries.own_byline(db(), actor(), article)
    return {
        "title": head.title,
        "language": article.language,
        "domains": list(article.domains) if live else head.domains,
        "blocks": list(article.blocks) if live else head.blocks,
        "tags": ", ".join(head.tags),
        "audience": article.audience,
        "audience_was": article.audience,
        "byline_kind": own.kind,
        "role_name": own.shown if own.kind == "role_name" else "",
        "base": head.number,
        **{f"{was}{ANSWER}{q.id}": q.answer for q in questions for was in ("", WAS)},
    }


def _prepared(desk: Desk) -> Prepared:
    return typeset(desk.text, kind=desk.kind.slug, language=desk.language, audience=desk.audience)
