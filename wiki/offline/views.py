"""Pages and answers for devices that go on without a connection."""

import json
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from wiki.accounts.identity import actor, open_to_visitors, require_sign_in
from wiki.offline import queries, shell
from wiki.settings import LOCALES
from wiki.taxonomy.data import TYPES, Domain, enabled_domains
from wiki.web import addresses, copies
from wiki.web.assets import asset
from wiki.web.flow import today
from wiki.web.ground import ground
from wiki.web.locale import current_locale, spoken
from wiki.web.paging import page_number
from wiki.web.session import db

MOST_AT_ONCE = 20
BEGUN = TYPES["practice-tip"]
ICONS = (
    ("icon-192.png", "192x192", "any"),
    ("icon-512.png", "512x512", "any"),
    ("icon-maskable.png", "512x512", "maskable"),
)

blueprint = Blueprint("offline", __name__)


@blueprint.get("/offline")
@require_sign_in
def kept() -> str:
    return render_template(
        "offline/kept.html", domains=_own_domains(), type=BEGUN, megabytes=ground().settings.offline_mb
    )


@blueprint.get("/offline/shell")
@open_to_visitors
def without_connection() -> Answer:
    """The page that a device shows where it has no connection: the same for everybody, without any form to send."""
    return _fresh(make_response(_shell(_asked_language())))


@blueprint.get("/offline/articles")
@require_sign_in
def articles() -> dict[str, Any]:
    """Which articles a device may hold, in which version; or with `slug`, the texts of those."""
    asked = addresses.asked("slug")[:MOST_AT_ONCE]
    told = {"texts": [_told(text) for text in _texts(asked)]} if "slug" in request.args else _rows()
    settings = ground().settings
    return {
        "owner": copies.owner(actor().id),
        "key": copies.list_key(actor().id),
        "days": settings.offline_days,
        "megabytes": settings.offline_mb,
        **told,
    }


@blueprint.get("/sw.js")
@open_to_visitors
def worker() -> Answer:
    source: str = ground().kept_pages.get("service worker", _worker)
    answer = make_response(source)
    answer.mimetype = "text/javascript"
    return _fresh(answer)


@blueprint.get("/manifest.webmanifest")
@open_to_visitors
def manifest() -> Answer:
    """What the installed site is called and looks like, in the language that the page was in."""
    with spoken(_asked_language()):
        answer = make_response(json.dumps(_manifest(), ensure_ascii=False))
    answer.mimetype = "application/manifest+json"
    return _fresh(answer)


def _asked_language() -> str:
    asked = request.args.get("language", "")
    return asked if asked in LOCALES else LOCALES[0]


def _own_domains() -> tuple[Domain, ...]:
    """The domains of whoever asks that are in use here; all of them for who has none."""
    enabled = enabled_domains(ground().settings.optional_domains)
    return tuple(each for each in enabled if each.slug in actor().domains) or enabled


def _rows() -> dict[str, Any]:
    own, number = {each.slug for each in _own_domains()}, page_number()
    found, has_more = queries.rows(db(), actor(), own, number, locale=current_locale(), today=today())
    return {
        "rows": [[row.slug, row.version, int(row.is_own)] for row in found],
        "next": number + 1 if has_more else None,
    }


def _texts(slugs: list[str]) -> tuple[queries.Text, ...]:
    return queries.texts(db(), actor(), slugs, locale=current_locale(), today=today())


def _told(text: queries.Text) -> dict[str, Any]:
    card = text.card
    labels = [*(each.label for each in card.domains), card.type.label]
    return {
        "slug": card.slug,
        "version": text.version,
        "language": card.language,
        "title": card.title,
        "lead": card.lead or "",
        "line": " · ".join(str(label(current_locale())) for label in labels),
        "headings": [heading.text for heading in text.headings],
        "text": text.plain,
        "html": render_template("offline/_copy.html", text=text, card=card),
    }


def _shell(language: str) -> str:
    with spoken(language):
        return render_template("offline/shell.html", theme="system", contrast="normal", type=BEGUN)


def _worker() -> str:
    def address(name: str, *, hashed: bool) -> str:
        return asset(name) if hashed else url_for("static", filename=name)

    shells = {url_for("offline.without_connection", language=each): _shell(each) for each in LOCALES}
    return shell.worker(shells, address)


def _manifest() -> dict[str, Any]:
    return {
        "id": "/",
        "name": "Praktijkwijs",
        "short_name": "Praktijkwijs",
        "description": _("Praktijkkennis van politie, brandweer en handhaving"),
        "lang": current_locale(),
        "dir": "ltr",
        "start_url": url_for("home.index"),
        "scope": "/",
        "display": "standalone",
        "background_color": shell.paper(),
        "theme_color": shell.paper(),
        "icons": [
            {"src": asset(f"img/{name}"), "sizes": sizes, "type": "image/png", "purpose": purpose}
            for name, sizes, purpose in ICONS
        ],
        "shortcuts": [
            {"name": _("Bewaard"), "url": url_for("offline.kept")},
            {"name": _("Schrijven"), "url": url_for("articles.choose_type")},
        ],
    }


def _fresh(answer: Response) -> Answer:
    """Asked again each time, and sent again only when it changed."""
    answer.add_etag()
    answer.headers["Cache-Control"] = "no-cache"
    return answer.make_conditional(request)
