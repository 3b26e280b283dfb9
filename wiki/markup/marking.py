"""Marks around words in what is shown: text that is escaped here, or HTML that was sanitised before."""

import re
from collections.abc import Collection

from markupsafe import Markup, escape

_TAGS = re.compile(r"(<[^>]*>)")


def marked_text(text: str, values: Collection[str]) -> Markup:
    """The text as HTML, with these words in marks; the longest where several begin at one place."""
    pattern = _pattern(values)
    if pattern is None:
        return escape(text)
    # Every second piece is one of the words, for the pattern is one group.
    pieces = [(escape(piece), place % 2) for place, piece in enumerate(pattern.split(text))]
    return Markup().join(Markup("<mark>{}</mark>").format(piece) if found else piece for piece, found in pieces)


def marked_html(html: Markup, values: Collection[str]) -> Markup:
    """The same for sanitised HTML: words that run on past a tag are left as they are."""
    pattern = _pattern([str(escape(value)) for value in values])
    if pattern is None:
        return html
    pieces = [
        piece if piece.startswith("<") else pattern.sub(r"<mark>\1</mark>", piece) for piece in _TAGS.split(str(html))
    ]
    return Markup("".join(pieces))  # noqa: S704  sanitised before; only marks were added, between tags


def _pattern(values: Collection[str]) -> re.Pattern[str] | None:
    words = sorted(filter(None, values), key=len, reverse=True)
    return re.compile(f"({'|'.join(map(re.escape, words))})") if words else None
