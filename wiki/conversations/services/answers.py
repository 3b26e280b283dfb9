"""Keeping what was said. Two pages at the same answer end in one text that holds what both typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from wiki.accounts.policy import Actor
from wiki.articles import merging
from wiki.conversations import policy
from wiki.conversations.models import Conversation
from wiki.conversations.questions import CHUNK, CHUNKS, LEAST_CHUNKS, PICKED, Stop, field_of
from wiki.conversations.services.changes import locked, note
from wiki.errors import Conflict, Invalid

LONGEST_ANSWER = 10_000
LONGEST_CHUNK = 80
PICKS = "picks"


@dataclass(frozen=True, slots=True)
class Typed:
    """An answer as it is in a page now, and as it was when the page was made."""

    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Said:
    """The conversation after a save; `overlaps` when somebody else had changed the same answer since the page was made:
    both texts are in it, one after the other."""

    conversation: Conversation
    overlaps: bool


@dataclass(frozen=True, slots=True)
class Page:
    """What a page at one stop sends: the texts by chunk and question, the picked chunks where it asks for them, and the
    name (`desk`) of this one page."""

    stop: Stop
    typed: Mapping[tuple[int, str], Typed]
    picks: Sequence[int] | None = None
    desk: str = ""


def answer(session: Session, *, actor: Actor, at: datetime, key: str, page: Page) -> Said:
    """Save what a page holds. Takes up a conversation that was ended. Raises NotFound, and Invalid with a code for each
    field."""
    conversation = locked(session, key)
    role = policy.require(actor, "answer", conversation)
    overlaps = _write(conversation, page, at)
    note(session, "conversation.answered", conversation, at=at, role=role)
    session.flush()
    return Said(conversation, bool(overlaps))


def keep(session: Session, *, actor: Actor, at: datetime, key: str, page: Page) -> None:
    """The same while somebody types, which leaves no line. Raises Conflict where somebody else changed the same answer:
    that waits until it is saved, for then it can be said."""
    conversation = locked(session, key)
    policy.require(actor, "answer", conversation)
    overlaps = _write(conversation, page, at)
    if overlaps:
        raise Conflict(overlaps[0])
    session.flush()


def lacking(stop: Stop, conversation: Conversation) -> dict[str, str]:
    """What has to be there before the next stop makes sense, as a code by field; empty when nothing is lacking."""
    chunks = conversation.chunks
    if stop.is_map and len(chunks) < LEAST_CHUNKS:
        return {field_of((next(n for n in CHUNKS if n not in chunks), CHUNK)): "three"}
    if stop.is_picking and len(conversation.hardest) != PICKED:
        return {PICKS: "two"}
    return {}


def _check(typed: Mapping[tuple[int, str], Typed], conversation: Conversation, picks: Sequence[int] | None) -> None:
    longest = {place: LONGEST_CHUNK if place[1] == CHUNK else LONGEST_ANSWER for place in typed}
    wrong = {field_of(place): "too-long" for place, each in typed.items() if len(each.now) > longest[place]}
    if picks is not None:
        if len(picks) > PICKED:
            wrong[PICKS] = "two"
        elif not set(picks) <= conversation.chunks.keys():
            wrong[PICKS] = "unknown"
    if wrong:
        raise Invalid(wrong)


def _write(conversation: Conversation, page: Page, at: datetime) -> list[int]:
    """Put a page into the conversation; gives the versions of the answers that somebody else had changed meanwhile."""
    typed = {place: page.typed[place] for place in page.stop.places if place in page.typed}
    _check(typed, conversation, page.picks)
    versions = [_met(conversation, place, each, page.desk) for place, each in typed.items()]
    if page.picks is not None:
        conversation.picks = sorted(page.picks)
    conversation.step, conversation.changed_at, conversation.ended_on = page.stop.slug, at, None
    return [version for version in versions if version]


def _met(conversation: Conversation, place: tuple[int, str], typed: Typed, desk: str) -> int:
    """Put one text into the conversation; gives the version that it overlaps with, or 0. The name of a chunk is one
    line: two names stand beside each other."""
    chunk, key = place
    before = conversation.answer(chunk, key)
    current, version = (before.text, before.version) if before else ("", 0)
    follows = before is not None and desk and before.desk == desk
    met = merging.text(current if follows else typed.was, typed.now, current)
    text = " / ".join(filter(None, met.value.splitlines())) if key == CHUNK else met.value
    if text != current:
        conversation.say(chunk, key, text, desk=desk if text == typed.now else "")
    return version if met.overlaps else 0
