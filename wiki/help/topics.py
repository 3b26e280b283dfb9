"""The pages of help: Markdown beside this module, a file for each topic and language, rendered once and kept.

A file begins with its title and one paragraph that says what it is about; the rest is the page. What stands in bold is
the name of something on the screen, and a test looks each of them up in the catalogue.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup

from wiki.errors import NotFound
from wiki.markup import Heading, render

FOLDER = Path(__file__).parent / "texts"
TOPICS = {
    "searching": "search",
    "writing": "write",
    "conversation": "question",
    "moderating": "inbox",
    "privacy": "privacy",
    "accessibility": "eye",
    "terms": "info",
}
"""Each topic with its icon, in the order of the pages."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A page of help in one language; `html` is trusted."""

    slug: str
    icon: str
    title: str
    intro: str
    html: Markup
    headings: tuple[Heading, ...]


def topics(language: str) -> tuple[Topic, ...]:
    return tuple(topic(slug, language) for slug in TOPICS)


def topic(slug: str, language: str) -> Topic:
    """The page about this topic; raises NotFound when there is none."""
    if slug not in TOPICS:
        raise NotFound(f"help {slug}")
    return page(slug, language)


@lru_cache(maxsize=32)
def page(slug: str, language: str) -> Topic:
    """What a file says, whether or not it is a topic."""
    head, intro, text = source(slug, language).split("\n\n", 2)
    rendered = render(text, language=language)
    chapters = tuple(heading for heading in rendered.headings if heading.level == 2)
    icon = TOPICS.get(slug, "info")
    return Topic(slug, icon, head.removeprefix("# "), " ".join(intro.split()), Markup(rendered.html), chapters)  # noqa: S704  made by the renderer


def source(slug: str, language: str) -> str:
    return (FOLDER / language / f"{slug}.md").read_text(encoding="utf-8")
