"""What happens when two people begin, go on with or end a conversation. Each call is one transaction of its caller."""

from wiki.conversations.services.answers import Page, Said, Typed, answer, keep
from wiki.conversations.services.drafts import draft
from wiki.conversations.services.people import accept, begin, credit, end, invite, leave, refuse, remove

__all__ = [
    "Page",
    "Said",
    "Typed",
    "accept",
    "answer",
    "begin",
    "credit",
    "draft",
    "end",
    "invite",
    "keep",
    "leave",
    "refuse",
    "remove",
]
