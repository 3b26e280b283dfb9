"""What the days do: what is kept for a time only goes, who lets something wait is told, and dates pass.

The worker asks in each of its rounds; a day that was missed is caught up with, and one that was done is not done again.
"""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session, sessionmaker

from wiki.accounts.services import notices
from wiki.articles import services as articles
from wiki.attachments import services as attachments
from wiki.attachments.storage import store_of
from wiki.database import now, refresh_statistics, transaction
from wiki.moderation.services import away, expiry, lateness, reports
from wiki.practice.services import applying, checking
from wiki.search import past
from wiki.settings import Settings
from wiki.voice import services as voice


class Daily:
    """Once a day what is kept for a time only goes, also where nobody searches any more, who lets something wait too
    long is told, and the database looks at itself."""

    def __init__(self, settings: Settings, sessions: sessionmaker[Session]) -> None:
        self._settings = settings
        self._sessions = sessions
        self._day: date | None = None
        self._nobodys: frozenset[str] = frozenset()

    def tend(self, today: date) -> None:
        if today != self._day:
            with self._sessions() as session, transaction(session):
                past.forget(session, today=today)
                articles.unsaved.forget_old(session, at=now())
                articles.remove_old(session, at=now(), days=self._settings.bin_days)
                articles.list_unheld(session, on=today)
                notices.forget_old(session, at=now())
                articles.readings.forget_old(session, today=today)
                reports.remind(session, at=now())
                applying.forget_who(session, on=today)
                checking.remind(session, at=now())
                self._look_after_the_queue(session)
                attachments.remove_unused(session, at=now())
                said = voice.remove_untouched(session, at=now())
                refresh_statistics(session)
            with self._sessions() as session:
                attachments.forget_left_over(session, store_of(self._settings), at=now())
                self._forget_recordings(session, said)
            self._day = today

    def _look_after_the_queue(self, session: Session) -> None:
        after = {"late_after": self._settings.late_after_days, "escalate_after": self._settings.escalate_after_days}
        lateness.tell(session, at=now(), **after)
        away.forget_old(session, at=now())

    def _forget_recordings(self, session: Session, blobs: Sequence[str]) -> None:
        """Those, and what has been nobody's since yesterday: what is nobody's only now may be on its way in."""
        store = store_of(self._settings, voice.PLACE)
        nobodys = voice.left_over(session, store) - set(blobs)
        voice.forgotten(session, store, [*blobs, *(nobodys & self._nobodys)])
        self._nobodys = nobodys


class Due:
    """Once a day articles whose date comes or is past, a few in each round: what people wait for goes between."""

    def __init__(self, settings: Settings, sessions: sessionmaker[Session]) -> None:
        self._terms = expiry.Terms(settings.review_notice, settings.archive_after)
        self._sessions = sessions
        self._day: date | None = None

    def tend(self, at: datetime) -> int:
        """Says how many were dealt with; 0 when nothing is left for today."""
        if at.date() == self._day:
            return 0
        with self._sessions() as session, transaction(session):
            found = expiry.next_batch(session, at=at, terms=self._terms)
        self._day = None if found else at.date()
        return found
