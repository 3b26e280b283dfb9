"""The pages of insight: the coverage map, what is read, and the audit log."""

from wiki.insight.views import audit, coverage, readings  # noqa: F401  they add their pages to the blueprint
from wiki.insight.views.blueprint import blueprint

__all__ = ["blueprint"]
