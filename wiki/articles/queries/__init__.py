"""What the pages about articles show to this actor: frozen values, made from few statements.

Nothing here reads `AuthorSeal`: whose an article is comes from `policy`, and pages show the authorship.
"""

from wiki.articles.queries.cards import card, cards
from wiki.articles.queries.coauthors import Asked, CoAuthors, asked, co_authors
from wiki.articles.queries.lists import counts, fresh, in_block, in_domain, listed, mine, with_tag
from wiki.articles.queries.reading import by_slug, generation, known, newest_shown, page, preview
from wiki.articles.queries.shown import (
    ArticlePage,
    Card,
    Comparison,
    ContentsLine,
    Ids,
    Known,
    MetaDiff,
    RevisionRow,
    TagLink,
)
from wiki.articles.queries.trail import compare, history, own_byline, revision
from wiki.articles.queries.unsaved import Unsaved, unsaved, unsaved_of, unsaved_text
from wiki.articles.queries.wanted import Wanted, wanted

__all__ = [
    "ArticlePage",
    "Asked",
    "Card",
    "CoAuthors",
    "Comparison",
    "ContentsLine",
    "Ids",
    "Known",
    "MetaDiff",
    "RevisionRow",
    "TagLink",
    "Unsaved",
    "Wanted",
    "asked",
    "by_slug",
    "card",
    "cards",
    "co_authors",
    "compare",
    "counts",
    "fresh",
    "generation",
    "history",
    "in_block",
    "in_domain",
    "known",
    "listed",
    "mine",
    "newest_shown",
    "own_byline",
    "page",
    "preview",
    "revision",
    "unsaved",
    "unsaved_of",
    "unsaved_text",
    "wanted",
    "with_tag",
]
