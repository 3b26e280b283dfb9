"""A name behind the role that somebody has in an incident. A name without a role is not looked for: far too many words
are written with a capital."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from wiki.safety import lists
from wiki.safety.findings import Finding, Severity
from wiki.safety.reading import Text, found
from wiki.safety.stops import is_job, is_listed, is_no_name, is_place, is_word

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
_KINDS = frozenset("title particle within foreign case preposition after-van tail prefix both determiner".split())
_LISTS = lists.words(lists.FOLDER / "names.tsv", _KINDS)
_PARTICLES = _LISTS["particle"]
_TITLES = "|".join(rf"{re.escape(each)}\.?" for each in sorted(_LISTS["title"], key=len, reverse=True))

_TITLE = re.compile(rf"(?<!\w)(?:{_TITLES})", re.IGNORECASE)
# Emphasis and a number may stand behind the role, a bracket and emphasis before the name. A bracket is not in the table
# of the safety check, but is where many people put the name.
_MARKS = r"[*_]{0,3}"
_NUMBER = rf"{_MARKS}(?: (?:nr\.? ?)?[0-9]{{1,2}}(?!\w))?"
_BETWEEN = re.compile(
    rf"{_NUMBER}(?:,? (?:{_TITLES})(?= )|,(?= )){{0,3}} [(\[]?{_MARKS}(?:(?:{_TITLES}) )?", re.IGNORECASE
)
# Behind these a sentence may begin, or another cell: only initials, a title or a name of two words is a name there.
_APART = re.compile(rf"{_NUMBER}(?::{_MARKS}|{_MARKS} [-|]) {_MARKS}(?:(?:{_TITLES}) )?", re.IGNORECASE)
_WORD = re.compile(r"(?:[^\W\d_]\.-?)+|['’]?[^\W\d_](?:[\w'’-]*[^\W_])?")
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)+")
_JOINED = re.compile(r"(?:[dlDL]['’]|(?:el|al|ben|abu)-)(?=[^\W\d_a-z])")
_ENDED = re.compile(r"['’](?:er|ers|s|ster|je)\Z")
_ODD_CAPITAL = re.compile(r"(?<=[a-z])[A-Z]|(?<=[A-Z])[A-Z](?=[a-z])|[0-9]")
_VOWEL = re.compile("[aeiouyàáâäãåæèéêëìíîïòóôöõøœùúûü]")
_WORDS_BEFORE = re.compile(r"(?:([\w'’]{1,20}) )?([\w'’]{1,20}) \Z")

# A row of words by what each can be:
#   I initials    N name    X name that a small van begins    F name or word    L place    W ordinary word    J work
#   B brand and the like    V Van    C other particle with a capital    O In, Op, Uit    A single capital
#   v van    p particle    e foreign particle    d case particle    o in, op, uit    l other word    - none of these
_P = "[vpde]"
_REST = rf"(?:{_P}*[NXFI]|A[NXF]|[VC]{_P}*[NXFW]|od+[NXF]|vd+l|el){{0,4}}"
_INITIALED = rf"I+(?:{_P}*[NXFLJ]|o{_P}+[NXFL]|[VC]{_P}*[NXFLW]|{_P}+W)?"
_BEGINNING = rf"[NX]|F(?={_P}*[NX])|V{_P}*[NXFLW]|C{_P}*[NXFW]|O{_P}*d+[NXF]|e+[NXF]|vd+[NXFLW]|d+[NXF]|vX"
_NAME = re.compile(rf"(?:{_INITIALED}|{_BEGINNING}){_REST}")
# Behind a role without an article, or behind work.
_BARE_NAME = re.compile(rf"(?:{_INITIALED}|{_BEGINNING}|F|p+[NXF]){_REST}")
_TITLED = re.compile(rf"(?:{_INITIALED}|[VC]?{_P}*[NXFLWJB]){_REST}")
_WHOLE = re.compile(rf"I|[NXF]{_P}*[NXI]|V{_P}+[NX]")
MOST_WORDS = 10


class _Word(NamedTuple):
    written: str
    start: int
    end: int

    @property
    def sort(self) -> str:
        """The letter for this word in a row."""
        if _JOINED.match(self.written):
            return "N"
        return _capital(self.written) if self.written[0].isupper() else _small(self.written)


def find(text: Text) -> Iterator[Finding]:
    for role, severity in _ROLES.items():
        for place in text.occurrences(role):
            span = _behind(text.plain, place, place + len(role))
            if span:
                yield found(f"name.{role}", *span, severity)


def _behind(plain: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the name behind the role at this place begins and ends; None where this is a part of another word."""
    if plain[start - 1 : start].isalpha() or plain[end : end + 1].isalnum():
        return None
    return _name_beside(plain, start, end) or _name_apart(plain, end)


def _name_beside(plain: str, role: int, end: int) -> tuple[int, int] | None:
    """The name behind a role that begins at `role`, with a comma, a title, a bracket or nothing between."""
    between = _BETWEEN.match(plain, end)
    if between is None:
        return None
    is_bare = between[0] == " " and _is_bare(plain, role)
    pattern = _TITLED if _TITLE.search(between[0]) else _BARE_NAME if is_bare else _NAME
    return _name(_words(plain, between.end()), pattern)


def _name_apart(plain: str, end: int) -> tuple[int, int] | None:
    """The name behind a colon, a dash or a line between cells."""
    between = _APART.match(plain, end)
    if between is None:
        return None
    row = _words(plain, between.end())
    if _TITLE.search(between[0]):
        return _name(row, _TITLED)
    return _name(row, _NAME) if _WHOLE.match(_sorts(row)) else None


def _name(row: Sequence[_Word], pattern: re.Pattern[str]) -> tuple[int, int] | None:
    """Where the name in these words begins and ends; what somebody does may stand before it."""
    if len(row) > 1 and is_job(row[0].written) and (behind := _name(row[1:], _BARE_NAME)):
        return behind
    match = pattern.match(_sorts(row))
    if match is None or _is_letter_before_a_full_stop(row, match.end()) or _is_listed(row):
        return None
    return row[0].start, row[match.end() - 1].end


def _sorts(row: Sequence[_Word]) -> str:
    return "".join(word.sort for word in row)


def _is_listed(row: Sequence[_Word]) -> bool:
    """Whether the first words together are no name, though each could be one: Albert Heijn."""
    written = [word.written for word in row]
    return any(is_listed(" ".join(written[:words])) for words in range(2, min(5, len(written) + 1)))


def _is_bare(plain: str, start: int) -> bool:
    """Whether no article or adjective stands before the role, as when it goes with a name: `sprak getuige de Vries`."""
    before = _WORDS_BEFORE.search(plain, max(0, start - 42), start)
    if before is None:
        return True
    first, last = (before[1] or "").lower(), before[2].lower()
    return last not in _LISTS["determiner"] and not (last.endswith("e") and first in _LISTS["determiner"])


def _words(plain: str, start: int) -> list[_Word]:
    """The words in a row from here, on one line and with nothing but a space between."""
    row: list[_Word] = []
    while len(row) < MOST_WORDS and (match := _WORD.match(plain, start)):
        row.append(_Word(match[0], *match.span()))
        start = match.end() + (plain[match.end() : match.end() + 1] == " ")
        if start == match.end() and not match[0].endswith("."):
            break
    return row


def _small(written: str) -> str:
    """What a word without a capital is in a name."""
    if written == "van":
        return "v"
    for sort, kind in (("d", "case"), ("e", "foreign"), ("p", "particle"), ("p", "within"), ("o", "preposition")):
        if written in _LISTS[kind]:
            return sort
    return "l" if written.isalpha() else "-"


def _capital(written: str) -> str:
    """What a word with a capital is in a name."""
    lower = written.lower()
    if _INITIALS.fullmatch(written):
        return "I"
    if lower in _PARTICLES:
        return "V" if lower == "van" else "C"
    if lower in _LISTS["preposition"]:
        return "O"
    if len(written) == 1:
        return "A"
    if _is_abbreviation(written) or _is_compound(written):
        return "-"
    return _by_lists(written, lower)


def _by_lists(written: str, lower: str) -> str:
    if lower in _LISTS["both"]:
        return "F"
    for sort, is_so in (("L", is_place), ("J", is_job), ("W", is_word), ("B", is_no_name)):
        if is_so(written):
            return sort
    return "X" if lower in _LISTS["after-van"] else "N"


def _is_abbreviation(written: str) -> bool:
    """In capitals and too short for a name or without a vowel, or with a digit or a capital within, unlike McDonald.

    What such a word ends in does not count: BHV'er.
    """
    written = _ENDED.sub("", written)
    if written.isupper() and (len(written) < 5 or not _VOWEL.search(written.lower())):
        return True
    odd = _ODD_CAPITAL.search(written)
    return odd is not None and written[: odd.start()].lower() not in _LISTS["prefix"]


def _is_compound(written: str) -> bool:
    """With a dash and a small word behind it: Hart-longmachine. Jan-willem and Jansen-de (Wit) are names."""
    tail = written.rpartition("-")[2]
    return tail != written and tail.islower() and tail not in _LISTS["tail"] | _PARTICLES


def _is_letter_before_a_full_stop(row: Sequence[_Word], words: int) -> bool:
    """`Getuige A. Daarna` and `getuige A.` at the end: a letter that stands for a name, and a sentence that ends."""
    if words > 1 or len(row[0].written) > 2 or not row[0].written.endswith("."):
        return False
    return len(row) == 1 or row[1].written[0].isupper()
