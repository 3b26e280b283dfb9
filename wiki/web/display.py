"""How pages look and in which language a visitor reads them: two small cookies, set by plain forms.

They hold no identity. The server puts the choice on `<html>`, so that nothing flashes while a page loads.
"""

from typing import Any

from flask import Blueprint, Flask, current_app, redirect, request, session, url_for
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response

from wiki.settings import LOCALES
from wiki.web.ground import ground
from wiki.web.security import safe_next

THEMES = ("system", "light", "dark")
CONTRASTS = ("normal", "more")
THEME_COOKIE = "wiki_theme"
CONTRAST_COOKIE = "wiki_contrast"
LANGUAGE_COOKIE = "wiki_language"
KEPT_FOR = 365 * 24 * 3600

blueprint = Blueprint("web", __name__)


@blueprint.post("/display")
def display() -> Response:
    answer = _back()
    _keep(answer, THEME_COOKIE, request.form.get("theme"), THEMES)
    _keep(answer, CONTRAST_COOKIE, request.form.get("contrast"), CONTRASTS)
    return answer


@blueprint.post("/language")
def language() -> Response:
    """For visitors; who is signed in keeps the language with the account."""
    answer = _back()
    _keep(answer, LANGUAGE_COOKIE, request.form.get("language"), LOCALES)
    return answer


def theme() -> str:
    return _chosen(THEME_COOKIE, THEMES)


def contrast() -> str:
    return _chosen(CONTRAST_COOKIE, CONTRASTS)


def display_key() -> tuple[object, ...]:
    """All of a page that depends on this browser: looks, the token in its forms, a message that waits."""
    if "csrf_token" not in session:
        # Before the page is made, or the key of a first visit would differ from that of every later one.
        form_token()
    return theme(), contrast(), session["csrf_token"], has_messages()


def form_token() -> str:
    """The token for this browser's forms. Signing costs as much as a statement, and a signed copy holds for as long
    as the browser has its cookie, so one is kept for each."""
    raw = session.get("csrf_token")
    return ground().kept_tokens.get(raw, _signed) if raw else _signed()


def _signed() -> str:
    return str(generate_csrf())


def has_messages() -> bool:
    """Whether the next page has something to say that the one after it has not."""
    return bool(session.get("_flashes"))


def init_app(app: Flask) -> None:
    app.register_blueprint(blueprint)
    app.jinja_env.globals["csrf_token"] = form_token

    @app.context_processor
    def looks() -> dict[str, Any]:
        return {"theme": theme(), "contrast": contrast()}


def _chosen(cookie: str, choices: tuple[str, ...]) -> str:
    value = request.cookies.get(cookie, "")
    return value if value in choices else choices[0]


def _keep(answer: Response, cookie: str, value: str | None, choices: tuple[str, ...]) -> None:
    if value in choices:
        secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
        answer.set_cookie(cookie, value, max_age=KEPT_FOR, secure=secure, httponly=True, samesite="Lax")


def _back() -> Response:
    return redirect(safe_next(request.form.get("next")) or url_for("home.index"), code=303)
