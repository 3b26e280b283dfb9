"""Keeping the list of words: what is saved here counts for the next search, without a new index, and for the next
reading of an article, which explains the words of the list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from wiki import audit
from wiki.accounts.policy import Actor, Grant, Role
from wiki.articles.services.changes import raise_generation
from wiki.errors import Invalid, NotAllowed, NotFound
from wiki.search import analysis
from wiki.search.models import Headword
from wiki.search.policy import can_curate, require_curation
from wiki.search.synonyms import KINDS, TERM, folded
from wiki.taxonomy.data import DOMAINS

LONGEST_WORD = 80
MOST_FORMS = 30
LONGEST_EXPLANATION = 400


@dataclass(frozen=True, slots=True)
class Wording:
    """What somebody says of a headword; an empty `domain` stands for all of them."""

    word: str
    forms: tuple[str, ...] = ()
    domain: str = ""
    kind: str = KINDS[0]
    explanation: str = ""


def add(session: Session, *, actor: Actor, wording: Wording, at: datetime) -> Headword:
    """Put a headword on the list. Raises Invalid with a code for each field."""
    require_curation(actor)
    said = _checked(session, actor, wording)
    headword = Headword(changed_at=at)
    _write(session, headword, said)
    _record(session, "headword.added", headword, actor, at)
    return headword


def change(session: Session, headword_id: int, *, actor: Actor, wording: Wording, at: datetime) -> None:
    """Say something else of a headword. Raises Invalid, and NotAllowed where its domain is kept by others."""
    headword = _kept_by(session, actor, headword_id)
    said, was = _checked(session, actor, wording, but=headword_id), headword.domain
    headword.changed_at = at
    _write(session, headword, said)
    _record(session, "headword.changed", headword, actor, at, was=was)


def remove(session: Session, headword_id: int, *, actor: Actor, at: datetime) -> None:
    """Take a headword off the list. Raises NotAllowed where its domain is kept by others."""
    headword = _kept_by(session, actor, headword_id)
    session.delete(headword)
    _record(session, "headword.removed", headword, actor, at)


def start(session: Session, wordings: Iterable[Wording], *, at: datetime) -> int:
    """Fill an empty list; says how many headwords went in. A list that somebody keeps already stays as it is: what
    they took out does not come back."""
    if session.scalar(select(func.count()).select_from(Headword)):
        return 0
    made = [_say(Headword(changed_at=at), wording) for wording in wordings]
    session.add_all(made)
    session.flush()
    raise_generation(session)
    audit.record(session, "headword.started", "headword", at=at, role="console", count=len(made))
    return len(made)


def _kept_by(session: Session, actor: Actor, headword_id: int) -> Headword:
    require_curation(actor)
    headword = session.get(Headword, headword_id)
    if headword is None:
        raise NotFound(f"headword {headword_id}")
    if not can_curate(actor, headword.domain):
        raise NotAllowed("headword")
    return headword


def _checked(session: Session, actor: Actor, wording: Wording, *, but: int = 0) -> Wording:
    """The wording without empty and repeated forms; raises Invalid."""
    said = replace(wording, forms=_different(wording.word, wording.forms))
    wrong = dict(_problems(actor, said))
    if "word" not in wrong and _is_there(session, said, but):
        wrong["word"] = "taken"
    if wrong:
        raise Invalid(wrong)
    return said


def _problems(actor: Actor, said: Wording) -> Iterable[tuple[str, str]]:
    if not analysis.words(said.word):
        yield "word", "no-word" if said.word else "missing"
    elif len(said.word) > LONGEST_WORD:
        yield "word", "too-long"
    if any(len(form) > LONGEST_WORD or not analysis.words(form) for form in said.forms):
        yield "forms", "bad-form"
    elif len(said.forms) > MOST_FORMS:
        yield "forms", "too-many"
    elif not said.forms and said.kind != TERM:
        yield "forms", "missing"
    if said.domain not in ("", *DOMAINS) or not can_curate(actor, said.domain):
        yield "domain", "unknown"
    if said.kind not in KINDS:
        yield "kind", "unknown"
    if len(said.explanation) > LONGEST_EXPLANATION:
        yield "explanation", "too-long"


def _different(word: str, forms: Sequence[str]) -> tuple[str, ...]:
    """The forms that search tells from the word and from each other, in order."""
    found = {folded(word): word}
    for form in forms:
        if form:
            found.setdefault(folded(form), form)
    return tuple(form for form in found.values() if form is not word)


def _is_there(session: Session, said: Wording, but: int) -> bool:
    others = session.execute(select(Headword.id, Headword.word).where(Headword.domain == said.domain))
    return any(key != but and folded(word) == folded(said.word) for key, word in others)


def _write(session: Session, headword: Headword, said: Wording) -> None:
    try:
        with session.begin_nested():
            session.add(_say(headword, said))
    except IntegrityError:
        # Somebody else added the same word since we looked.
        raise Invalid({"word": "taken"}) from None


def _say(headword: Headword, said: Wording) -> Headword:
    headword.word, headword.domain, headword.kind = said.word, said.domain, said.kind
    headword.forms, headword.explanation = list(said.forms), said.explanation
    return headword


def _record(session: Session, action: str, headword: Headword, actor: Actor, at: datetime, **detail: str) -> None:
    """The line names the headword by its number, which never comes back: what somebody typed stays out of it."""
    keeping = Grant(Role.KNOWLEDGE_MANAGER), Grant(Role.KNOWLEDGE_MANAGER, headword.domain)
    role = Role.KNOWLEDGE_MANAGER if actor.grants.intersection(keeping) else Role.ADMIN
    session.flush()
    raise_generation(session)
    subject, domain = f"headword:{headword.id}", headword.domain
    audit.record(session, action, subject, at=at, role=role.value, account=actor.id, domain=domain, **detail)
