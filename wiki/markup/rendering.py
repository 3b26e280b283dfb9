"""Text to Rendered, in this process and without a time limit; `Renderer` adds the limit."""

import logging
from collections.abc import Sequence
from threading import local

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.toc import TocExtension

from wiki.markup.blocks import Blocks
from wiki.markup.inline import Inline
from wiki.markup.precheck import is_hostile
from wiki.markup.reading import Reading
from wiki.markup.rendered import Known, Rendered, as_source
from wiki.markup.sanitize import sanitize
from wiki.markup.tree import HeadingIds, Tree
from wiki.markup.words import Words, words_for

log = logging.getLogger(__name__)

# Abbreviations and link definitions are written once and used ten thousand times: what comes out has its own limit.
HTML_PER_CHARACTER = 20
HTML_ALWAYS_FINE = 100_000


def render(text: str, *, language: str = "nl", known: Known = None) -> Rendered:
    """Trusted HTML for one text; `known` are the link targets that exist, with titles if a mapping; None means all."""
    return render_parts((text,), language=language, known=known)[0]


def render_parts(parts: Sequence[str], *, language: str = "nl", known: Known = None) -> tuple[Rendered, ...]:
    """The parts of one page: ids are unique over all; notes, abbreviations and references hold within their part."""
    try:
        converter = _converters.of(language)
        converter.begin(known)
        return tuple(converter.convert(text, number) for number, text in enumerate(parts))
    except BaseException as error:
        # A parser that stopped halfway remembers where it was, and reset() does not make it forget.
        _converters.discard(language)
        if not isinstance(error, RecursionError):
            raise
        log.warning("markup nested too deeply to render")
        return tuple(map(as_source, parts))


class Converter:
    """One Markdown instance for one language; building it costs more than most articles, so it is kept."""

    def __init__(self, words: Words) -> None:
        self._ids = HeadingIds()
        self._inline = Inline(words)
        self._tree = Tree(words)
        toc = TocExtension(slugify=self._ids, toc_class="pw-toc")
        notes = FootnoteExtension(BACKLINK_TITLE=words.back)
        own = [Blocks(words), self._inline, self._tree]
        self._markdown = Markdown(
            extensions=["abbr", "def_list", "sane_lists", toc, notes, *own],
            output_format="html",
        )

    def begin(self, known: Known) -> None:
        """Start a page: its ids are all free, its links go to `known`."""
        self._ids.begin()
        self._inline.wiki_links.known = known

    def convert(self, text: str, part: int) -> Rendered:
        """One part of the page, or its source when it is hostile to the parser or grows out of all proportion."""
        if is_hostile(text):
            return as_source(text)
        self._tree.finish.part = part
        html = self._markdown.reset().convert(text)
        if len(html) > HTML_ALWAYS_FINE + HTML_PER_CHARACTER * len(text):
            return as_source(text)
        return _read(sanitize(html))


def _read(html: str) -> Rendered:
    reading = Reading(html)
    return Rendered(
        html=html,
        headings=tuple(reading.headings),
        links=frozenset(reading.links),
        plain=reading.plain,
        complete=True,
    )


class _Converters(local):
    """A converter for each language and thread: Markdown instances hold state."""

    def __init__(self) -> None:
        self._made = dict[str, Converter]()

    def of(self, language: str) -> Converter:
        words = words_for(language)
        if words.code not in self._made:
            self._made[words.code] = Converter(words)
        return self._made[words.code]

    def discard(self, language: str) -> None:
        self._made.pop(words_for(language).code, None)


_converters = _Converters()
