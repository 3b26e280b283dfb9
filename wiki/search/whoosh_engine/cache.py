"""What was read or worked out last, up to a number of bytes in all."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

from wiki.search.ranking import Postings

# About two hundred frequent terms of any index.
BYTES_A_DOCUMENT = 800

K = TypeVar("K", bound=Hashable)


class Cache(Generic[K]):
    """Postings by key; threads share it. What was asked for longest ago goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self.held = 0
        self._lock = Lock()
        self._kept: OrderedDict[K, Postings] = OrderedDict()

    def get(self, key: K, read: Callable[[], Postings]) -> Postings:
        """What is kept, or what `read` gives; two threads may read the same at once."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
                return found
        found = read()
        with self._lock:
            if key not in self._kept:
                self.held += found.size
            self._kept[key] = found
            while self.held > self._most and len(self._kept) > 1:
                self.held -= self._kept.popitem(last=False)[1].size
        return found

    def room_for(self, documents: int) -> None:
        """Hold more in an index of many documents: what is kept of a term grows with them."""
        self._most = max(self._most, BYTES_A_DOCUMENT * documents)

    def lately(self, many: int) -> list[K]:
        """The keys that were asked for last, the last one first."""
        with self._lock:
            return list(reversed(self._kept))[:many]

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
            self.held = 0
