"""Who may see and do what with a conversation: the two who have it, and nobody else whatever their role."""

from collections.abc import Mapping
from enum import StrEnum

from sqlalchemy import ColumnElement, false, or_

from wiki.accounts.policy import Actor
from wiki.conversations.models import Conversation
from wiki.errors import NotAllowed, NotFound

MOST_DRAFTS = 3


class Part(StrEnum):
    VETERAN = "veteran"
    INTERVIEWER = "interviewer"
    INVITED = "invited"


_BOTH = frozenset({Part.VETERAN, Part.INTERVIEWER})
# Leaving is for the interviewer: what the veteran said goes with the veteran, who removes the conversation.
RULES: Mapping[str, frozenset[Part]] = {
    "answer": _BOTH,
    "end": _BOTH,
    "credit": _BOTH,
    "invite": frozenset({Part.INTERVIEWER}),
    "leave": frozenset({Part.INTERVIEWER}),
    "draft": frozenset({Part.VETERAN}),
    "remove": frozenset({Part.VETERAN}),
    "accept": frozenset({Part.INVITED}),
    "refuse": frozenset({Part.INVITED}),
}


def taking_part(actor: Actor) -> ColumnElement[bool]:
    """The conversations of which the actor is one of the two."""
    if not actor.can_write:
        return false()
    return or_(Conversation.veteran_id == actor.id, Conversation.interviewer_id == actor.id)


def asked_of(actor: Actor) -> ColumnElement[bool]:
    """The conversations in which the actor was asked to tell, and did not answer yet."""
    return Conversation.invited_id == actor.id if actor.can_write else false()


def part_of(actor: Actor, conversation: Conversation) -> Part | None:
    """What the actor is to this conversation."""
    if not actor.can_write:
        return None
    parts = {
        Part.VETERAN: conversation.veteran_id,
        Part.INTERVIEWER: conversation.interviewer_id,
        Part.INVITED: conversation.invited_id,
    }
    return next((part for part, account in parts.items() if account == actor.id), None)


def can_do(verb: str, part: Part | None, conversation: Conversation) -> bool:
    """Whether somebody with this part may do this now."""
    if part not in RULES[verb]:
        return False
    if verb == "draft":
        return conversation.drafts < MOST_DRAFTS
    if verb == "credit":
        return conversation.veteran_id is not None and conversation.interviewer_id is not None
    return verb != "invite" or conversation.veteran_id is None


def require(actor: Actor, verb: str, conversation: Conversation) -> Part:
    """The actor's part, or NotFound for who may not know the conversation, NotAllowed for who may."""
    part = part_of(actor, conversation)
    if part is not None and can_do(verb, part, conversation):
        return part
    if part in _BOTH:
        raise NotAllowed(verb)
    raise NotFound(conversation.key)


def require_writing(actor: Actor) -> None:
    """Raise NotFound for who does not write: to them there are no conversations."""
    if not actor.can_write:
        raise NotFound("conversations")
