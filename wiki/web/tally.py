"""Counting in memory what is written down now and then: a page that is read often never waits for a write."""

from collections import Counter
from threading import Lock

MOST = 50
LONGEST_SECONDS = 60.0


class Tally:
    """Counts by number, safe for threads. What was not written down when a process ends is lost, and that is fine."""

    def __init__(self) -> None:
        self._counts: Counter[int] = Counter()
        self._since: float | None = None
        self._lock = Lock()

    def add(self, key: int, at: float) -> bool:
        """Count one more; whether it is time to write down what was counted."""
        with self._lock:
            self._counts[key] += 1
            self._since = at if self._since is None else self._since
            return self._counts.total() >= MOST or at - self._since >= LONGEST_SECONDS

    def take(self) -> Counter[int]:
        """What was counted since the last time; it begins anew."""
        with self._lock:
            counts, self._counts, self._since = self._counts, Counter(), None
        return counts
