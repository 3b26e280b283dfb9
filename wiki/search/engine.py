"""What the rest of search asks of an index, without saying which one it is.

One engine stands behind it today (`whoosh_engine`); a second one, in the full text of PostgreSQL, is planned for
installations of several nodes. An engine knows nothing of readers and rights: it proposes, `queries` decides.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from wiki.errors import WikiError
from wiki.search.grammar import Query


class Rebuilding(WikiError):
    """There is no index that can be read; one is made as soon as the worker gets to it."""


class Busy(WikiError):
    """Another process is writing the index; ask again later."""


class Placed(NamedTuple):
    """Where an article stands: what filters and counts go by. `day` is the ordinal of the day it changed, and comes
    first so that the newest one is the greatest."""

    day: int
    id: int
    revision: int
    language: str
    type: str
    domains: tuple[str, ...]
    blocks: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """An article as handed to an engine: where it stands, and its words."""

    placed: Placed
    title: str
    text: str


class Hit(NamedTuple):
    """A proposal: an article that the index holds, and how well it fits. The best one is the greatest."""

    score: float
    placed: Placed


@dataclass(frozen=True, slots=True)
class Status:
    """`ready` is False while there is nothing to search in; `built` is in milliseconds since 1970."""

    ready: bool
    documents: int
    built: int
    commits: int


class Engine(Protocol):
    def search(self, query: Query) -> list[Hit]:
        """Every article that fits, in no order; all of them for an empty query. Raises Rebuilding."""

    def update(self, documents: Iterable[Document], gone: Collection[int]) -> None:
        """Put these in place of what is known of them, and forget `gone`, in one step. Raises Rebuilding, Busy."""

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Make a new index beside the old one, swap, and say how many there are in it. Raises Busy."""

    def versions(self) -> Mapping[int, int]:
        """The revision in the index for each article in it. Raises Rebuilding."""

    def is_ready(self) -> bool:
        """Whether there seems to be an index; cheap enough to ask several times a second."""

    def status(self) -> Status: ...
