"""The list of words: for search, which goes by it, and for who keeps it."""

from datetime import datetime
from threading import Lock
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.errors import NotFound
from wiki.search.models import Headword
from wiki.search.policy import require_curation
from wiki.search.synonyms import Meaning, Synonyms, folded
from wiki.web.paging import Paged, cut

PAGE_SIZE = 50
ALL = "all"

Version = tuple[int, datetime | None]

_kept: "WeakKeyDictionary[Engine, tuple[Version, Synonyms]]" = WeakKeyDictionary()
_lock = Lock()
_COUNT_AND_NEWEST = select(func.count(), func.max(Headword.__table__.c.changed_at))


def synonyms(session: Session) -> Synonyms:
    """The list as search looks things up in it, as of this moment: one cheap statement tells whether the one that was
    made last still holds, in whichever process somebody changed it."""
    engine = session.connection().engine
    newest = version(session)
    with _lock:
        known = _kept.get(engine)
    if known is None or known[0] != newest:
        known = newest, Synonyms(map(_meaning, session.scalars(select(Headword).order_by(Headword.id))))
        with _lock:
            _kept[engine] = known
    return known[1]


def headwords(session: Session, *, actor: Actor, q: str, domain: str, number: int) -> Paged[Headword]:
    """A page of the list, by the alphabet: those with this text in one of their forms, in whichever spelling, and of
    this domain where one is given (`ALL` for words of all domains). Raises NotFound for who keeps no words."""
    require_curation(actor)
    query = select(Headword)
    if domain:
        query = query.where(Headword.domain == ("" if domain == ALL else domain))
    # Some hundreds, so they are looked through here: no database knows that Coördinatie and coordinatie are one word.
    found = [row for row in session.scalars(query) if _holds(row, folded(q))]
    found.sort(key=lambda row: (folded(row.word), row.id))
    start = (number - 1) * PAGE_SIZE
    return cut(tuple(found[start : start + PAGE_SIZE]), len(found), number, PAGE_SIZE)


def headword(session: Session, headword_id: int, *, actor: Actor) -> Headword:
    """Raises NotFound where there is none, and for who keeps no words."""
    require_curation(actor)
    found = session.get(Headword, headword_id)
    if found is None:
        raise NotFound(f"headword {headword_id}")
    return found


def version(session: Session) -> Version:
    """Changes with the list; asking it costs one cheap statement."""
    count, newest = session.connection().execute(_COUNT_AND_NEWEST).one()
    return count, newest


def _meaning(row: Headword) -> Meaning:
    return Meaning(row.word, (row.word, *row.forms), row.domain, row.kind)


def _holds(row: Headword, q: str) -> bool:
    return any(q in folded(form) for form in (row.word, *row.forms))
