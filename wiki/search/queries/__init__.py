"""What the pages of search show to a reader: frozen values, made from an index that proposes and a database that
decides."""

from wiki.search.queries.page import Asked, Found, Reader, Results, find, results
from wiki.search.queries.refining import Facet, FacetValue

__all__ = ["Asked", "Facet", "FacetValue", "Found", "Reader", "Results", "find", "results"]
