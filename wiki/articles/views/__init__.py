"""Pages about articles: reading, browsing, writing, history. Thin: which service or query, then which page."""

from flask import Blueprint

blueprint = Blueprint("articles", __name__)

from wiki.articles.views import (  # noqa: E402  each adds its routes to the blueprint
    browsing,
    checking,
    coauthors,
    moving,
    practice_cards,
    presence,
    preview,
    reading,
    templates,
    trail,
    trash,
    unsaved,
    writing,
)
from wiki.articles.views.explaining import init_app  # noqa: E402

__all__ = [
    "blueprint",
    "browsing",
    "checking",
    "coauthors",
    "init_app",
    "moving",
    "practice_cards",
    "presence",
    "preview",
    "reading",
    "templates",
    "trail",
    "trash",
    "unsaved",
    "writing",
]
