"""A name behind the role that somebody has in an incident. A name without a role is not looked for: far too many words
are written with a capital."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from wiki.safety.findings import Finding, Severity
from wiki.safety.reading import Text, found
from wiki.safety.stops import PARTICLES, is_no_name, is_place

_ROLES = {
    "verdachte": Severity.BLOCK,
    "slachtoffer": Severity.BLOCK,
    "aangever": Severity.CONFIRM,
    "aangeefster": Severity.CONFIRM,
    "getuige": Severity.CONFIRM,
    "betrokkene": Severity.CONFIRM,
    "dader": Severity.CONFIRM,
    "bewoner": Severity.CONFIRM,
    "collega": Severity.CONFIRM,
}
# A bracket is not in the table of the safety check, but is where many people put the name.
_BETWEEN = re.compile(r"(?:,? (?:dhr\.?|mevr\.?|mw\.?|de heer|mevrouw|genaamd)(?= )|,(?= )){0,3} \(?", re.IGNORECASE)
_WORD = re.compile(r"(?:[^\W\d_]\.-?)+|['’]?[^\W\d_](?:[\w'’-]*[^\W_])?")
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)+")
# Only initials may follow a colon; a sentence begins there otherwise.
_AFTER_COLON = re.compile(r":\** (?=[^\W\d_]\.)")
# A row of words by what each can be: Initials, Name, Location, particle, Capital (a particle with one, as in De Vries),
# Van, or -. A location is a name behind J. van or Van, so that Van den Bosch is somebody and Den Bosch a town.
_NAME = re.compile(r"I+(?:p*N|p+L)?(?:p*N)?|(?:Vp*[NL]|Cp*N|N)(?:p*N)?(?:p*I)?")
MOST_WORDS = 8


class _Word(NamedTuple):
    written: str
    start: int
    end: int

    @property
    def sort(self) -> str:
        written = self.written
        if not written[0].isupper():
            return "p" if written in PARTICLES else "-"
        if _INITIALS.fullmatch(written):
            return "I"
        if written.lower() in PARTICLES:
            return "V" if written.lower() == "van" else "C"
        if is_place(written):
            return "L"
        return "-" if _is_abbreviation(written) or is_no_name(written) else "N"


def find(text: Text) -> Iterator[Finding]:
    for role, severity in _ROLES.items():
        for place in text.occurrences(role):
            end = _end_of_role(text.plain, place, role)
            span = _name(_words(text.plain, end)) if end else None
            if span:
                yield found(f"name.{role}", *span, severity)


def _end_of_role(plain: str, start: int, role: str) -> int | None:
    """Where the name would begin; None where this is a part of another word, or something else follows."""
    end = start + len(role)
    if plain[start - 1 : start].isalpha() or plain[end : end + 1].isalnum():
        return None
    between = _BETWEEN.match(plain, end) or _AFTER_COLON.match(plain, end)
    return between.end() if between else None


def _name(row: Sequence[_Word]) -> tuple[int, int] | None:
    """Where the name in these words begins and ends."""
    match = _NAME.match("".join(word.sort for word in row))
    if match is None or _is_letter_before_a_full_stop(row, match.end()):
        return None
    return row[0].start, row[match.end() - 1].end


def _words(plain: str, start: int) -> list[_Word]:
    """The words in a row from here, on one line and with nothing but a space between."""
    row: list[_Word] = []
    while len(row) < MOST_WORDS and (match := _WORD.match(plain, start)):
        row.append(_Word(match[0], *match.span()))
        start = match.end() + (plain[match.end() : match.end() + 1] == " ")
        if start == match.end() and not match[0].endswith("."):
            break
    return row


def _is_abbreviation(written: str) -> bool:
    """In capitals, and too short for a name in capitals."""
    return written.isupper() and len(written) < 5


def _is_letter_before_a_full_stop(row: Sequence[_Word], words: int) -> bool:
    """`Getuige A. Daarna` and `getuige A.` at the end: a letter that stands for a name, and a sentence that ends."""
    if words > 1 or len(row[0].written) > 2 or not row[0].written.endswith("."):
        return False
    return len(row) == 1 or row[1].written[0].isupper()
