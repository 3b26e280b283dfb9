"""Values that take a while to make from the database, and may be a moment old.

The first request that needs one waits for it. From then on a value that is out of date is handed out once more while
a thread of its own makes the next one, one at a time: nobody waits, and a wiki that changes all the time is read
again no more often than every `pause` seconds. Whatever is shown on the word of such a value has to be asked of the
database again, for what it says may have ended since.
"""

import logging
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock, Thread
from time import monotonic
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

V = TypeVar("V", bound=Hashable)
T = TypeVar("T")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Made(Generic[V, T]):
    version: V
    at: float
    value: T


class Renewed(Generic[V, T]):
    """One value for each database, made by `make(session, version)`; a version says when another one is due."""

    def __init__(self, make: Callable[[Session, V], T], *, pause: float) -> None:
        self._make = make
        self._pause = pause
        self._kept: WeakKeyDictionary[Engine, _Kept[V, T]] = WeakKeyDictionary()

    def get(self, session: Session, version: V) -> T:
        """The value for this version, or the one before it while this one is being made."""
        engine = session.connection().engine
        kept = self._kept.setdefault(engine, _Kept())
        made = kept.made or self._first(kept, session, version)
        due = made.version != version and monotonic() - made.at >= self._pause
        if due and kept.making.acquire(blocking=False):
            Thread(target=self._renew_beside, args=(kept, engine, version), daemon=True).start()
        return made.value

    def renew(self, session: Session, version: V) -> T:
        """Make the value now, and wait for it."""
        kept = self._kept.setdefault(session.connection().engine, _Kept())
        with kept.making:
            return self._renew(kept, session, version).value

    def _first(self, kept: "_Kept[V, T]", session: Session, version: V) -> "_Made[V, T]":
        with kept.making:
            return kept.made or self._renew(kept, session, version)

    def _renew(self, kept: "_Kept[V, T]", session: Session, version: V) -> _Made[V, T]:
        made = kept.made = _Made(version, monotonic(), self._make(session, version))
        return made

    def _renew_beside(self, kept: "_Kept[V, T]", engine: Engine, version: V) -> None:
        try:
            with Session(engine) as session:
                self._renew(kept, session, version)
        except SQLAlchemyError as error:
            log.warning("the next list was not made (%s)", type(error).__name__)
        finally:
            kept.making.release()


class _Kept(Generic[V, T]):
    """What there is for one database; `making` is held by whoever makes the next one."""

    def __init__(self) -> None:
        self.made: _Made[V, T] | None = None
        self.making = Lock()
