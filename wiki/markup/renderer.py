"""Rendering with a clock: in a process of its own that is killed when a text takes too long.

A thread cannot be stopped and a size limit protects nobody: ten thousand brackets keep Python-Markdown busy for twelve
seconds. So there is one helper process, made at the first text, after any fork of the server, by spawning: it inherits
no database handles and no locks. Texts wait in line for it; each gets two seconds of its own. A killed helper is
replaced for the next text. What cannot be rendered comes back as its source, never as an error: saving must go on.
"""

import logging
import multiprocessing
import os
import resource
import signal
from collections.abc import Mapping, Sequence
from concurrent.futures import CancelledError
from concurrent.futures.process import BrokenProcessPool
from threading import Lock
from typing import Self

from pebble import ProcessExpired, ProcessPool

from wiki.markup.precheck import is_hostile
from wiki.markup.rendered import Known, Rendered, as_source
from wiki.markup.rendering import render_parts
from wiki.markup.text import wiki_links
from wiki.markup.words import WORDS

log = logging.getLogger(__name__)

SECONDS_PER_JOB = 2.0
# In line and in a helper that is still starting; only a queue of hostile texts makes anybody wait this long.
SECONDS_IN_ALL = 20.0
MEMORY_OF_HELPER = 1024 * 1024 * 1024


class Renderer:
    """A helper process for `render_parts`; safe to share between threads, and to make before a fork."""

    def __init__(self, *, seconds: float = SECONDS_PER_JOB) -> None:
        self._seconds = seconds
        self._lock = Lock()
        self._pool: ProcessPool | None = None
        self._owner = 0

    def render(self, parts: Sequence[str], *, language: str, known: Known) -> tuple[Rendered, ...]:
        """The parts of one page, or their escaped sources when they are hostile, take too long or break the helper."""
        if any(is_hostile(text) for text in parts):
            return _sources(parts, "refused")
        known = _only_linked(known, parts)
        try:
            return self._run_twice_if_lost(tuple(parts), language, known)
        except (TimeoutError, CancelledError):
            return _sources(parts, "too slow")
        except Exception as error:  # noqa: BLE001 - whatever fault one text meets in a parser, it must be saved
            # Without the traceback: that may quote the text.
            return _sources(parts, type(error).__name__)

    def close(self) -> None:
        """Stop the helper; the next `render` would start another."""
        with self._lock:
            self._discard()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _run_twice_if_lost(self, parts: tuple[str, ...], language: str, known: Known) -> tuple[Rendered, ...]:
        """A helper may die of something else than this text, such as the machine being short of memory."""
        try:
            return self._run(parts, language, known)
        except (ProcessExpired, BrokenProcessPool):
            log.warning("markup helper lost, starting another")
            return self._run(parts, language, known)

    def _run(self, parts: tuple[str, ...], language: str, known: Known) -> tuple[Rendered, ...]:
        job = self._running_pool().schedule(
            render_parts,
            args=(parts,),
            kwargs={"language": language, "known": known},
            timeout=self._seconds,
        )
        try:
            return job.result(timeout=SECONDS_IN_ALL)
        finally:
            job.cancel()  # type: ignore[no-untyped-call]

    def _running_pool(self) -> ProcessPool:
        """This process's own pool: a new one at first, after a fork, and after a fault in the old one."""
        with self._lock:
            if self._pool is None or self._owner != os.getpid() or not self._pool.active:
                self._discard()
                self._pool = ProcessPool(
                    max_workers=1, initializer=_prepare, context=multiprocessing.get_context("spawn")
                )
                self._owner = os.getpid()
            return self._pool

    def _discard(self) -> None:
        """Stop the pool, unless it is another process's: that one's threads did not come along with the fork."""
        pool, self._pool = self._pool, None
        if pool is not None and self._owner == os.getpid():
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()


def _prepare() -> None:  # pragma: no cover - runs in the helper
    """In the helper: die at once when told, keep within bounds of memory, build the parsers before a clock runs."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_OF_HELPER, MEMORY_OF_HELPER))
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
