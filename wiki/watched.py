"""Work with a clock: in a process of its own that is killed when one piece takes too long, or too much memory.

A thread cannot be stopped, and a size limit protects nobody from a parser that loses its way. So there is one helper
process, made at the first piece of work, after any fork of the server, by spawning: it inherits no database handles
and no locks. Work waits in line for it, and each piece gets the same time. A killed helper is replaced for the next.
"""

import logging
import multiprocessing
import os
import resource
import signal
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from threading import Lock
from typing import Any, ParamSpec, TypeVar

from pebble import ProcessExpired, ProcessPool

P = ParamSpec("P")
T = TypeVar("T")
log = logging.getLogger(__name__)

# In line and in a helper that is still starting; only a queue of hostile work makes anybody wait this long.
SECONDS_IN_ALL = 20.0
MEMORY_OF_HELPER = 1024 * 1024 * 1024


class Watched:
    """A helper process for functions of a module; safe to share between threads, and to make before a fork."""

    def __init__(self, what: str, *, seconds: float, prepare: Callable[[], None] | None = None) -> None:
        """`what` names it in the log; `prepare` is called in the helper before any clock runs."""
        self._what = what
        self._seconds = seconds
        self._prepare = prepare
        self._lock = Lock()
        self._pool: ProcessPool | None = None
        self._owner = 0

    def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What the function gives, or raises. Raises TimeoutError and CancelledError where it took too long, and
        ProcessExpired where it took the helper down twice: that may also die of something else."""
        try:
            return self._run(function, args, kwargs)
        except (ProcessExpired, BrokenProcessPool):
            log.warning("%s helper lost, starting another", self._what)
            return self._run(function, args, kwargs)

    def close(self) -> None:
        """Stop the helper; the next `run` would start another."""
        with self._lock:
            self._discard()

    def _run(self, function: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]) -> T:
        job = self._running_pool().schedule(function, args=args, kwargs=kwargs, timeout=self._seconds)
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
                    max_workers=1,
                    initializer=_begin,
                    initargs=(self._prepare,),
                    context=multiprocessing.get_context("spawn"),
                )
                self._owner = os.getpid()
            return self._pool

    def _discard(self) -> None:
        """Stop the pool, unless it is another process's: that one's threads did not come along with the fork."""
        pool, self._pool = self._pool, None
        if pool is not None and self._owner == os.getpid():
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()


def _begin(prepare: Callable[[], None] | None) -> None:  # pragma: no cover - runs in the helper
    """In the helper: die at once when told, keep within bounds of memory."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_OF_HELPER, MEMORY_OF_HELPER))
    if prepare is not None:
        prepare()
