"""The list of words as articles explain it to their readers.

Search takes forms of a headword for one thing where they only come near it; an explanation has to be true of the word
that stands there. So of a synonym only inflections are explained, and what this site calls its own things never is: in
a sentence `vraag` is any question, and `artikel` one of a law.
"""

from collections.abc import Iterable, Iterator
from threading import Lock
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from wiki.markup.terms import Glossary, Meaning, is_abbreviation
from wiki.search import analysis
from wiki.search.models import Headword
from wiki.search.queries.wordlist import Version, version
from wiki.search.synonyms import ABBREVIATION, SYNONYM, folded
from wiki.taxonomy.data import TYPES

LANGUAGE = "nl"

_kept: "WeakKeyDictionary[Engine, tuple[Version, Glossary]]" = WeakKeyDictionary()
_lock = Lock()
_OWN = frozenset({"artikel", *(folded(each.label.nl) for each in TYPES.values())})


def glossary(session: Session) -> Glossary:
    """What can be explained, as of this moment; made anew when somebody changed the list."""
    engine = session.connection().engine
    newest = version(session)
    with _lock:
        known = _kept.get(engine)
    if known is None or known[0] != newest:
        rows = session.scalars(select(Headword).order_by(Headword.id))
        known = newest, Glossary(pair for row in rows for pair in _explained(row))
        with _lock:
            _kept[engine] = known
    return known[1]


def _explained(row: Headword) -> Iterator[tuple[str, Meaning]]:
    if folded(row.word) not in _OWN:
        meaning = Meaning(row.word, row.explanation, row.domain)
        yield from ((form, meaning) for form in _forms(row))


def _forms(row: Headword) -> Iterable[str]:
    """The forms that the explanation is true of. An abbreviation needs none: what it is short for explains it."""
    if not row.explanation:
        return [form for form in row.forms if _shortens(form, row)]
    if row.kind == SYNONYM:
        return [row.word, *(form for form in row.forms if _stems(form) == _stems(row.word))]
    return [row.word, *row.forms]


def _shortens(form: str, row: Headword) -> bool:
    return row.kind == ABBREVIATION and is_abbreviation(form) and len(form) < len(row.word)


def _stems(words: str) -> list[str]:
    return [analysis.STEMS[LANGUAGE](word) for word in analysis.words(words)]
