"""Pages of the knowledge conversation. Thin: which service or query, then which page."""

from flask import Blueprint

blueprint = Blueprint("conversations", __name__)

from wiki.conversations.views import answers, drafts, people  # noqa: E402  each adds its routes to the blueprint

__all__ = ["answers", "blueprint", "drafts", "people"]
