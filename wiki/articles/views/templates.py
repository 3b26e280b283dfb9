"""Texts to begin an article with, for the moderators who keep them."""

from collections.abc import Callable
from functools import partial

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from wiki.accounts.identity import actor, require_sign_in
from wiki.accounts.words import domain_label
from wiki.articles import policy, queries, services
from wiki.articles.forms import ALL_DOMAINS, TemplateForm, template_form
from wiki.articles.models import ArticleTemplate
from wiki.articles.services.templates import Wording
from wiki.articles.views import blueprint
from wiki.database import now
from wiki.errors import Invalid
from wiki.taxonomy.data import TYPES, enabled_domains
from wiki.web.flow import done
from wiki.web.ground import ground
from wiki.web.locale import current_locale
from wiki.web.session import db, transaction


@blueprint.get("/templates")
@require_sign_in
def templates() -> str:
    rows = [
        (each, TYPES[each.type], domain_label(each.domain) if each.domain else str(ALL_DOMAINS))
        for each in queries.kept_templates(db(), actor())
    ]
    mine = {each.id for each, _type, _domain in rows if policy.can_keep_template(actor(), each.domain)}
    return render_template("articles/templates.html", rows=rows, mine=mine)


@blueprint.route("/templates/new", methods=["GET", "POST"])
@require_sign_in
def new_template() -> ResponseReturnValue:
    policy.require_templates(actor())
    form = _form()
    return _answer(form, None, _add)


@blueprint.route("/templates/<int:id>", methods=["GET", "POST"])
@require_sign_in
def edit_template(id: int) -> ResponseReturnValue:
    found = queries.kept_template(db(), actor(), id)
    form = _form(found)
    return _answer(form, found, partial(_change, id))


@blueprint.post("/templates/<int:id>/removal")
@require_sign_in
def remove_template(id: int) -> ResponseReturnValue:
    with transaction() as session:
        services.templates.remove(session, id, actor=actor(), at=now())
    return done("articles.templates", _("Het sjabloon is weg. Artikelen die ermee begonnen, blijven zoals ze zijn."))


def _answer(
    form: TemplateForm, template: ArticleTemplate | None, keep: Callable[[Wording, int], None]
) -> ResponseReturnValue:
    if not form.is_submitted():
        return _page(form, template)
    if not form.validate():
        return _page(form, template), 422
    try:
        keep(Wording(**form.wording()), ground().settings.max_article_characters)
    except Invalid as wrong:
        form.accuse(wrong.fields)
        return _page(form, template), 422
    return done("articles.templates", _("Het sjabloon is bewaard."))


def _page(form: TemplateForm, template: ArticleTemplate | None) -> str:
    return render_template("articles/template.html", form=form, template=template)


def _add(wording: Wording, longest: int) -> None:
    with transaction() as session:
        services.templates.add(session, actor=actor(), at=now(), wording=wording, longest=longest)


def _change(template_id: int, wording: Wording, longest: int) -> None:
    with transaction() as session:
        services.templates.change(session, template_id, actor=actor(), at=now(), wording=wording, longest=longest)


def _form(of: ArticleTemplate | None = None) -> TemplateForm:
    locale = current_locale()
    domains = [(each.slug, each.label(locale)) for each in enabled_domains(ground().settings.optional_domains)]
    offered = [("", str(ALL_DOMAINS)), *domains]
    data = (
        {"name": of.name, "kind": of.type, "language": of.language, "domain": of.domain, "text": of.text} if of else {}
    )
    return template_form([pair for pair in offered if policy.can_keep_template(actor(), pair[0])], locale, data)
