"""Which articles a reader may be listed, kept in memory from one change of the wiki to the next.

Totals and counts need this for all hits, and asking the database for ten thousand ids takes most of a search. The
list is the answer of the rights' own condition, `policy.listed_to`, and depends on two things alone: what the actor
is granted (`policy.visibility_key`) and what readers can see, which has a number that rises in the same transaction
as any change of it (`Generation`). A list is used for exactly that number; nothing ages by time.

Titles and snippets are not shown on the word of this list: the page loads them through the condition itself.
"""

from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.articles import policy, queries
from wiki.articles.models import Article

MOST_LISTS = 16

Revisions = Mapping[int, int | None]


class _Lists:
    """The lists of one database, the ones that were read last."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[str, tuple[int, Revisions]] = OrderedDict()

    def get(self, key: str, generation: int) -> Revisions | None:
        with self._lock:
            number, revisions = self._kept.get(key, (None, None))
            return revisions if number == generation else None

    def keep(self, key: str, generation: int, revisions: Revisions) -> None:
        with self._lock:
            self._kept[key] = (generation, revisions)
            self._kept.move_to_end(key)
            if len(self._kept) > MOST_LISTS:
                self._kept.popitem(last=False)


_lists: "WeakKeyDictionary[Engine, _Lists]" = WeakKeyDictionary()


def listed(session: Session, actor: Actor) -> Revisions:
    """The published revision of every article that lists show to this actor, by article."""
    key = policy.visibility_key(actor)
    generation = queries.generation(session)
    lists = _lists.setdefault(session.connection().engine, _Lists())
    found = lists.get(key, generation)
    if found is None:
        rows = session.execute(select(Article.id, Article.published_id).where(policy.listed_to(actor)))
        found = {article: revision for article, revision in rows}  # noqa: C416  rows are no pairs to mypy
        lists.keep(key, generation, found)
    return found
