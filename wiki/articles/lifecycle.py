"""The life cycle of an article as one table. Services, buttons and tests all read it; nothing else knows the rules.

Source: the domain reference, section 5; and a bin, for what somebody threw away and may want back.

An article that readers have may have a change under way. Readers then keep what is published while the change goes
through draft, review and return by itself, so the table is about the *stage*: where the newest text is. A stage
before publication of a change never moves what readers get. Steps that are `of_shown` are the other way round: they
move what readers have, and a change under way does not hold them up.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    PUBLISHED = "published"
    NEEDS_REVIEW = "needs_review"
    WITHDRAWN = "withdrawn"
    ARCHIVED = "archived"
    BINNED = "binned"


# What lists and search show.
ONLINE = (Stage.PUBLISHED, Stage.NEEDS_REVIEW)
# What may have a change under way.
SHOWN = (*ONLINE, Stage.WITHDRAWN)
# What no reader sees, though a text of it was published.
HIDDEN = (Stage.WITHDRAWN, Stage.BINNED)


class Part(StrEnum):
    """What somebody is to an article. Who is its author, or has a hand in the change under way, never decides about it.

    An editor is a moderator who began or continued that change; with the change that part ends. A reviewer was named
    to say whether this article still holds. A guard may hide any article, and a privacy officer decides along when
    personal data or a hidden article is at stake: both of them whatever the domain.
    """

    AUTHOR = "author"
    EDITOR = "editor"
    MODERATOR = "moderator"
    REVIEWER = "reviewer"
    GUARD = "guard"
    PRIVACY = "privacy-officer"


WRITERS = frozenset({Part.AUTHOR, Part.EDITOR})
# Those who may ever have the text in hand.
HANDS = WRITERS | {Part.MODERATOR}


@dataclass(frozen=True, slots=True)
class Transition:
    """One allowed step: who makes it, and what has to hold before they may. A step that is `jointly` taken needs a
    privacy officer who agrees."""

    verb: str
    source: Stage
    target: Stage
    by: Part
    not_own: bool = False
    needs_sections: bool = False
    only_change: bool = False
    not_change: bool = False
    of_shown: bool = False
    jointly: bool = False


A, E, M, R, G = Part.AUTHOR, Part.EDITOR, Part.MODERATOR, Part.REVIEWER, Part.GUARD
S = Stage
TRANSITIONS: tuple[Transition, ...] = (
    Transition("save", S.DRAFT, S.DRAFT, A),
    Transition("save", S.DRAFT, S.DRAFT, E),
    Transition("save", S.RETURNED, S.RETURNED, A),
    Transition("save", S.RETURNED, S.RETURNED, E),
    Transition("save", S.PUBLISHED, S.DRAFT, A),
    Transition("save", S.PUBLISHED, S.DRAFT, M),
    Transition("save", S.NEEDS_REVIEW, S.DRAFT, A),
    Transition("save", S.NEEDS_REVIEW, S.DRAFT, M),
    Transition("save", S.WITHDRAWN, S.DRAFT, A),
    Transition("save", S.WITHDRAWN, S.DRAFT, M),
    Transition("submit", S.DRAFT, S.IN_REVIEW, A, needs_sections=True),
    Transition("submit", S.DRAFT, S.IN_REVIEW, E, needs_sections=True),
    Transition("submit", S.RETURNED, S.IN_REVIEW, A, needs_sections=True),
    Transition("submit", S.RETURNED, S.IN_REVIEW, E, needs_sections=True),
    Transition("submit", S.ARCHIVED, S.IN_REVIEW, A, needs_sections=True),
    Transition("submit", S.ARCHIVED, S.IN_REVIEW, M, needs_sections=True),
    Transition("take_back", S.IN_REVIEW, S.DRAFT, A),
    Transition("take_back", S.IN_REVIEW, S.DRAFT, E),
    Transition("discard", S.DRAFT, S.PUBLISHED, A, only_change=True),
    Transition("discard", S.DRAFT, S.PUBLISHED, E, only_change=True),
    Transition("discard", S.RETURNED, S.PUBLISHED, A, only_change=True),
    Transition("discard", S.RETURNED, S.PUBLISHED, E, only_change=True),
    Transition("return", S.IN_REVIEW, S.RETURNED, M, not_own=True),
    Transition("publish", S.IN_REVIEW, S.PUBLISHED, M, not_own=True),
    Transition("amend", S.DRAFT, S.PUBLISHED, A, only_change=True),
    Transition("flag", S.PUBLISHED, S.NEEDS_REVIEW, M, of_shown=True),
    Transition("confirm", S.PUBLISHED, S.PUBLISHED, M, not_own=True, of_shown=True),
    Transition("confirm", S.PUBLISHED, S.PUBLISHED, R, not_own=True, of_shown=True),
    Transition("confirm", S.NEEDS_REVIEW, S.PUBLISHED, M, not_own=True, of_shown=True),
    Transition("confirm", S.NEEDS_REVIEW, S.PUBLISHED, R, not_own=True, of_shown=True),
    Transition("archive", S.PUBLISHED, S.ARCHIVED, M, not_own=True, of_shown=True),
    Transition("archive", S.NEEDS_REVIEW, S.ARCHIVED, M, not_own=True, of_shown=True),
    Transition("hide", S.PUBLISHED, S.WITHDRAWN, G, of_shown=True),
    Transition("hide", S.NEEDS_REVIEW, S.WITHDRAWN, G, of_shown=True),
    Transition("release", S.WITHDRAWN, S.PUBLISHED, M, not_own=True, of_shown=True, jointly=True),
    Transition("shelve", S.WITHDRAWN, S.ARCHIVED, M, not_own=True, of_shown=True, jointly=True),
    Transition("bin", S.DRAFT, S.BINNED, A, not_change=True),
    Transition("bin", S.RETURNED, S.BINNED, A, not_change=True),
    Transition("unbin", S.BINNED, S.DRAFT, A),
    Transition("dispose", S.ARCHIVED, S.BINNED, M, not_own=True),
    Transition("recover", S.BINNED, S.ARCHIVED, M, not_own=True),
)
VERBS = frozenset(transition.verb for transition in TRANSITIONS)


def step(
    verb: str, source: str, parts: Iterable[Part], *, is_change: bool, shown: str = Stage.PUBLISHED
) -> Transition | None:
    """The transition that somebody with these parts makes with `verb`, or None where the table has none. `shown` is
    what readers have, where a change is under way."""
    having = frozenset(parts)
    for transition in TRANSITIONS:
        at = shown if is_change and transition.of_shown else source
        own = transition.not_own and bool(WRITERS & having)
        wrong = transition.not_change if is_change else transition.only_change
        if (transition.verb, transition.source) == (verb, at) and transition.by in having and not own and not wrong:
            return transition
    return None
