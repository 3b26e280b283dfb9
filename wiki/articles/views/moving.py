"""An article under another address, and another article that begins as this one."""

from flask import render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from wiki.accounts.identity import actor, require_sign_in
from wiki.articles import queries, sections, services
from wiki.articles.models import Article, Revision
from wiki.articles.services.byline import Byline, last_role_name
from wiki.articles.typesetting import typeset
from wiki.articles.views import blueprint
from wiki.database import now
from wiki.errors import Invalid, NotFound, Taken
from wiki.markup import clean_line
from wiki.settings import LOCALES
from wiki.taxonomy.data import TYPES
from wiki.web import faults
from wiki.web.flow import done, today
from wiki.web.limits import SAFE
from wiki.web.session import db, transaction


@blueprint.errorhandler(NotFound)
def follow(_error: NotFound) -> Response | faults.Page:
    """An address that an article had before leads to it, for whoever may know the article; not for good in anybody's
    browser, for an article may get its old address back."""
    slug = str((request.view_args or {}).get("slug", ""))
    is_article = str(request.url_rule).startswith("/a/<slug>") and "\0" not in slug  # no database takes a NUL
    moved = queries.moved_to(db(), actor(), slug) if is_article and request.method in SAFE else None
    if moved is None:
        return faults.page(404)
    there = url_for("articles.read", slug=moved) + request.path.removeprefix(f"/a/{slug}")
    query = request.query_string.decode("latin-1")
    return redirect(f"{there}?{query}" if query else there, code=301)


@blueprint.post("/a/<slug>/address")
@require_sign_in
def rename(slug: str) -> Response:
    try:
        with transaction() as session:
            found = services.rename(
                session, actor=actor(), at=now(), slug=slug, to=clean_line(request.form.get("address", ""))[:200]
            ).slug
    except Taken as taken:
        text = _("Dat adres is al in gebruik. %(free)s is nog vrij.", free=taken.suggestion)
        return done("articles.read", text, kind="warn", slug=slug)
    except Invalid:
        return done("articles.read", _("Gebruik letters of cijfers in het adres."), kind="warn", slug=slug)
    return done("articles.read", _("Het artikel heeft een nieuw adres. Het oude blijft werken."), slug=found)


@blueprint.get("/a/<slug>/copy")
@require_sign_in
def copying(slug: str) -> str:
    """What somebody may begin from this article."""
    article, shown = _source(slug)
    card = queries.card(article, shown, today())
    others = queries.translations(db(), actor(), article, today())
    return render_template("articles/copy.html", card=card, languages=_missing(article, others), others=others)


@blueprint.post("/a/<slug>/copy")
@require_sign_in
def copy(slug: str) -> Response:
    article, shown = _source(slug)
    language = request.form.get("language") or None
    if language and language not in _missing(article, queries.translations(db(), actor(), article, today())):
        return done("articles.copying", _("Die vertaling is er al."), kind="warn", slug=slug)
    text = shown.text
    if language:
        kind = TYPES[article.type]
        text = sections.compose(kind, language, sections.split(kind, article.language, text))
    prepared = typeset(text, kind=article.type, language=language or article.language, audience=article.audience)
    byline = Byline(kind="role_name", shown=last_role_name(db(), actor()))
    with transaction() as session:
        made = services.copy(
            session,
            actor=actor(),
            at=now(),
            shown=session.merge(shown),
            prepared=prepared,
            byline=byline,
            title=shown.title if language else _("Kopie van %(title)s", title=shown.title),
            language=language,
        ).slug
    text = (
        _("Vertaal nu onderdeel voor onderdeel.")
        if language
        else _("Dit is een concept van jou. Het eerste artikel blijft.")
    )
    return done("articles.edit", text, slug=made)


def _source(slug: str) -> tuple[Article, Revision]:
    """An article that the actor may read, with the text that they see; NotFound for who does not write, and for a text
    that was purged."""
    article, parts = queries.by_slug(db(), actor(), slug)
    shown = queries.newest_shown(article, parts)
    if not actor().can_write or shown.purged_on is not None:
        raise NotFound("copy")
    return article, shown


def _missing(article: Article, others: tuple[queries.Card, ...]) -> list[str]:
    """The languages that there is no version in, as far as the actor may know. A translation is not translated on."""
    if article.translation_of:
        return []
    return [each for each in LOCALES if each != article.language and each not in {card.language for card in others}]
