"""Addresses of static files with a hash of their content: kept for a year, replaced the moment they change."""

import hashlib
from functools import lru_cache

from flask import Flask, current_app, url_for

from wiki.paths import STATIC


@lru_cache(maxsize=512)
def content_hash(name: str) -> str:
    """Twelve hex digits; raises FileNotFoundError for a file that is not there, so a typo never ships."""
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]


def asset(name: str) -> str:
    """The address of a static file, as long as it stays the same."""
    addresses: dict[str, str] = current_app.extensions["wiki.assets"]
    found = addresses.get(name)
    if found is None:
        found = addresses[name] = url_for("static", filename=name, v=content_hash(name))
    return found


def init_app(app: Flask) -> None:
    app.extensions["wiki.assets"] = dict[str, str]()
    app.jinja_env.globals["asset"] = asset
    if app.debug:
        content_hash.cache_clear()
