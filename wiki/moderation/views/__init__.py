"""Pages of moderators. Thin: which service or query, then which page."""

# They add their pages to the blueprint.
from wiki.moderation.views import curation, desk, due, reporting, reports, sources  # noqa: F401
from wiki.moderation.views.blueprint import blueprint

__all__ = ["blueprint"]
