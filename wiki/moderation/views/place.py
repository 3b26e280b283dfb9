"""Where a published article stands: a small page, without a new text."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from wiki.accounts.identity import actor, require_sign_in
from wiki.articles import queries, services
from wiki.articles.models import Article
from wiki.database import now
from wiki.errors import Invalid
from wiki.moderation.forms.place import PlaceForm, place_form
from wiki.moderation.queries.merging import kept
from wiki.moderation.views.blueprint import blueprint
from wiki.taxonomy.data import DOMAINS, enabled_domains
from wiki.web.flow import done, today
from wiki.web.ground import ground
from wiki.web.locale import current_locale
from wiki.web.session import db, transaction


@blueprint.get("/a/<slug>/place")
@require_sign_in
def placing(slug: str) -> tuple[str, int]:
    article = kept(db(), actor(), slug)
    return _page(article, _form(article, {"domains": list(article.domains), "blocks": list(article.blocks)}))


@blueprint.post("/a/<slug>/place")
@require_sign_in
def place(slug: str) -> ResponseReturnValue:
    article = kept(db(), actor(), slug)
    form = _form(article)
    if not form.validate():
        return _page(article, form, 422)
    try:
        with transaction() as session:
            services.place(
                session,
                actor=actor(),
                at=now(),
                slug=slug,
                domains=form.domains.data or (),
                blocks=form.blocks.data or (),
                of_two=ground().settings.second_reader_domains,
            )
    except Invalid as wrong:
        form.accuse(wrong.fields)
        return _page(kept(db(), actor(), slug), form, 422)
    return done("articles.read", _("Het artikel staat nu hier."), slug=slug)


def _form(article: Article, data: dict[str, object] | None = None) -> PlaceForm:
    """With the domains of this wiki, and those that the article is in though they were switched off since."""
    enabled = enabled_domains(ground().settings.optional_domains)
    offered = [each for each in DOMAINS.values() if each in enabled or each.slug in article.domains]
    return place_form(offered, current_locale(), data)


def _page(article: Article, form: PlaceForm, status: int = 200) -> tuple[str, int]:
    (card,) = queries.cards(db(), [article.id], today())
    return render_template("moderation/place.html", card=card, form=form), status
