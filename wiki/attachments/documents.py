"""The words of documents, for search. Pure; runs in a helper process."""

import io
import re
from collections.abc import Callable, Iterator
from contextlib import suppress

from defusedxml.ElementTree import iterparse
from pypdf import PdfReader

from wiki.attachments.formats import PACKAGES
from wiki.attachments.packages import opened, read
from wiki.attachments.recognising import PDF

MOST_PAGES = 300
LONGEST_TEXT = 60_000

_TEXT_PARTS = re.compile(
    r"word/(?:document|footnotes|endnotes)\.xml|xl/sharedStrings\.xml|ppt/slides/slide\d+\.xml|content\.xml",
    re.IGNORECASE,
)
_LINES = ("p", "h", "si")
# Databases refuse some of these, pages others: control characters but newline and tab, and halves of characters.
_NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def text_of(data: bytes, mime: str) -> str:
    """The words of a document, as far as search goes; empty where none can be read. Raises nothing."""
    found: list[str] = []
    length = 0
    # Whatever a parser makes of a hostile file: what was read until there is what can be read.
    with suppress(Exception):
        for line in _READERS.get(mime, _nothing)(data):
            found.append(_NOT_TEXT.sub("", line))
            length += len(line)
            if length > LONGEST_TEXT:
                break
    return "\n".join(found)[:LONGEST_TEXT]


def _pdf_lines(data: bytes) -> Iterator[str]:
    for page in PdfReader(io.BytesIO(data)).pages[:MOST_PAGES]:
        yield page.extract_text()


def _package_lines(data: bytes) -> Iterator[str]:
    with opened(io.BytesIO(data)) as package:
        for entry in sorted(package.infolist(), key=lambda entry: (len(entry.filename), entry.filename)):
            if _TEXT_PARTS.fullmatch(entry.filename):
                yield from _lines_in(read(package, entry))


def _lines_in(xml: bytes) -> Iterator[str]:
    """The text between the tags, a line for each paragraph."""
    for _event, element in iterparse(io.BytesIO(xml), forbid_dtd=True):
        if element.tag.rpartition("}")[2] in _LINES:
            line = "".join(element.itertext())
            after = element.tail
            element.clear()
            element.tail = after
            if line:
                yield line


def _nothing(_data: bytes) -> Iterator[str]:
    return iter(())


_READERS: dict[str, Callable[[bytes], Iterator[str]]] = {
    PDF.mime: _pdf_lines,
    **dict.fromkeys((made.mime for made in PACKAGES), _package_lines),
}
