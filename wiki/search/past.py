"""What was searched for before and found something: kept without account, and offered to others while they type.

Privacy first (domain reference, section 8.9). A text is kept when all of it is plain words that several articles for
every member have; names, numbers and addresses never get that far (`scrubbed`). It is offered once it was searched
for on `OFFERED_AFTER` separate days, and forgotten after `KEPT_FOR`. Who searched is known to nobody, and nothing
that was typed is ever logged.

A page of results does not wait for a write: `note` counts in the memory of the process, and a thread writes what
came together once a minute and when the process ends. A process that is killed loses at most that minute.
"""

import atexit
import logging
import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date, timedelta
from threading import Lock, Timer
from time import monotonic
from typing import NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from wiki.database import transaction
from wiki.search import analysis
from wiki.search.models import PastQuery
from wiki.search.renewed import Renewed

LONGEST = 60
MOST_WORDS = 6
MOST_DIGITS = 2
OFFERED_AFTER = 3
KEPT_FOR = timedelta(days=90)
WRITE_EVERY = 60.0
# Whoever searches by machine fills no table: so many texts wait in memory, are kept of one day, and are offered.
MOST_WAITING = 1_000
MOST_A_DAY = 5_000
MOST_OFFERED = 2_000

Known = Callable[[str], bool]

_PLAIN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*(?: [^\W_]+(?:['’-][^\W_]+)*)*")
_PLATE = re.compile(r"(?=[^ ]*\d)(?=[^ ]*[^\W\d_])[^ ]*-[^ ]*")
log = logging.getLogger(__name__)


def scrubbed(typed: str, known: Known) -> str | None:
    """The text as it may be kept, or None: up to six plain words, all of them `known`, without numbers of any length
    or anything that looks like an address or a number plate. `known` gets folded words."""
    text = unicodedata.normalize("NFC", " ".join(typed[: 2 * LONGEST].split())).lower().rstrip(" ?.")
    if len(text) > LONGEST or len(typed) > 2 * LONGEST or not _PLAIN.fullmatch(text):
        return None
    if sum(map(str.isdigit, text)) > MOST_DIGITS or any(map(_PLATE.fullmatch, text.split())):
        return None
    words = analysis.words(text)
    return text if 0 < len(words) <= MOST_WORDS and all(map(known, words)) else None


def note(engine: Engine, typed: str, *, day: date, known: Known) -> None:
    """Count a search of a member that found something, if its text may be kept. Costs no statement."""
    text = scrubbed(typed, known)
    if text is not None:
        _waiting.add(engine, text, day)


def write(engine: Engine, *, today: date) -> None:
    """Keep what was counted in this process since the last time, and forget what is old; one short transaction."""
    counted = _waiting.take(engine)
    with Session(engine) as session, transaction(session):
        forget(session, today=today)
        _count(session, counted, today)


def forget(session: Session, *, today: date) -> None:
    """Delete what was searched for too long ago."""
    session.execute(delete(PastQuery).where(PastQuery.day < today - KEPT_FOR))


def offered(session: Session, *, today: date) -> "Offered":
    """What may be offered, as it was at most a minute or so ago."""
    return _offered.get(session, (today, int(monotonic() // WRITE_EVERY)))


def renew(session: Session, *, today: date) -> None:
    """Look now at what may be offered."""
    _offered.renew(session, (today, 0))


class Offered:
    """Texts that may be offered, the most searched for first."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        places = sorted((" ".join(analysis.words(text)), place) for place, text in enumerate(texts))
        self._folded = [folded for folded, _ in places]
        self._places = [place for _, place in places]

    def beginning_with(self, typed: Sequence[str]) -> Iterator[str]:
        """Those that begin with these folded words, of which the last one may be unfinished."""
        beginning = " ".join(typed)
        first = bisect_left(self._folded, beginning)
        end = bisect_left(self._folded, f"{beginning}\U0010ffff", lo=first)
        for place in sorted(self._places[first:end]):
            yield self._texts[place]


def _offerable(session: Session, version: tuple[date, int]) -> Offered:
    today, _ = version
    often = (
        select(PastQuery.text)
        .where(PastQuery.day >= today - KEPT_FOR)
        .group_by(PastQuery.text)
        .having(func.count() >= OFFERED_AFTER)
        .order_by(func.sum(PastQuery.count).desc(), PastQuery.text)
        .limit(MOST_OFFERED)
    )
    return Offered(session.scalars(often).all())


_offered = Renewed(_offerable, pause=WRITE_EVERY)


class _Search(NamedTuple):
    text: str
    day: date


class _Waiting:
    """What was counted and not written yet, for each database; while there is anything, a timer runs."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts: WeakKeyDictionary[Engine, Counter[_Search]] = WeakKeyDictionary()
        self._timer: Timer | None = None

    def add(self, engine: Engine, text: str, day: date) -> None:
        search = _Search(text, day)
        with self._lock:
            counts = self._counts.setdefault(engine, Counter())
            if search in counts or len(counts) < MOST_WAITING:
                counts[search] += 1
            if self._timer is None:
                self._timer = Timer(WRITE_EVERY, self.write_all)
                self._timer.daemon = True
                self._timer.start()

    def take(self, engine: Engine) -> Counter[_Search]:
        with self._lock:
            return self._counts.pop(engine, Counter())

    def write_all(self) -> None:
        """Write for every database; a write that fails loses its counts and nothing else."""
        with self._lock:
            self._timer = None
            days = {engine: max(search.day for search in counts) for engine, counts in self._counts.items() if counts}
        for engine, day in days.items():
            try:
                write(engine, today=day)
            except SQLAlchemyError as error:
                log.warning("searches not counted (%s)", type(error).__name__)


def _count(session: Session, counted: Counter[_Search], today: date) -> None:
    kept = session.scalar(select(func.count()).where(PastQuery.day == today)) or 0
    if not counted or kept >= MOST_A_DAY:
        return
    # In one order for everybody, so that two processes never wait for each other's rows.
    rows = [{"text": text, "day": day, "count": count} for (text, day), count in sorted(counted.items())]
    dialect = session.connection().dialect.name
    insert = (postgresql.insert if dialect == "postgresql" else sqlite.insert)(PastQuery)
    session.execute(
        insert.on_conflict_do_update(
            index_elements=[PastQuery.text, PastQuery.day],
            set_={"count": PastQuery.count + insert.excluded.count},
        ),
        rows,
    )


_waiting = _Waiting()


@atexit.register
def _write_at_the_end() -> None:
    with suppress(Exception):
        _waiting.write_all()
