"""What the rest of search asks of an index, without saying which one it is.

One engine stands behind it today (`whoosh_engine`); a second one, in the full text of PostgreSQL, is planned for
installations of several nodes. An engine knows nothing of readers and rights: it proposes, `queries` decides.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from wiki.errors import WikiError
from wiki.search.documents import Document
from wiki.search.matching import Index

T = TypeVar("T")


class Rebuilding(WikiError):
    """There is no index that can be read; one is made as soon as the worker gets to it."""


class Busy(WikiError):
    """Another process is writing the index; ask again later."""


@dataclass(frozen=True, slots=True)
class Status:
    """`ready` is False while there is nothing to search in; `built` is in milliseconds since 1970."""

    ready: bool
    documents: int
    built: int
    commits: int


class Engine(Protocol):
    def read(self, work: Callable[[Index], T]) -> T:
        """Do this with the newest index; where reading fails, again with another one. Raises Rebuilding."""

    def update(self, documents: Iterable[Document], gone: Collection[int]) -> None:
        """Put these in place of what is known of them, and forget `gone`, in one step. Raises Rebuilding, Busy."""

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Make a new index beside the old one, swap, and say how many there are in it. Raises Busy."""

    def forget_others(self) -> None:
        """Take away every index but the one in use, and what of them could not be read. Raises Busy."""

    def versions(self) -> Mapping[int, int]:
        """The revision in the index for each article in it. Raises Rebuilding."""

    def is_ready(self) -> bool:
        """Whether there seems to be an index; cheap enough to ask several times a second."""

    def is_worn(self) -> bool:
        """Whether a new build would know words better than the index does. Raises Rebuilding."""

    def follow(self) -> None:
        """From now on open what others write as soon as it is there, beside the requests and not in them."""

    def status(self) -> Status: ...
