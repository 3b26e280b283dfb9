"""What rendering hands back; pickled from the helper process, so plain data only."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from wiki.markup.text import wiki_links


class Moved(NamedTuple):
    """A link target that has another address by now."""

    title: str
    slug: str


# Existing link targets: slugs, or slugs with the titles to show for bare links.
Known = Collection[str] | Mapping[str, str | Moved] | None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as readers see it: level 2 to 6, an id to link to, and its words."""

    level: int
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """Trusted HTML, and what search and lists need of it; `complete` is False when it is only the source."""

    html: str
    headings: tuple[Heading, ...]
    links: frozenset[str]
    plain: str
    complete: bool


def as_source(text: str) -> Rendered:
    """The text itself, escaped, for when rendering gives up: nothing that was written gets lost."""
    return Rendered(html=f"<pre>{escape(text)}</pre>", headings=(), links=wiki_links(text), plain=text, complete=False)
