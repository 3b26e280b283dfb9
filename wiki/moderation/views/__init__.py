"""Pages of moderators. Thin: which service or query, then which page."""

from wiki.moderation.views import curation, desk, due, sources  # noqa: F401  they add their pages to the blueprint
from wiki.moderation.views.blueprint import blueprint

__all__ = ["blueprint"]
