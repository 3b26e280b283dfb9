"""Which articles a reader may be listed, kept in memory from one change of the wiki to the next.

Totals and counts need this for all hits, and asking the database for ten thousand ids takes most of a search. The
list is the answer of the rights' own condition, `policy.listed_to`, and depends on two things alone: what the actor
is granted (`policy.visibility_key`) and what readers can see, which has a number that rises in the same transaction
as any change of it (`Generation`). A list is used for exactly that number; nothing ages by time.

Titles and snippets are not shown on the word of this list: the page loads them through the condition itself.
"""

from collections import OrderedDict
from collections.abc import Iterable
from threading import Lock
from weakref import WeakKeyDictionary

import numpy as np
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.articles import policy, queries
from wiki.articles.models import Article
from wiki.search import bits
from wiki.search.finding import Allowed
from wiki.search.matching import Index

MOST_LISTS = 16
# States of the index in a row; a request may still have the one before.
MOST_STATES = 3

_UNKNOWN = 0


class Listed:
    """The published revision of every article that lists show to some circle of readers."""

    def __init__(self, revisions: Iterable[tuple[int, int]]) -> None:
        pairs = np.array([*revisions], dtype=np.int64).reshape(-1, 2)
        self._latest = np.zeros(int(pairs[:, 0].max(initial=0)) + 1, dtype=np.int64)
        self._latest[pairs[:, 0]] = pairs[:, 1]
        self._seen: OrderedDict[str, Allowed] = OrderedDict()
        # What was asked of single words, by the state of the index: see `standing`.
        self.common: dict[tuple[str, str], bool] = {}

    def __contains__(self, article: int) -> bool:
        return 0 < article < len(self._latest) and bool(self._latest[article])

    def __len__(self) -> int:
        return int(np.count_nonzero(self._latest))

    def of(self, index: Index) -> Allowed:
        """The documents of an index that may be listed as they are in it, and those that may be listed but have
        another text by now."""
        found = self._seen.get(index.name)
        if found is None:
            latest = self._latest[np.where(index.ids < len(self._latest), index.ids, _UNKNOWN)]
            same = latest == index.revisions
            found = Allowed(bits.of_mask(same & (latest > 0)), bits.of_mask(~same & (latest > 0)))
            self._seen[index.name] = found
            if len(self._seen) > MOST_STATES:
                self._seen.popitem(last=False)
        return found


class _Lists:
    """The lists of one database, the ones that were read last."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[str, tuple[int, Listed]] = OrderedDict()

    def get(self, key: str, generation: int) -> Listed | None:
        with self._lock:
            number, listed = self._kept.get(key, (None, None))
            return listed if number == generation else None

    def keep(self, key: str, generation: int, listed: Listed) -> None:
        with self._lock:
            self._kept[key] = (generation, listed)
            self._kept.move_to_end(key)
            if len(self._kept) > MOST_LISTS:
                self._kept.popitem(last=False)


_lists: "WeakKeyDictionary[Engine, _Lists]" = WeakKeyDictionary()


def listed(session: Session, actor: Actor) -> Listed:
    """The published revision of every article that lists show to this actor."""
    key = policy.visibility_key(actor)
    generation = queries.generation(session)
    lists = _lists.setdefault(session.connection().engine, _Lists())
    found = lists.get(key, generation)
    if found is None:
        rows = session.execute(select(Article.id, Article.published_id).where(policy.listed_to(actor)))
        found = Listed((article, revision) for article, revision in rows if revision is not None)
        lists.keep(key, generation, found)
    return found
