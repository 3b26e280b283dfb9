"""Pages about how articles work out. Thin: which service or query, then which page."""

from wiki.practice.views import adopting, applying, checking  # noqa: F401  they add their pages to the blueprint
from wiki.practice.views.blueprint import blueprint

__all__ = ["blueprint"]
