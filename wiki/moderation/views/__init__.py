"""Pages of moderators. Thin: which service or query, then which page."""

from wiki.moderation.views import (  # noqa: F401  they add their pages to the blueprint
    bulk,
    curation,
    desk,
    due,
    matters,
    merging,
    place,
    reporting,
    reports,
    sources,
    tags,
    trash,
)
from wiki.moderation.views.blueprint import blueprint

__all__ = ["blueprint"]
