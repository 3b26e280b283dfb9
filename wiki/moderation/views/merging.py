"""Two articles that say the same: pick the other one, choose section by section, and let its address lead here."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from wiki.accounts.identity import actor, require_sign_in
from wiki.articles import queries as articles
from wiki.articles import services
from wiki.articles.models import Article
from wiki.articles.queries import Card
from wiki.articles.rendering import Prepared
from wiki.articles.typesetting import typeset
from wiki.database import now
from wiki.errors import Conflict, Invalid
from wiki.markup import clean_line
from wiki.moderation.forms.merging import REFUSED, MergingForm, merging_form
from wiki.moderation.queries import merging as queries
from wiki.moderation.queries.merging import Pair
from wiki.moderation.views.blueprint import blueprint
from wiki.search import queries as search
from wiki.search.engine import Rebuilding
from wiki.search.indexing import engine_of
from wiki.web.flow import done, today
from wiki.web.ground import ground
from wiki.web.session import db, transaction


@blueprint.get("/a/<slug>/merging")
@require_sign_in
def merging(slug: str) -> ResponseReturnValue:
    """Pick an article by its address or by words of its title; with an address, both beside each other."""
    article = queries.kept(db(), actor(), slug)
    asked = clean_line(request.args.get("other", "").replace("\0", ""))[:200]
    other = asked.rstrip("/").rpartition("/")[2]
    refused = queries.why_not(db(), actor(), article, other) if asked else "unknown"
    if refused is None:
        found = queries.pair(db(), actor(), article, other, today())
        return _page(found, _form(found, {"other": other, "base": found.base, "read": found.read}))
    return _choice(article, asked, refused)


@blueprint.post("/a/<slug>/merging")
@require_sign_in
def merge(slug: str) -> ResponseReturnValue:
    article = queries.kept(db(), actor(), slug)
    other = request.form.get("other", "").replace("\0", "")
    refused = queries.why_not(db(), actor(), article, other)
    if refused:
        return _choice(article, other, refused)[0], 422
    found = queries.pair(db(), actor(), article, other, today())
    form = _form(found)
    if not form.validate():
        return _page(found, form, 422)
    try:
        _merge(found, form)
    except Invalid as wrong:
        form.accuse_all(wrong.fields)
        return _page(found, form, 422)
    except Conflict:
        return _newer(found, form)
    return done("articles.history", _("Samengevoegd. Het adres van het andere artikel leidt nu hierheen."), slug=slug)


@blueprint.post("/a/<slug>/splitting")
@require_sign_in
def split(slug: str) -> Response:
    with transaction() as session:
        services.split(session, actor=actor(), at=now(), slug=slug)
    return done("articles.read", _("Weer gesplitst. Dit artikel is gearchiveerd gebleven."), slug=slug)


def _merge(found: Pair, form: MergingForm) -> None:
    prepared = _prepared(found, {side.name: str(form[side.name].data) for side in found.asked})
    with transaction() as session:
        services.merge(
            session,
            actor=actor(),
            at=now(),
            slug=found.kept.slug,
            other=found.other.slug,
            based_on=form.base.data or 0,
            read=form.read.data or 0,
            prepared=prepared,
            summary=_("Samengevoegd met een ander artikel"),
        )


def _prepared(found: Pair, choices: dict[str, str]) -> Prepared | None:
    """What was chosen, rendered; None where nothing was taken from the other."""
    if set(choices.values()) <= {queries.KEPT}:
        return None
    text = queries.composed(found, choices)
    if len(text) > ground().settings.max_article_characters:
        raise Invalid({"text": "too-long"})
    article = found.article
    return typeset(text, kind=article.type, language=article.language, audience=article.audience)


def _form(found: Pair, data: dict[str, object] | None = None) -> MergingForm:
    return merging_form([(side.name, side.heading) for side in found.asked], data)


def _newer(found: Pair, form: MergingForm) -> tuple[str, int]:
    """Somebody published meanwhile: the newest texts with what the moderator had chosen."""
    for field, number in ((form.base, found.base), (form.read, found.read)):
        field.data, field.raw_data = number, None
    form.form_errors.append(_("Een van de teksten is intussen veranderd. Lees ze opnieuw; je keuzes staan er nog."))
    return _page(found, form, 409)


def _page(found: Pair, form: MergingForm, status: int = 200) -> tuple[str, int]:
    return render_template("moderation/merging.html", pair=found, form=form), status


def _choice(article: Article, asked: str, refused: str) -> tuple[str, int]:
    """The page to pick an article on: what the words find, or what is most like it."""
    found = queries.offered(db(), actor(), article, asked, today()) if asked else _like(article)
    (card,) = articles.cards(db(), [article.id], today())
    error = REFUSED[refused] if asked and (refused != "unknown" or not found) else None
    return render_template("moderation/duplicate.html", card=card, asked=asked, error=error, cards=found), 200


def _like(article: Article) -> tuple[Card, ...]:
    try:
        return search.similar(
            db(), engine=engine_of(ground().settings), actor=actor(), article=article.id, today=today()
        )
    except Rebuilding:
        return ()
