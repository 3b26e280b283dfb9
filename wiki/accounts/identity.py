"""Who sends this request: the cookie, the row behind it, and a door that is closed unless a view says otherwise.

Flask-Login is the shape of it (`current_user`, `login_required`), but identity never stands in Flask's own session:
that cookie can be copied and cannot be taken back. Ours names a row, and the row is asked on every request.
"""

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar, cast

from flask import Flask, Response, g, redirect, request, session, url_for
from flask_login import LoginManager, login_required
from sqlalchemy.exc import OperationalError
from werkzeug.wrappers import Response as Answer

from wiki import database
from wiki.accounts import passwords, queries, tokens
from wiki.accounts.policy import ANONYMOUS, Actor
from wiki.accounts.queries import Lifetimes
from wiki.accounts.services import sessions
from wiki.database import now
from wiki.settings import Settings
from wiki.web.ground import ground
from wiki.web.session import db

COOKIE_WITH_TLS = "__Host-wiki"
COOKIE = "wiki_session"
TOUCH_AFTER = timedelta(minutes=5)

log = logging.getLogger("wiki.identity")
View = TypeVar("View", bound=Callable[..., Any])
require_sign_in = cast("Callable[[View], View]", login_required)


@dataclass(frozen=True, slots=True)
class User:
    """The actor as Flask-Login wants to meet it."""

    actor: Actor
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    def get_id(self) -> str:
        return str(self.actor.id)


def actor() -> Actor:
    """Whoever sends this request; ANONYMOUS for a visitor. One statement a request, and none without a cookie."""
    found: Actor | None = g.get("actor")
    return found if found is not None else _recognise()


def token() -> str | None:
    """The token in this browser's cookie, if it looks like one of ours."""
    value = request.cookies.get(cookie_name())
    return value if value and len(value) == tokens.LENGTH and value.isascii() else None


def lifetimes() -> Lifetimes:
    settings = ground().settings
    return Lifetimes(settings.session_idle, settings.session_absolute)


def cookie_name() -> str:
    return COOKIE_WITH_TLS if ground().settings.https else COOKIE


def signed_in(answer: Answer, new_token: str) -> Answer:
    """Give the browser its token, for as long as it runs: a computer at a station is used by many."""
    _new_form_token()
    answer.set_cookie(cookie_name(), new_token, secure=ground().settings.https, httponly=True, samesite="Lax", path="/")
    return answer


def signed_out(answer: Answer) -> Answer:
    """Take the token away from the browser."""
    _new_form_token()
    answer.delete_cookie(cookie_name(), secure=ground().settings.https, httponly=True, samesite="Lax", path="/")
    return answer


def open_to_visitors(view: View) -> View:
    """Mark a view that everybody may see; all others ask a visitor to sign in."""
    view.open_to = "visitors"  # type: ignore[attr-defined]
    return view


def open_for_reading(view: View) -> View:
    """Mark a view that visitors may see where the settings open the wiki for public reading."""
    view.open_to = "readers"  # type: ignore[attr-defined]
    return view


def init_app(app: Flask, settings: Settings, *, also_open: Collection[str] = ()) -> None:
    """Close every view to visitors but those marked, and the endpoints of lower floors named in `also_open`."""
    if settings.mode == "production":
        passwords.require_strong_hashes()
    manager = LoginManager()
    manager.session_protection = None
    manager.request_loader(lambda _request: User(actor()) if actor().is_signed_in else None)
    manager.unauthorized_handler(_ask_to_sign_in)
    # Not `manager.init_app`: that watches a remember-me cookie we do not have, through the session of every answer.
    app.login_manager = manager  # type: ignore[attr-defined]
    ways_in = {"visitors", "readers"} if settings.public_reading else {"visitors"}
    always_open = {"static", *also_open}

    @app.before_request
    def close_to_visitors() -> Answer | None:
        endpoint = request.endpoint
        if endpoint is None or endpoint in always_open:
            return None
        if getattr(app.view_functions[endpoint], "open_to", None) in ways_in or actor().is_signed_in:
            return None
        return _ask_to_sign_in()

    app.after_request(_touch)


def _recognise() -> Actor:
    # Set first: when the database does not answer, the page that says so is made for a visitor.
    g.actor = ANONYMOUS
    value = token()
    if value is None:
        return ANONYMOUS
    found = queries.signed_in(db(), value, at=now(), lifetimes=lifetimes(), stale_after=TOUCH_AFTER)
    if found is None:
        return ANONYMOUS
    if found.is_stale:
        g.stale_session = found.session_id
    g.actor = found.actor
    return found.actor


def _ask_to_sign_in() -> Answer:
    """To the sign-in page and back; a form that was sent cannot be repeated by a link, so that one ends at home."""
    back = request.full_path.rstrip("?") if request.method == "GET" else None
    where = url_for("accounts.sign_in", next=back if back != url_for("home.index") else None)
    if request.headers.get("HX-Request"):
        return Response(status=401, headers={"HX-Redirect": where})
    return redirect(where, code=303)


def _touch(response: Response) -> Response:
    """Write down that a session is in use, rarely and after the work: a page never fails or waits for it."""
    stale: int | None = g.pop("stale_session", None)
    if stale is not None:
        try:
            with ground().sessions() as own, database.transaction(own):
                sessions.touch(own, stale, at=now())
        except OperationalError:
            log.warning("session not touched")
    return response


def _new_form_token() -> None:
    """Forms that were open before somebody signed in or out are no longer accepted, and no message waits for the next
    person at this computer."""
    session.clear()
    g.pop("csrf_token", None)
