"""The pages of search: results, and the words that knowledge managers keep for it. What was typed is never logged."""

from wiki.search.views import curation, feed, results, similar, suggestions  # noqa: F401  they add their pages to the blueprint
from wiki.search.views.blueprint import blueprint

__all__ = ["blueprint"]
