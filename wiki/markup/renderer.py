"""Rendering with a clock: in a helper process that is killed when a text takes too long.

Ten thousand brackets keep Python-Markdown busy for twelve seconds; each text gets two. What cannot be rendered comes
back as its source, never as an error: saving must go on.
"""

import logging
from collections.abc import Mapping, Sequence
from concurrent.futures import CancelledError
from typing import Self

from wiki.markup.precheck import is_hostile
from wiki.markup.rendered import Known, Rendered, as_source
from wiki.markup.rendering import render_parts
from wiki.markup.text import wiki_links
from wiki.markup.words import WORDS
from wiki.watched import Watched

log = logging.getLogger(__name__)

SECONDS_PER_JOB = 2.0


class Renderer:
    """A helper process for `render_parts`; safe to share between threads, and to make before a fork."""

    def __init__(self, *, seconds: float = SECONDS_PER_JOB) -> None:
        self._helper = Watched("markup", seconds=seconds, prepare=_prepare)

    def render(self, parts: Sequence[str], *, language: str, known: Known) -> tuple[Rendered, ...]:
        """The parts of one page, or their escaped sources when they are hostile, take too long or break the helper."""
        if any(is_hostile(text) for text in parts):
            return _sources(parts, "refused")
        try:
            return self._helper.run(render_parts, tuple(parts), language=language, known=_only_linked(known, parts))
        except (TimeoutError, CancelledError):
            return _sources(parts, "too slow")
        except Exception as error:  # noqa: BLE001 - whatever fault one text meets in a parser, it must be saved
            # Without the traceback: that may quote the text.
            return _sources(parts, type(error).__name__)

    def close(self) -> None:
        """Stop the helper; the next `render` would start another."""
        self._helper.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _prepare() -> None:  # pragma: no cover - runs in the helper
    """Build the parsers before a clock runs."""
    for language in WORDS:
        render_parts(("",), language=language)


def _only_linked(known: Known, parts: Sequence[str]) -> Known:
    """Of everything that exists, what these texts may link to: the rest need not travel to the helper."""
    if known is None:
        return None
    slugs = frozenset[str]().union(*map(wiki_links, parts))
    if isinstance(known, Mapping):
        return {slug: known[slug] for slug in slugs if slug in known}
    return frozenset(slug for slug in slugs if slug in known)


def _sources(parts: Sequence[str], reason: str) -> tuple[Rendered, ...]:
    log.warning("markup not rendered: %s, %d characters", reason, sum(map(len, parts)))
    return tuple(as_source(text) for text in parts)
