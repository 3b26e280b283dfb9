"""Markdown from people becomes trusted HTML here, and nowhere else.

Pure: knows no request, no database and no article. `render` works in this process and is meant for text that is known
to be kind; what people save goes through a `Renderer`, because Python-Markdown can be made to run for minutes.
"""

from wiki.errors import UnsafeText
from wiki.markup.files import file_keys, has_undescribed, picture_keys
from wiki.markup.marking import marked_html, marked_text
from wiki.markup.rendered import Heading, Known, Moved, Rendered, as_source
from wiki.markup.renderer import Renderer
from wiki.markup.rendering import render, render_parts
from wiki.markup.sanitize import sanitize
from wiki.markup.text import clean_line, clean_text, wiki_links

__all__ = [
    "Heading",
    "Known",
    "Moved",
    "Rendered",
    "Renderer",
    "UnsafeText",
    "as_source",
    "clean_line",
    "clean_text",
    "file_keys",
    "has_undescribed",
    "marked_html",
    "marked_text",
    "picture_keys",
    "render",
    "render_parts",
    "sanitize",
    "wiki_links",
]
