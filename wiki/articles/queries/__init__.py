"""What the pages about articles show to this actor: frozen values, made from few statements.

Nothing here reads `AuthorSeal`: whose an article is comes from `policy`, and pages show the authorship.
"""

from wiki.articles.queries.cards import card, cards
from wiki.articles.queries.coauthors import Asked, CoAuthors, asked, co_authors
from wiki.articles.queries.duplicates import merged_in, merged_into, moved_into
from wiki.articles.queries.lists import counts, fresh, in_block, in_domain, listed, mine, with_tag
from wiki.articles.queries.naming import meant
from wiki.articles.queries.practice_cards import (
    addresses_in,
    may_be_on_cards,
    practice_card,
    practice_cards,
    readable,
)
from wiki.articles.queries.reading import (
    addresses_before,
    backlinks,
    behind,
    by_slug,
    generation,
    known,
    moved_to,
    newest_shown,
    page,
    page_at,
    preview,
    sources_of,
    translations,
)
from wiki.articles.queries.shown import (
    ArticlePage,
    Behind,
    Card,
    Comparison,
    ContentsLine,
    Ids,
    Known,
    MetaDiff,
    Named,
    PracticeCard,
    RevisionRow,
    SourceLine,
    TagLink,
)
from wiki.articles.queries.templates import kept_template, kept_templates, template_for, templates_for
from wiki.articles.queries.trail import compare, history, own_byline, revision
from wiki.articles.queries.unsaved import Unsaved, unsaved, unsaved_of, unsaved_text
from wiki.articles.queries.wanted import Wanted, wanted

__all__ = [
    "ArticlePage",
    "Asked",
    "Behind",
    "Card",
    "CoAuthors",
    "Comparison",
    "ContentsLine",
    "Ids",
    "Known",
    "MetaDiff",
    "Named",
    "PracticeCard",
    "RevisionRow",
    "SourceLine",
    "TagLink",
    "Unsaved",
    "Wanted",
    "addresses_before",
    "addresses_in",
    "asked",
    "backlinks",
    "behind",
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
    "kept_template",
    "kept_templates",
    "known",
    "listed",
    "may_be_on_cards",
    "meant",
    "merged_in",
    "merged_into",
    "mine",
    "moved_into",
    "moved_to",
    "newest_shown",
    "own_byline",
    "page",
    "page_at",
    "practice_card",
    "practice_cards",
    "preview",
    "readable",
    "revision",
    "sources_of",
    "template_for",
    "templates_for",
    "translations",
    "unsaved",
    "unsaved_of",
    "unsaved_text",
    "wanted",
    "with_tag",
]
