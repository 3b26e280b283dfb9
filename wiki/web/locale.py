"""Language of the page, and dates and numbers in it. Dutch first: it is the fallback of every choice."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from typing import Any

from babel.dates import format_date
from flask import Flask, g, has_app_context, request
from flask_babel import Babel, force_locale, format_decimal, get_domain, get_locale
from flask_babel import gettext as _
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from wiki.markup import marked_text
from wiki.paths import TRANSLATIONS
from wiki.settings import LOCALES
from wiki.web.display import LANGUAGE_COOKIE


def current_locale() -> str:
    """'nl' or 'en'."""
    known: str | None = g.get("locale") if has_app_context() else None
    if known is None:
        found = get_locale()
        known = str(found.language) if found else "nl"
        if found:
            g.locale = known
    return known


@contextmanager
def spoken(language: str) -> Iterator[None]:
    """Say everything in this language meanwhile, whoever asks."""
    kept = {name: g.pop(name, None) for name in ("locale", "catalogue")}
    try:
        with force_locale(language):
            yield
    finally:
        for name, value in kept.items():
            g.pop(name, None)
            if value is not None:
                setattr(g, name, value)


def init_app(app: Flask, *, chosen: Callable[[], str | None], default: str) -> None:
    """`chosen` says what the signed-in account wants; then comes this browser's cookie, then what it asks for."""

    def select() -> str:
        own = chosen() or request.cookies.get(LANGUAGE_COOKIE)
        return own if own in LOCALES else request.accept_languages.best_match(LOCALES) or default

    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(TRANSLATIONS)
    Babel(app, default_locale=default, locale_selector=select)
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda text: _catalogue().ugettext(text),
        ngettext=lambda one, many, number: _catalogue().ungettext(one, many, number),
        newstyle=True,
    )
    app.jinja_env.globals.update(_=_said, gettext=_said)
    app.jinja_env.filters.update(day=day, month=month, number=number, marking=marked_text)
    app.jinja_env.globals["local"] = _local
    app.jinja_env.globals["drawn"] = _drawn

    @app.context_processor
    def locale() -> dict[str, Any]:
        return {"current_locale": current_locale()}


def day(value: date) -> str:
    """20 september 2026"""
    return _written(value, "d MMMM y", current_locale())


def month(value: date) -> str:
    """september 2026"""
    return _written(value, "MMMM y", current_locale())


def short_month(value: date) -> str:
    """sep"""
    return _written(value, "LLL", current_locale()).rstrip(".")


def number(value: float) -> str:
    """1.234,5"""
    is_short = isinstance(value, int) and 0 <= value < 1000
    return str(value) if is_short else str(format_decimal(value))


@lru_cache(maxsize=4096)
def _written(value: date, pattern: str, locale: str) -> str:
    """A list has many of the same dates, and writing one takes as long as a small query."""
    return str(format_date(value, pattern, locale=locale))


@pass_eval_context
def _said(context: EvalContext, text: str, **variables: Any) -> str:
    """A sentence of a template. A page of results says sixty, most without variables: Flask-Babel would look up the
    locale and its catalogue for each, and Jinja fill in nothing and escape nothing each time."""
    if variables or not context.autoescape:
        said = _catalogue().ugettext(text)
        return (Markup(said) if context.autoescape else said) % variables  # noqa: S704  escaped while filling in
    return _sentence(current_locale(), text)


@lru_cache(maxsize=2048)
def _sentence(_locale: str, text: str) -> Markup:
    """A sentence without variables in the language of this request, `_locale`."""
    return Markup(_catalogue().ugettext(text)) % {}  # noqa: S704  our own sentence; a percent sign is written twice


def _catalogue() -> Any:
    """The sentences in the language of this request."""
    if "catalogue" not in g:
        g.catalogue = get_domain().get_translations()
    return g.catalogue


def _local(label: Any) -> str:
    return str(label(current_locale())) if callable(label) else _(label)


def _drawn(macro: Callable[..., str], *args: Hashable) -> str:
    """What a macro makes of these values, made once per language: for small parts that lists repeat on every page. It
    must say nothing but what follows from the values."""
    return _drawn_in(current_locale(), macro, *args)


@lru_cache(maxsize=2048)
def _drawn_in(_locale: str, macro: Callable[..., str], *args: Hashable) -> str:
    return macro(*args)
