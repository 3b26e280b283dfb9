"""The worker: does what writes asked for through the outbox, and sees to it that there is a search index.

One worker works at a time, held by a file lock that the system drops when its process dies: a second one waits and
takes over. Rows are forgotten only after their work is safe, so a worker killed at any moment loses nothing; the
next one does some of it twice, which every handler has to stand.

A topic maps to a function that is given the keys of all waiting rows at once. When it raises, each key is tried by
itself and those that still fail are postponed, so that one bad article does not keep the others from being found.
"""

import logging
import signal
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial, reduce
from itertools import islice
from pathlib import Path
from types import FrameType

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from wiki import outbox
from wiki.articles import services as articles
from wiki.articles.services.changes import DISCARDED, DROPPED, INDEX, LINKS, PUBLISHED
from wiki.attachments import services as attachments
from wiki.attachments import workshop
from wiki.attachments.storage import store_of
from wiki.daily import Daily, Due
from wiki.database import compact, make_engine, make_sessions, now, transaction
from wiki.markup import Renderer
from wiki.moderation.services import purging, sources
from wiki.outbox import OutboxRow
from wiki.search import indexing
from wiki.search.engine import Busy, Rebuilding
from wiki.search.generations import held
from wiki.settings import Settings
from wiki.voice import services as voice

AT_A_TIME = 200
OTHERS_AT_A_TIME = 1
IDLE_SECONDS = 0.1
AFTER_TROUBLE_SECONDS = 2.0
LATER = timedelta(seconds=1)

Handler = Callable[[Settings, sessionmaker[Session], Sequence[str]], None]
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Ids of rows by what became of them; `early` is for those whose time had not come."""

    done: tuple[int, ...] = ()
    failed: tuple[int, ...] = ()
    early: tuple[int, ...] = ()

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(self.done + other.done, self.failed + other.failed, self.early + other.early)


def index_articles(settings: Settings, sessions: sessionmaker[Session], keys: Sequence[str]) -> None:
    indexing.update(indexing.engine_of(settings), sessions, [int(key) for key in keys])


def refresh_links(
    renderer: Renderer, _settings: Settings, sessions: sessionmaker[Session], keys: Sequence[str]
) -> None:
    """Render again what links to these addresses, so that marks on missing pages come and go with the pages."""
    with sessions() as session:
        for slug in keys:
            found = articles.rendered_again(session, renderer, slug)
            if found:
                with transaction(session):
                    articles.keep_rendered(session, found)


def read_documents(settings: Settings, sessions: sessionmaker[Session], keys: Sequence[str]) -> None:
    """Keep the words of documents that were added, so that search finds them."""
    for key in keys:
        # A document may take its full time to read, and nobody's save waits for that.
        with sessions() as session:
            found = attachments.text_of(session, store_of(settings), int(key), read_text=workshop.read)
        with sessions() as session, transaction(session):
            attachments.keep_text(session, int(key), found)


def remove_recordings(
    remove: Callable[[Session, str], list[str]],
    settings: Settings,
    sessions: sessionmaker[Session],
    keys: Sequence[str],
) -> None:
    """Take away what was said for texts that are out, or thrown away."""
    for key in keys:
        with sessions() as session:
            with transaction(session):
                blobs = remove(session, key)
            with transaction(session):
                voice.forgotten(session, store_of(settings, voice.PLACE), blobs)


def forget_files(settings: Settings, sessions: sessionmaker[Session], keys: Sequence[str]) -> None:
    """Leave nothing of contents that were purged with the texts that showed them."""
    with sessions() as session:
        for blob in keys:
            attachments.forget(session, store_of(settings), blob)


def forget_recordings(settings: Settings, sessions: sessionmaker[Session], keys: Sequence[str]) -> None:
    with sessions() as session:
        voice.forgotten(session, store_of(settings, voice.PLACE), keys)


def rebuild_index(settings: Settings, sessions: sessionmaker[Session], _keys: Sequence[str]) -> None:
    indexing.rebuild_clean(indexing.engine_of(settings), sessions)


def compact_database(_settings: Settings, sessions: sessionmaker[Session], _keys: Sequence[str]) -> None:
    """Leave nothing in the files of the database of what was purged. Raises Busy while somebody still reads it."""
    with sessions() as session:
        engine = session.connection().engine
    if not compact(engine, purging.TABLES):
        raise Busy


def mark_outdated(_settings: Settings, sessions: sessionmaker[Session], keys: Sequence[str]) -> None:
    """Go on with what rests on a source that changed, a few articles at a time."""
    for key in keys:
        with sessions() as session, transaction(session):
            sources.mark_outdated(session, at=now(), source_id=int(key))


@contextmanager
def handlers() -> Iterator[Mapping[str, Handler]]:
    """What to do for each topic, the one that people wait for first. One helper renders for as long as these are in
    use: starting it takes longer than most rounds."""
    with Renderer() as renderer:
        try:
            yield {
                INDEX: index_articles,
                LINKS: partial(refresh_links, renderer),
                attachments.READ: read_documents,
                PUBLISHED: partial(remove_recordings, _said_for_a_text),
                DISCARDED: partial(remove_recordings, _said_for_a_text),
                DROPPED: partial(remove_recordings, _said_in_a_page),
                attachments.FORGET: forget_files,
                voice.FORGET: forget_recordings,
                indexing.REBUILD: rebuild_index,
                purging.COMPACT: compact_database,
                sources.OUTDATED: mark_outdated,
            }
        finally:
            workshop.close()


def run(settings: Settings, *, once: bool = False) -> None:
    """Work until SIGTERM or SIGINT; with `once`, until nothing is due. While another worker is at it, wait for it to
    end; with `once` there is nothing to do then, for the other one does it."""
    stop = threading.Event()
    _stop_on_signals(stop)
    engine = make_engine(settings.database)
    while not stop.is_set():
        with held(lock_file(settings)) as got:
            if got:
                with handlers() as ways:
                    _work(settings, make_sessions(engine), ways, stop, once=once)
            if got or once:
                break
        stop.wait(IDLE_SECONDS)
    engine.dispose()


def drain(settings: Settings, sessions: sessionmaker[Session]) -> int:
    """Do everything that is due, here and now, and say how many rows were tried: for tests and loading content."""
    indexing.keep_ready(indexing.engine_of(settings), sessions)
    total = 0
    with handlers() as ways:
        while done := work_off(settings, sessions, at=now(), handlers=ways):
            total += done
    return total


def lock_file(settings: Settings) -> Path:
    return settings.instance / "search" / "worker.lock"


def work_off(
    settings: Settings,
    sessions: sessionmaker[Session],
    *,
    at: datetime,
    handlers: Mapping[str, Handler],
) -> int:
    """One round: take what is due, do it topic by topic, forget what is safe; says how many rows were tried. The first
    of the handlers gets all that waits for it, the others a few keys before it has its turn again."""
    urgent = next(iter(handlers))
    with sessions() as session:
        rows = outbox.take(session, AT_A_TIME, at=at, first=urgent)
    work: dict[str, dict[str, list[int]]] = {}
    for row in rows:
        work.setdefault(row.topic, {}).setdefault(row.key, []).append(row.id)
    total = 0
    for topic, keys in work.items():
        now_due = keys if topic == urgent else dict(islice(keys.items(), OTHERS_AT_A_TIME))
        outcome = _do(settings, sessions, handlers.get(topic), now_due)
        with sessions() as session, transaction(session):
            outbox.done(session, outcome.done)
            outbox.postpone(session, outcome.failed, at=at)
            _put_off(session, outcome.early, at=at)
        total += len(outcome.done) + len(outcome.failed)
    return total


def _work(
    settings: Settings,
    sessions: sessionmaker[Session],
    ways: Mapping[str, Handler],
    stop: threading.Event,
    *,
    once: bool,
) -> None:
    log.info("the worker is at work")
    index, daily, due = _Index(settings, sessions), Daily(settings, sessions), Due(settings, sessions)
    while not stop.is_set():
        pause = IDLE_SECONDS
        try:
            index.tend()
            daily.tend(now().date())
            if work_off(settings, sessions, at=now(), handlers=ways) + due.tend(now()):
                pause = 0
            elif once:
                break
        except Exception as error:
            if once:
                raise
            # A locked database or a full disk is over at some time; the message of an error may hold content.
            log.warning("the worker met %s and tries again", type(error).__name__)
            pause = AFTER_TROUBLE_SECONDS
        stop.wait(pause)
    log.info("the worker stops")


class _Index:
    """The search index in the worker's care: there is one, and after a start it is compared with the database."""

    def __init__(self, settings: Settings, sessions: sessionmaker[Session]) -> None:
        self._engine = indexing.engine_of(settings)
        self._sessions = sessions
        self._compared = False

    def tend(self) -> None:
        with suppress(Busy, Rebuilding):
            indexing.keep_ready(self._engine, self._sessions)
            if not self._compared:
                indexing.catch_up(self._engine, self._sessions)
                self._compared = True


def _do(
    settings: Settings, sessions: sessionmaker[Session], handle: Handler | None, keys: Mapping[str, list[int]]
) -> Outcome:
    """Try the keys together, then those that fail one by one."""
    if handle is None:
        return Outcome(failed=_rows(keys))
    try:
        handle(settings, sessions, list(keys))
    except (Busy, Rebuilding):
        return Outcome(early=_rows(keys))
    except Exception as error:  # noqa: BLE001  whatever a handler meets, the other keys go on
        log.warning("%d waiting keys could not be worked off (%s)", len(keys), type(error).__name__)
        if len(keys) == 1:
            return Outcome(failed=_rows(keys))
        return reduce(Outcome.__add__, (_do(settings, sessions, handle, {key: keys[key]}) for key in keys))
    return Outcome(done=_rows(keys))


def _said_for_a_text(session: Session, key: str) -> list[str]:
    return voice.remove_said_for(session, at=now(), key=key)


def _said_in_a_page(session: Session, key: str) -> list[str]:
    return voice.remove_dropped(session, at=now(), desk=key)


def _rows(keys: Mapping[str, list[int]]) -> tuple[int, ...]:
    return tuple(row for rows in keys.values() for row in rows)


def _put_off(session: Session, ids: Sequence[int], *, at: datetime) -> None:
    """Try these again shortly; the wait is nobody's fault, so it does not count as an attempt."""
    for row in session.scalars(select(OutboxRow).where(OutboxRow.id.in_(ids))):
        row.not_before = at + LATER


def _stop_on_signals(stop: threading.Event) -> None:
    def ask(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, ask)
