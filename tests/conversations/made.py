"""A conversation as if people had had it."""

from collections.abc import Mapping, Sequence
from itertools import count

from sqlalchemy.orm import Session

from wiki.accounts.models import Account
from wiki.accounts.policy import Actor
from wiki.conversations.models import Answer, Conversation
from wiki.conversations.questions import CHUNK
from wiki.database import now, transaction

_numbers = count(1)
CHUNKS = ("Aankomst", "Deur openen", "Nablussen")
# What was told about the second chunk, by question.
STORY = {
    "moment": "Een portiek vol rook.",
    "goal": "Niemand voorbij laten.",
    "course": "We gingen naar binnen en de deur viel dicht.",
    "turn": "Het werd ineens stil.",
    "choice": "Terug, want de slang werd slap.",
    "else": "Wachten op de tweede ploeg.",
    "noticing": "De verf bladderde onderaan.",
    "miss": "Die kijkt naar het vuur en niet naar de deur.",
    "rule": "Stil is erger dan lawaai.",
}


def make_conversation(
    session: Session,
    *,
    veteran: Actor | None = None,
    interviewer: Actor | None = None,
    invited: Actor | Account | None = None,
    key: str | None = None,
    chunks: Sequence[str] = CHUNKS,
    picks: Sequence[int] = (2, 3),
    told: Mapping[str, str] | None = None,
    wanted: tuple[bool, bool] = (False, False),
    drafts: int = 0,
) -> Conversation:
    """Committed; `told` is about the second chunk, `wanted` is which credit veteran and interviewer want."""
    answers = [Answer(chunk=number, key=CHUNK, text=name, version=1) for number, name in enumerate(chunks, start=1)]
    answers += [Answer(chunk=2, key=name, text=text, version=1) for name, text in (told or {}).items()]
    made = Conversation(
        key=key or f"sleutel{next(_numbers)}",
        topic="Verkennen",
        veteran_id=veteran.id if veteran else None,
        interviewer_id=interviewer.id if interviewer else None,
        invited_id=invited.id if invited else None,
        interviewer_shown="De schrijver" if interviewer else "",
        veteran_shown="De verteller" if veteran and interviewer else "",
        veteran_credits=wanted[0],
        interviewer_credits=wanted[1],
        picks=list(picks),
        drafts=drafts,
        created_on=now().date(),
        changed_at=now(),
        answers=answers,
    )
    with transaction(session):
        session.add(made)
    return made
