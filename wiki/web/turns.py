"""Turns at work that takes long: so many at once for each account, so that one cannot keep everybody waiting."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from werkzeug.exceptions import TooManyRequests

AFTER_SECONDS = 3


class Turns:
    """At most `most` turns at a time for the same key within this process; more are answered with 429."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._taken: Counter[object] = Counter()
        self._lock = Lock()

    @contextmanager
    def take(self, key: object) -> Iterator[None]:
        """Hold a turn for the block."""
        with self._lock:
            if self._taken[key] >= self._most:
                raise TooManyRequests(retry_after=AFTER_SECONDS)
            self._taken[key] += 1
        try:
            yield
        finally:
            with self._lock:
                self._taken[key] -= 1
                if not self._taken[key]:
                    del self._taken[key]
