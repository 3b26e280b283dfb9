"""Articles and everything that hangs on them, as the database keeps it."""

from wiki.articles.models.article import (
    Article,
    ArticleBlock,
    ArticleDomain,
    ArticleLink,
    ArticleRedirect,
    Generation,
    Revision,
    RevisionFile,
    article_tag,
)
from wiki.articles.models.authors import CO_AUTHOR_BYLINE, MODERATOR_BYLINE, AuthorSeal, Authorship, CoAuthorInvitation
from wiki.articles.models.deciding import PostCheck, Review, ReviewFinding, ReviewQuestion
from wiki.articles.models.holding import (
    ArticleReading,
    ArticleReviewer,
    ArticleSource,
    Confirmation,
    OfficialSource,
    ReviewWarning,
)
from wiki.articles.models.writing import ArticleTemplate, Presence, UnsavedText

__all__ = [
    "CO_AUTHOR_BYLINE",
    "MODERATOR_BYLINE",
    "Article",
    "ArticleBlock",
    "ArticleDomain",
    "ArticleLink",
    "ArticleReading",
    "ArticleRedirect",
    "ArticleReviewer",
    "ArticleSource",
    "ArticleTemplate",
    "AuthorSeal",
    "Authorship",
    "CoAuthorInvitation",
    "Confirmation",
    "Generation",
    "OfficialSource",
    "PostCheck",
    "Presence",
    "Review",
    "ReviewFinding",
    "ReviewQuestion",
    "ReviewWarning",
    "Revision",
    "RevisionFile",
    "UnsavedText",
    "article_tag",
]
