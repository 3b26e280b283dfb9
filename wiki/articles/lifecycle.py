"""The life cycle of an article as one table. Services, buttons and tests all read it; nothing else knows the rules.

Source: the domain reference, section 5, as far as it is built: draft, in review, returned, published, archived.

An article that readers can see may have a change under way. Readers then keep `published` while the change goes
through draft, review and return by itself, so the table is about the *stage*: where the newest text is. A stage
before publication of a change never moves what readers get.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    PUBLISHED = "published"
    ARCHIVED = "archived"


class Part(StrEnum):
    """What somebody is to an article. Who is its author, or has a hand in the change under way, never decides about it.

    An editor is a moderator who began or continued that change; with the change that part ends.
    """

    AUTHOR = "author"
    EDITOR = "editor"
    MODERATOR = "moderator"


WRITERS = frozenset({Part.AUTHOR, Part.EDITOR})


@dataclass(frozen=True, slots=True)
class Transition:
    """One allowed step: who makes it, and what has to hold before they may."""

    verb: str
    source: Stage
    target: Stage
    by: Part
    not_own: bool = False
    needs_sections: bool = False
    only_change: bool = False


A, E, M = Part.AUTHOR, Part.EDITOR, Part.MODERATOR
S = Stage
TRANSITIONS: tuple[Transition, ...] = (
    Transition("save", S.DRAFT, S.DRAFT, A),
    Transition("save", S.DRAFT, S.DRAFT, E),
    Transition("save", S.RETURNED, S.RETURNED, A),
    Transition("save", S.RETURNED, S.RETURNED, E),
    Transition("save", S.PUBLISHED, S.DRAFT, A),
    Transition("save", S.PUBLISHED, S.DRAFT, M),
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
    Transition("archive", S.PUBLISHED, S.ARCHIVED, M, not_own=True),
    Transition("archive", S.DRAFT, S.ARCHIVED, M, not_own=True, only_change=True),
    Transition("archive", S.IN_REVIEW, S.ARCHIVED, M, not_own=True, only_change=True),
    Transition("archive", S.RETURNED, S.ARCHIVED, M, not_own=True, only_change=True),
)
VERBS = frozenset(transition.verb for transition in TRANSITIONS)


def steps(verb: str, source: str) -> tuple[Transition, ...]:
    """Every way in which `verb` can be done from this stage."""
    return tuple(t for t in TRANSITIONS if t.verb == verb and t.source == source)


def step(verb: str, source: str, parts: Iterable[Part], *, is_change: bool) -> Transition | None:
    """The transition that somebody with these parts makes with `verb`, or None where the table has none."""
    having = frozenset(parts)
    for transition in steps(verb, source):
        own = transition.not_own and bool(WRITERS & having)
        if transition.by in having and not own and (is_change or not transition.only_change):
            return transition
    return None
