"""Pages of moderators. Thin: which service or query, then which page."""

from wiki.moderation.views import (  # noqa: F401  they add their pages to the blueprint
    away,
    claims,
    desk,
    numbers,
    questions,
    reporting,
    reports,
    small,
)
from wiki.moderation.views.blueprint import blueprint

__all__ = ["blueprint"]
