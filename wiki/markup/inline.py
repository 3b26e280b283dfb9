"""Markdown within a line: links between articles, bare addresses, struck-out words."""

import re
from collections.abc import Mapping
from typing import cast
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import DelimiterProcessor, InlineProcessor

from wiki.markup.rendered import Known, Moved
from wiki.markup.text import WIKI_LINK
from wiki.markup.words import Words

# Up to white space, a quote, a bracket of HTML or Markdown, or one of Python-Markdown's own place marks.
BARE_ADDRESS = r"(?<![\w/@.-])(?:https?://|www\.)[^\s<>\"\[\]`\x02\x03]+"
MAIL_ADDRESS = r"<(?:mailto:)?([^\s<>@\x02\x03\"']{1,64}@[\w.-]{1,250})>"
HAS_HOST = re.compile(r"(?:https?://|www\.)\w")
AFTER_SENTENCE = ".,;:!?'*_~"

# What the patterns return: typeshed knows only the older kind of pattern, hence the ignored overrides.
Match = tuple[Element | None, int | None, int | None]


class WikiLinkPattern(InlineProcessor):
    """`[[slug]]` and `[[slug|text]]`; marks those whose target is not among the known ones."""

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, md: Markdown, words: Words) -> None:
        super().__init__(WIKI_LINK.pattern, md)
        self.words = words
        self.known: Known = None

    def handleMatch(self, m: re.Match[str], data: str) -> Match:  # type: ignore[override]  # noqa: N802
        slug, text = m[1], (m[2] or "").strip()
        target = self.known.get(slug) if isinstance(self.known, Mapping) else None
        title, there = target if isinstance(target, Moved) else (target, slug)
        link = Element("a", {"class": "pw-wikilink", "href": f"/a/{there}"})
        link.text = text or title or slug.replace("-", " ")
        if self.known is not None and slug not in self.known:
            link.set("class", "pw-wikilink pw-missing")
            SubElement(link, "span", {"class": "vh"}).text = self.words.missing
        return link, m.start(), m.end()


class BareAddress(InlineProcessor):
    """A web address in running text becomes a link, without the full stop or bracket that ends the sentence."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(self, m: re.Match[str], data: str) -> Match:  # type: ignore[override]  # noqa: N802
        address = m[0].rstrip(AFTER_SENTENCE)
        if address.endswith(")") and address.count("(") < address.count(")"):
            address = address[:-1].rstrip(AFTER_SENTENCE)
        if not HAS_HOST.match(address):
            return None, None, None
        link = Element("a", {"href": f"https://{address}" if address.startswith("www.") else address})
        link.text = address
        return link, m.start(), m.start() + len(address)


class MailAddress(InlineProcessor):
    """`<name@example.nl>`, plainly: Python-Markdown spells it in entities, which stops nobody and hides the scheme."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(self, m: re.Match[str], data: str) -> Match:  # type: ignore[override]  # noqa: N802
        link = Element("a", {"href": f"mailto:{m[1]}"})
        link.text = m[1]
        return link, m.start(), m.end()


class Inline(Extension):
    """Registers the above, and takes raw HTML out: HTML in a text is text."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.words = words

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        patterns = md.inlinePatterns
        for name in ("html", "entity", "automail"):
            patterns.deregister(name)
        self.wiki_links = WikiLinkPattern(md, self.words)
        patterns.register(self.wiki_links, "wiki_link", 185)
        patterns.register(MailAddress(MAIL_ADDRESS, md), "mail_address", 110)
        patterns.register(BareAddress(BARE_ADDRESS, md), "bare_address", 105)
        md.ESCAPED_CHARS.append("~")
        cast("DelimiterProcessor", md.delimiters).add("~", "del", double=True)
