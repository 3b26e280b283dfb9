"""All rules over one text."""

from collections.abc import Iterator
from datetime import date

from wiki.safety import banks, blame, contacts, dates, digits, names, places, plates, tactics
from wiki.safety.findings import Finding, apart
from wiki.safety.reading import Text


def check(text: str, *, kind: str = "", today: date) -> tuple[Finding, ...]:
    """Personal data, sensitive tactics and blame, by offset and none within another.

    `kind` is the slug of the article type: in some a full date points at an incident. Code and addresses are read like
    the rest. A text that is not NFC is read as NFC, and offsets count characters of that.
    """
    read = Text(text)
    return _settled(read, [*_personal(read, kind, today), *tactics.find(read), *blame.find(read)])


def personal(text: str, *, kind: str = "", today: date) -> tuple[Finding, ...]:
    """Personal data alone, for a title, a comment or the name of a file; otherwise as `check`."""
    read = Text(text)
    return _settled(read, [*_personal(read, kind, today)])


def _personal(text: Text, kind: str, today: date) -> Iterator[Finding]:
    for family in (banks, contacts, digits, names, places, plates):
        yield from family.find(text)
    yield from dates.find(text, kind=kind, today=today)


def _settled(text: Text, found: list[Finding]) -> tuple[Finding, ...]:
    return tuple(map(text.as_given, apart(found)))
