"""The safety check over all words of an article, and over a single line that somebody sends.

`wiki.safety` knows texts; here they become the fields of an article. A value that was found lives in the text alone:
what is handed around here holds it for showing, and never shows it in a log.
"""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from wiki.articles.models import Revision
from wiki.safety import Finding, Severity, check, personal

# For the author's eyes alone: how something is said.
FOR_THE_AUTHOR = "blame"
SERIOUS = frozenset({Severity.CONFIRM, Severity.BLOCK})


@dataclass(frozen=True, slots=True)
class Found:
    """A finding in one field of an article. Two with one `rule` and `value` are one to whoever explains them."""

    field: str
    type: str
    rule: str
    offset: int
    length: int
    severity: Severity
    value: str = dataclasses.field(repr=False)

    @property
    def is_serious(self) -> bool:
        return self.severity in SERIOUS

    @property
    def same(self) -> tuple[str, str]:
        return self.rule, self.value


def words_of(revision: Revision) -> dict[str, str]:
    """What a revision says, by field; tags stand below each other."""
    return words(revision.title, revision.text, revision.tags, revision.summary)


def words(title: str, text: str, tags: Iterable[str], summary: str) -> dict[str, str]:
    return {"title": title, "text": text, "tags": "\n".join(tags), "summary": summary}


def found_in(said: Mapping[str, str], *, kind: str, today: date) -> tuple[Found, ...]:
    """Everything that is found, field by field. Tactics and blame are looked for in the text alone."""
    return tuple(
        _found(name, text, finding)
        for name, text in said.items()
        for finding in (check(text, kind=kind, today=today) if name == "text" else personal(text, today=today))
    )


def found_in_revision(revision: Revision, *, kind: str, today: date) -> tuple[Found, ...]:
    return found_in(words_of(revision), kind=kind, today=today)


def tells_of_somebody(text: str, *, today: date) -> bool:
    """Whether a line holds what may be personal data: a question, an answer, a report or a name for a role has no
    place to explain why it is none, and can always be said without."""
    return any(finding.severity in SERIOUS for finding in personal(text, today=today))


def code_of(text: str, *, today: date, longest: int, is_needed: bool = False) -> str | None:
    """What is wrong with such a line: 'needed', 'too-long' or 'personal'; None where it can be kept."""
    if not text.strip():
        return "needed" if is_needed else None
    if len(text.strip()) > longest:
        return "too-long"
    return "personal" if tells_of_somebody(text, today=today) else None


def _found(name: str, text: str, finding: Finding) -> Found:
    value = text[finding.offset : finding.offset + finding.length]
    return Found(name, finding.type, finding.rule, finding.offset, finding.length, finding.severity, value)
