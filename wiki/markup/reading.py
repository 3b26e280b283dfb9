"""Reads finished HTML for its words, headings and links, so that search finds what readers see. Changes nothing."""

import re
from html.parser import HTMLParser

from wiki.markup.rendered import Heading

BLOCKS = frozenset(
    "blockquote dd div dl dt h2 h3 h4 h5 h6 hr li ol p pre section table tbody td th thead tr ul".split()
)
HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
VOID = frozenset(("br", "hr", "img", "input"))
# Words for screen readers and arrows back, not words of the author.
SKIPPED = frozenset(("vh", "footnote-ref", "footnote-backref", "pw-toc"))
WIKI_PATH = "/a/"
SPACES = re.compile(r"\s+")


class Reading(HTMLParser):
    """One pass over sanitised HTML: `plain`, `headings` and `links` are there when it is done."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.headings: list[Heading] = []
        self.links: set[str] = set()
        self._lines: list[str] = []
        self._words: list[str] = []
        self._skipping = 0
        self._in_pre = False
        self._heading_id = ""
        self.feed(html)
        self.close()
        self._end_block()

    @property
    def plain(self) -> str:
        return "\n".join(self._lines)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        classes = attributes.get("class", "").split()
        if self._skipping or SKIPPED.intersection(classes):
            self._skipping += tag not in VOID
            return
        if "pw-wikilink" in classes:
            self.links.add(attributes.get("href", "").removeprefix(WIKI_PATH))
        self._start(tag, attributes)

    def handle_endtag(self, tag: str) -> None:
        if self._skipping:
            self._skipping -= 1
        elif tag in BLOCKS:
            self._end_block(tag)

    def handle_data(self, data: str) -> None:
        if not self._skipping:
            self._words.append(data)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in BLOCKS:
            self._end_block()
            self._in_pre = tag == "pre"
            self._heading_id = attributes.get("id", "")
        elif tag == "br":
            self._words.append(" ")
        elif tag == "img":
            self._words.append(attributes.get("alt", ""))

    def _end_block(self, tag: str = "") -> None:
        text = "".join(self._words).strip("\n")
        if not self._in_pre:
            text = SPACES.sub(" ", text).strip()
        self._words.clear()
        self._in_pre = False
        if text:
            self._lines.append(text)
        if tag in HEADINGS and self._heading_id:
            self.headings.append(Heading(level=int(tag[1]), id=self._heading_id, text=text))
