"""The tags: a list for moderators, and a page for each where knowledge managers change it."""

from collections.abc import Callable

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from wiki.accounts.identity import actor, require_sign_in
from wiki.database import now
from wiki.errors import Invalid
from wiki.moderation.forms.tags import LabelForm, MergeForm, TagForm, WordForm
from wiki.moderation.policy import order as policy
from wiki.moderation.queries import tags as queries
from wiki.moderation.services import tags as services
from wiki.moderation.views.blueprint import blueprint
from wiki.taxonomy.models import Tag
from wiki.web.flow import done
from wiki.web.paging import page_number, paged
from wiki.web.session import db, transaction


@blueprint.get("/tags/manage")
@require_sign_in
def tags() -> str:
    policy.require_tags(actor())
    q = request.args.get("q", "").replace("\0", "").strip()[:200]
    page = paged(db(), queries.tags(actor(), q), page_number())
    return render_template("moderation/tags.html", q=q, page=page.with_items(queries.rows(db(), actor(), page.items)))


@blueprint.get("/tags/manage/<slug>")
@require_sign_in
def tag(slug: str) -> tuple[str, int]:
    found = _tag(slug)
    return _page(found, LabelForm(data={"label": found.label}))


@blueprint.post("/tags/manage/<slug>/label")
@require_sign_in
def rename_tag(slug: str) -> ResponseReturnValue:
    form = LabelForm()

    def rename(session: Session) -> Tag:
        return services.rename(session, slug, actor=actor(), at=now(), label=form.label.data)

    return _answer(slug, form, rename, _("Het trefwoord heeft een nieuwe naam."))


@blueprint.post("/tags/manage/<slug>/merging")
@require_sign_in
def merge_tag(slug: str) -> ResponseReturnValue:
    form = MergeForm()

    def merge(session: Session) -> Tag:
        return services.merge(session, slug, actor=actor(), at=now(), into=form.into.data)

    return _answer(slug, form, merge, _("Samengevoegd. Wie het oude woord typt, krijgt dit trefwoord."))


@blueprint.post("/tags/manage/<slug>/words")
@require_sign_in
def add_tag_word(slug: str) -> ResponseReturnValue:
    form = WordForm()

    def add(session: Session) -> Tag:
        return services.add_word(session, slug, actor=actor(), at=now(), word=form.word.data)

    return _answer(slug, form, add, _("Wie dit woord typt, krijgt dit trefwoord."))


@blueprint.post("/tags/manage/<slug>/words/removal")
@require_sign_in
def remove_tag_word(slug: str) -> Response:
    word = request.form.get("word", "").replace("\0", "")
    with transaction() as session:
        services.remove_word(session, slug, actor=actor(), at=now(), word=word)
    return done("moderation.tag", _("Dit woord hoort niet meer bij het trefwoord."), slug=slug)


def _answer(slug: str, form: TagForm, change: Callable[[Session], Tag], sentence: str) -> ResponseReturnValue:
    found = _tag(slug)
    if not form.validate():
        return _page(found, form, 422)
    try:
        with transaction() as session:
            there = change(session).slug
    except Invalid as wrong:
        form.accuse(wrong.fields)
        return _page(_tag(slug), form, 422)
    return done("moderation.tag", sentence, slug=there)


def _tag(slug: str) -> Tag:
    policy.require_taxonomy(actor())
    return queries.tag(db(), actor(), slug)


def _page(found: Tag, form: TagForm, status: int = 200) -> tuple[str, int]:
    """The page of a tag; of its three forms the one that was sent keeps what was typed."""
    (row,) = queries.rows(db(), actor(), [found.id])
    forms = {
        "label_form": LabelForm(formdata=None, data={"label": row.label}),
        "merge_form": MergeForm(formdata=None),
        "word_form": WordForm(formdata=None),
    }
    kinds = {LabelForm: "label_form", MergeForm: "merge_form", WordForm: "word_form"}
    return render_template("moderation/tag.html", tag=row, form=form, **{**forms, kinds[type(form)]: form}), status
