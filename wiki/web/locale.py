"""Language of the page, and dates and numbers in it. Dutch first: it is the fallback of every choice."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

from babel.dates import format_date
from flask import Flask, g, request
from flask_babel import Babel, format_decimal, get_domain, get_locale
from flask_babel import gettext as _

from wiki.paths import TRANSLATIONS
from wiki.settings import LOCALES
from wiki.web.display import LANGUAGE_COOKIE


def current_locale() -> str:
    """'nl' or 'en'."""
    found = get_locale()
    return str(found.language) if found else "nl"


def init_app(app: Flask, *, chosen: Callable[[], str | None], default: str) -> None:
    """`chosen` says what the signed-in account wants; then comes this browser's cookie, then what it asks for."""

    def select() -> str:
        own = chosen() or request.cookies.get(LANGUAGE_COOKIE)
        return own if own in LOCALES else request.accept_languages.best_match(LOCALES) or default

    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(TRANSLATIONS)
    Babel(app, default_locale=default, locale_selector=select)
    # A page has some thirty sentences; Flask-Babel would look up the locale and its catalogue for each of them.
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda text: _catalogue().ugettext(text),
        ngettext=lambda one, many, number: _catalogue().ungettext(one, many, number),
        newstyle=True,
    )
    app.jinja_env.filters.update(day=day, month=month, number=number)
    app.jinja_env.globals["local"] = _local

    @app.context_processor
    def locale() -> dict[str, Any]:
        return {"current_locale": current_locale()}


def day(value: date) -> str:
    """20 september 2026"""
    return _written(value, "d MMMM y", current_locale())


def month(value: date) -> str:
    """september 2026"""
    return _written(value, "MMMM y", current_locale())


def number(value: float) -> str:
    """1.234,5"""
    is_short = isinstance(value, int) and 0 <= value < 1000
    return str(value) if is_short else str(format_decimal(value))


@lru_cache(maxsize=4096)
def _written(value: date, pattern: str, locale: str) -> str:
    """A list has many of the same dates, and writing one takes as long as a small query."""
    return str(format_date(value, pattern, locale=locale))


def _catalogue() -> Any:
    """The sentences in the language of this request."""
    if "catalogue" not in g:
        g.catalogue = get_domain().get_translations()
    return g.catalogue


def _local(label: Any) -> str:
    return str(label(current_locale())) if callable(label) else _(label)
