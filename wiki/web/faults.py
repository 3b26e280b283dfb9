"""Errors as pages, in one place: what happened, what is safe, and what to do, in the reader's language.

What somebody may not know is 404, the same page as for what does not exist. A fault of the server gets a page that
needs neither database nor session.
"""

import logging

from flask import Flask, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.wrappers import Response

from wiki.errors import Conflict, Invalid, NotAllowed, NotFound, Taken, UnsafeText

log = logging.getLogger("wiki.faults")

Page = tuple[str, int, dict[str, str]]
EXPIRED = 440  # never sent: the key of the words about a form whose token no longer holds


def init_app(app: Flask) -> None:
    app.register_error_handler(NotFound, lambda _error: page(404))
    app.register_error_handler(NotAllowed, lambda _error: page(403))
    app.register_error_handler(Conflict, lambda _error: page(409))
    app.register_error_handler(Taken, lambda _error: page(409))
    app.register_error_handler(Invalid, lambda _error: page(422))
    app.register_error_handler(UnsafeText, lambda _error: page(422))
    app.register_error_handler(CSRFError, lambda _error: page(400, about=EXPIRED))
    app.register_error_handler(OperationalError, _database_fault)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _fault)


def page(code: int, headers: dict[str, str] | None = None, *, about: int | None = None) -> Page:
    """The error page for a status code, with the words of `about`; an unknown one reads as its class."""
    known = _texts()
    title, text = known.get(about or code) or known[500 if code >= 500 else 400]
    html = render_template("errors/error.html", code=code, title=title, text=text, what_next=_ways_on(about or code))
    return html, code, headers or {}


def _http(error: HTTPException) -> Page | Response | HTTPException:
    if error.code is None or error.code < 400:
        return error
    if isinstance(error, SecurityError):
        # Sent to a host that is not ours: there are no addresses to make a page with.
        return Response("Bad Request", error.code, mimetype="text/plain")
    kept = ("Retry-After", "Allow")
    headers = {name: value for name, value in error.get_headers() if name in kept}
    return page(error.code, headers)


def _database_fault(error: OperationalError) -> Page:
    log.error("database", extra={"fault": type(error.orig).__name__})
    return page(503, {"Retry-After": "5"})


def _fault(error: Exception) -> Page:
    log.error("fault", extra={"fault": type(error).__name__, "route": str(request.url_rule)}, exc_info=error)
    return page(500)


def _ways_on(code: int) -> list[tuple[str, str | None]]:
    home = (_("Naar de start"), url_for("home.index"))
    back = (_("Ga terug in je browser; wat je typte staat daar nog."), None)
    if code == EXPIRED:
        return [(_("Ga terug, kopieer wat je typte, ververs de pagina en verstuur het opnieuw."), None), home]
    if code in (400, 405, 409, 422):
        return [back, home]
    if code == 413:
        return [back, (_("Maak het bestand of de tekst kleiner en verstuur het opnieuw."), None), home]
    if code == 429:
        return [back, (_("Wacht een paar minuten en probeer het dan opnieuw."), None)]
    if code in (500, 503):
        told = (_("Blijft het misgaan? Vertel je beheerder hoe laat het was en de code hieronder."), None)
        return [(_("Probeer het over een minuut opnieuw."), None), told, home]
    return [(_("Zoek wat je nodig hebt"), url_for("search.results")), home]


def _texts() -> dict[int, tuple[str, str]]:
    return {
        400: (_("Dit verzoek klopt niet"), _("We konden er niets mee doen. Er is niets veranderd.")),
        EXPIRED: (
            _("Dit formulier is verlopen"),
            _("We konden niet nagaan of dit van jou kwam. Er is niets veranderd."),
        ),
        403: (
            _("Dit kan niet met jouw rol"),
            _(
                "Deze handeling is voor iemand anders. Er is niets veranderd. Heb je die rol nodig? Vraag het je "
                "beheerder."
            ),
        ),
        404: (
            _("Deze pagina is er niet"),
            _("Kijk het adres na. Klopt het, dan is de pagina weg of niet voor jou bedoeld."),
        ),
        405: (_("Dit kan hier niet"), _("Deze pagina kent die handeling niet. Er is niets veranderd.")),
        409: (
            _("Intussen is er iets veranderd"),
            _("Iemand anders was je voor. Er is niets overschreven. Bekijk wat er nu staat."),
        ),
        413: (
            _("Dit is te groot"),
            _("Er kan niet meer dan %(size)s kB tegelijk binnenkomen. Dit is niet bewaard.", size=_max_kb()),
        ),
        422: (
            _("Hier klopt iets niet"),
            _("We konden dit niet bewaren. Wat er al stond, is niet veranderd. Kijk na wat je hebt ingevuld."),
        ),
        429: (
            _("Even wachten"),
            _("Er kwam te veel achter elkaar. Het laatste is niet verwerkt; wat al bewaard was, is veilig."),
        ),
        500: (
            _("Er ging iets mis bij ons"),
            _("Wat al bewaard was, is veilig. De beheerder ziet dat dit gebeurde."),
        ),
        503: (
            _("Het is nu te druk"),
            _("De server kon je verzoek nog niet verwerken. Wat al bewaard was, is veilig."),
        ),
    }


def _max_kb() -> int:
    return (request.max_content_length or 0) // 1024
