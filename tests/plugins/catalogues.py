"""Reads each catalogue of sentences once for a whole run: every test has an app of its own, and each would do so."""

from typing import Any

from babel.support import NullTranslations, Translations

_load = Translations.load
_read: dict[Any, NullTranslations] = {}


def load(dirname: str, locales: list[Any], domain: str) -> NullTranslations:
    key = (dirname, *map(str, locales), domain)
    if key not in _read:
        _read[key] = _load(dirname, locales, domain)
    return _read[key]


Translations.load = load  # type: ignore[method-assign, assignment]
