"""Words that an article explains on tap. The list of words belongs to search, which stands above articles: the factory
hands in how to ask it."""

from collections.abc import Callable
from dataclasses import replace
from typing import cast

from flask import Flask, current_app
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session

from wiki.articles.queries import ArticlePage
from wiki.markup.terms import Glossary, Term
from wiki.markup.terms import explained as marked
from wiki.web.session import db

# The list is in Dutch; in an English text the same letters are often another word.
LANGUAGE = "nl"

AskGlossary = Callable[[Session], Glossary]


def init_app(app: Flask, *, glossary: AskGlossary) -> None:
    app.extensions["wiki.glossary"] = glossary


def explained(page: ArticlePage) -> tuple[ArticlePage, list[Term]]:
    """The page with a button at each word that the list explains, and what the buttons open."""
    if page.language != LANGUAGE:
        return page, []
    glossary = cast("AskGlossary", current_app.extensions["wiki.glossary"])(db())
    domains = {domain.slug for domain in page.domains}
    parts = (page.lead_more or Markup(), page.body)
    (more, body), terms = marked(parts, glossary, domains=domains, named=_named)
    return replace(page, lead_more=more or None, body=body), terms


def _named(word: str) -> str:
    return str(_("%(word)s: uitleg", word=word))
