"""What may be in a text at all, before anybody reads it as Markdown."""

import re
import unicodedata

from wiki.errors import UnsafeText

SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
# A backslash before it makes it plain text; one before the bar is how a bar is written in a table, and means the same.
WIKI_LINK = re.compile(rf"(?<!\\)\[\[ *({SLUG}) *(?:\\?\|([^\[\]\n]{{1,300}}))?\]\]")

LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029]")
SURROGATES = re.compile("[\ud800-\udfff]")
BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
# C0 except tab and newline, DEL, C1, and the code points that Unicode promises never to make characters.
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
SPACES = re.compile(r"\s+")


def clean_text(text: str) -> str:
    """The text in NFC with plain newlines; raises UnsafeText for what would hide, reorder or break it."""
    text = LINE_ENDS.sub("\n", text.removeprefix("\ufeff"))
    for code, unsafe in (("encoding", SURROGATES), ("control", CONTROLS), ("bidi", BIDI_CONTROLS)):
        if unsafe.search(text):
            raise UnsafeText(code)
    return unicodedata.normalize("NFC", text)


def clean_line(text: str) -> str:
    """`clean_text` for a field of one line: every run of white space becomes one space, none at the ends."""
    return SPACES.sub(" ", clean_text(text)).strip()


def wiki_links(text: str) -> frozenset[str]:
    """Every slug that the text may link to, in one linear pass; also those in code, unlike `Rendered.links`."""
    return frozenset(link[1] for link in WIKI_LINK.finditer(text))
