"""What the pages of search show to a reader: frozen values, made from an index that proposes and a database that
decides."""

from wiki.search.queries.explained import Explanation, explanation
from wiki.search.queries.glossary import glossary
from wiki.search.queries.offering import examples, finds
from wiki.search.queries.page import Asked, Found, Reader, Results, find, newest, results
from wiki.search.queries.refining import Facet, FacetValue
from wiki.search.queries.similar import similar

__all__ = [
    "Asked",
    "Explanation",
    "Facet",
    "FacetValue",
    "Found",
    "Reader",
    "Results",
    "examples",
    "explanation",
    "find",
    "finds",
    "glossary",
    "newest",
    "results",
    "similar",
]
