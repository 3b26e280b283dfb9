"""Which answers begin which section of a draft, and which type fits what was told. Pure.

The table is written out for people in docs/knowledge-conversation.md, and a test holds the two together.
"""

import re
from collections.abc import Mapping

# By type and section, the questions whose answers it begins with, in that order.
SOURCES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "decision-point": {
        "moment": ("moment", "past_future"),
        "goal": ("goal", "big_picture"),
        "cues": ("turn", "noticing", "anomalies"),
        "options": ("else", "improvising"),
        "choice": ("choice", "self_monitoring"),
        "novice": ("miss", "differently"),
        "what_if": ("equipment",),
        "rule_of_thumb": ("rule",),
    },
    "case-story": {
        "context": ("moment", "past_future"),
        "course": ("course",),
        "turning_point": ("turn",),
        "expert_view": ("noticing", "anomalies", "big_picture", "equipment"),
        "learned": ("choice", "rule"),
        "next_time": ("else", "differently"),
    },
    "learning-points": {
        "intended": ("goal",),
        "happened": ("moment", "course"),
        "gap": ("turn", "anomalies"),
        "keep": ("choice", "job_smarts"),
        "change": ("self_monitoring", "rule"),
        "assumption": ("equipment", "differently"),
        "follow_up": ("who", "where"),
    },
    "technique": {
        "purpose": ("goal", "hard"),
        "need": ("equipment",),
        "steps": ("course", "job_smarts"),
        "feel": ("noticing", "self_monitoring"),
        "errors": ("miss", "differently"),
        "practice": ("where",),
    },
    "practice-tip": {
        "situation": ("moment",),
        "cue": ("noticing", "anomalies", "turn"),
        "action": ("choice", "job_smarts"),
        "why": ("hard", "big_picture"),
        "pitfall": ("miss", "differently"),
        "limits": ("else", "equipment"),
    },
}
# What was told, from what speaks most for a type to what speaks least.
_SIGNS = (
    ("decision-point", frozenset({"choice", "else"})),
    ("technique", frozenset({"job_smarts"})),
    ("case-story", frozenset({"course", "turn"})),
)
# A heading in an answer would open a section of its own.
_HEADING = re.compile(r"^(?=#)", re.MULTILINE)


def fitting(told: Mapping[str, str]) -> str:
    """The type that fits what was told about a chunk."""
    return next((kind for kind, signs in _SIGNS if signs <= told.keys()), "practice-tip")


def filled(kind: str, told: Mapping[str, str]) -> dict[str, str]:
    """The sections of a draft of this type, as far as something was told."""
    sections = {
        section: "\n\n".join(without_headings(told[key]) for key in keys if key in told)
        for section, keys in SOURCES[kind].items()
    }
    return {section: text for section, text in sections.items() if text}


def without_headings(text: str) -> str:
    """The text with lines that would be headings as they were typed."""
    return _HEADING.sub(r"\\", text.strip())
