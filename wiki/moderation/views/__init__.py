"""Pages of moderators. Thin: which service or query, then which page."""

from wiki.moderation.views import bulk, desk, merging, place, tags, trash  # noqa: F401  they add their pages to the blueprint
from wiki.moderation.views.blueprint import blueprint

__all__ = ["blueprint"]
