"""Pages of moderators. Thin: which service or query, then which page."""

from wiki.moderation.views import away, claims, desk, numbers, questions, small  # noqa: F401  they add their pages
from wiki.moderation.views.blueprint import blueprint

__all__ = ["blueprint"]
