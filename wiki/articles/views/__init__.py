"""Pages about articles: reading, browsing, writing, history. Thin: which service or query, then which page."""

from flask import Blueprint

blueprint = Blueprint("articles", __name__)

from wiki.articles.views import browsing, coauthors, moving, preview, reading, templates, trail, trash, unsaved, writing  # noqa: E402  each adds its routes to the blueprint

__all__ = [
    "blueprint",
    "browsing",
    "coauthors",
    "moving",
    "preview",
    "reading",
    "templates",
    "trail",
    "trash",
    "unsaved",
    "writing",
]
