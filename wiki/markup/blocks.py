"""Markdown by lines and blocks, where people write otherwise than Python-Markdown reads."""

import re
from collections.abc import Iterable, Iterator
from html import escape
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import HashHeaderProcessor
from markdown.extensions import Extension
from markdown.extensions.admonition import AdmonitionProcessor
from markdown.extensions.tables import TableProcessor
from markdown.preprocessors import Preprocessor

from wiki.markup.text import WIKI_LINK
from wiki.markup.words import CALLOUTS, Words

# Possessive, as below: a line of tildes is walked once.
FENCE = re.compile(r" {0,3}(`{3,}+|~{3,}+)[^`]*+")
LIST_START = re.compile(r" {0,3}(?:[-*+]|1[.)]) +\S")
# What opens a block that is no paragraph: lists, quotes, definitions, tables, headings, callouts, notes, code.
NO_PARAGRAPH = re.compile(r" {4}|\t| {0,3}(?:(?:[-*+]|\d+[.)]) |[>:|#!\x02]|\[\^|\*\[)")
ESCAPED_BAR = re.compile(r"\\?\|")


def fenced(lines: Iterable[str]) -> Iterator[str | list[str]]:
    """Lines outside fenced code as they are, and each block of code as a list; an unclosed one runs to the end."""
    fence, code = "", list[str]()
    for line in lines:
        if fence and _closes(fence, line):
            yield code
            fence, code = "", []
        elif fence:
            code.append(line)
        elif opening := FENCE.fullmatch(line):
            fence = opening[1]
        else:
            yield line
    if fence:
        yield code


def _closes(fence: str, line: str) -> bool:
    line = line.strip(" ")
    return line.startswith(fence) and not line.strip(fence[0])


class FencedCode(Preprocessor):
    """Fenced code in one pass; Python-Markdown's own is quadratic and lets fences set ids and classes."""

    def run(self, lines: list[str]) -> list[str]:
        out = list[str]()
        for part in fenced(lines):
            out += [part] if isinstance(part, str) else ["", self._stash(part), ""]
        return out

    def _stash(self, code: list[str]) -> str:
        text = escape("\n".join(code).rstrip("\n"), quote=False)
        return self.md.htmlStash.store(f'<pre tabindex="0"><code>{text}\n</code></pre>')


class ListsAfterText(Preprocessor):
    """Lets a list begin straight after a line of text, as everybody types it; Markdown wants a blank line there."""

    def run(self, lines: list[str]) -> list[str]:
        out = list[str]()
        at_start, in_paragraph = True, False
        for line in lines:
            if not line.strip():
                at_start, in_paragraph = True, False
            elif at_start:
                in_paragraph = NO_PARAGRAPH.match(line) is None
                at_start = line.startswith("#")
            elif in_paragraph and LIST_START.match(line):
                out.append("")
                in_paragraph = False
            out.append(line)
        return out


class SpacedHeadings(HashHeaderProcessor):
    """Headings need a space after the number signs, so that a line may begin with #brandweer."""

    # Possessive throughout: a line of a thousand number signs costs a thousand steps, not a million.
    RE = re.compile(
        r"(?:^|\n)(?P<level>#{1,6})[ \t]+(?P<header>(?:[^#\n]++|#++(?![ \t]*+(?:\n|$)))*+)#*+[ \t]*+(?:\n|$)"
    )


class WikiTables(TableProcessor):
    """Tables whose cells may hold `[[slug|text]]` without a backslash before the bar."""

    def test(self, parent: Element, block: str) -> bool:
        return super().test(parent, _escape_bars(block))

    def run(self, parent: Element, blocks: list[str]) -> None:
        blocks[0] = _escape_bars(blocks[0])
        super().run(parent, blocks)


def _escape_bars(block: str) -> str:
    return WIKI_LINK.sub(lambda link: ESCAPED_BAR.sub(r"\\|", link[0]), block)


class Callouts(AdmonitionProcessor):
    """Admonitions with our own few kinds, Dutch and English names for them, and a title in the language of the text."""

    CLASSNAME = "pw-note"
    CLASSNAME_TITLE = "pw-note-title"

    def __init__(self, parser: BlockParser, words: Words) -> None:
        super().__init__(parser)
        self.words = words

    def get_class_and_title(self, match: re.Match[str]) -> tuple[str, str | None]:
        typed = match[1].lower().split()[0]
        kind = CALLOUTS.get(typed, "info")
        title = match[2]
        if title is None:
            title = self.words.callouts[kind] if typed in CALLOUTS else typed.capitalize()
        return f"pw-note-{kind}", title or None


class Blocks(Extension):
    """Registers the above, and takes raw HTML blocks out: HTML in a text is text."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.words = words

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        md.preprocessors.deregister("html_block")
        md.preprocessors.register(FencedCode(md), "fenced_code_block", 25)
        md.preprocessors.register(ListsAfterText(md), "lists_after_text", 24)
        md.ESCAPED_CHARS.append("|")
        blocks = md.parser.blockprocessors
        blocks.register(SpacedHeadings(md.parser), "hashheader", 70)
        blocks.register(WikiTables(md.parser, {"use_align_attribute": True}), "table", 75)
        blocks.register(Callouts(md.parser, self.words), "admonition", 105)
