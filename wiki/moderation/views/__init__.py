"""Pages of moderators. Thin: which service or query, then which page."""

from wiki.moderation.views import (  # noqa: F401  they add their pages to the blueprint
    away,
    bulk,
    claims,
    curation,
    desk,
    due,
    matters,
    merging,
    numbers,
    place,
    questions,
    reporting,
    reports,
    small,
    sources,
    tags,
    trash,
)
from wiki.moderation.views.blueprint import blueprint

__all__ = ["blueprint"]
