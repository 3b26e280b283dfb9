"""Where somebody lives: a postcode beside a house number, a street with a number."""

import re
from collections.abc import Iterator

from wiki.safety import lists
from wiki.safety.findings import Finding, Severity
from wiki.safety.reading import Text, found
from wiki.safety.stops import PARTICLES, is_starter

NEAR = 25
_LISTS = lists.words(lists.FOLDER / "addresses.tsv", {"street", "no-street", "before", "measure", "abbreviation"})
_STREETS, _NO_STREETS = tuple(sorted(_LISTS["street"])), _LISTS["no-street"]
_ABBREVIATIONS, _BEFORE = _LISTS["abbreviation"], _LISTS["before"]
_MEASURE = "|".join(map(re.escape, sorted(_LISTS["measure"])))

_POSTCODE = re.compile(r"(?<![A-Za-z0-9])([1-9][0-9]{3})( ?)(?!SA|SD|SS)([A-Z]{2})(?![A-Za-z0-9])")
# A letter after a space must be able to belong to a house: `14 b`, `14 HS`, and not the next word of the sentence.
_HOUSE = (
    r"[0-9]{1,5}(?:-[0-9]{1,4}|-?(?![xX]\b)[a-zA-Z]{1,2}| (?:[A-Z]{1,2}|[a-hj-tv-z]|hs|bis))?"
    rf"(?![\w%:/-]|[.,][0-9]| ?(?:{_MEASURE})(?!\w))"
)
_HOUSE_AT = re.compile(_HOUSE)
_HOUSE_NEAR = re.compile(rf"(?<![\w.,:/€+-])(?<!€ ){_HOUSE}")
_HOUSE_NEXT = re.compile(rf"[ ,]{{1,2}}(?:nr\.? ?|huisnummer )?({_HOUSE})")
_STREET = re.compile(r"[^\W\d_][\w'’.-]*(?= {1,2}\Z|, ?\Z)")
_WORDS_BEFORE = re.compile(r"(?:(?<!\w)['’]?[\w’'.-]+ )\Z")


def find(text: Text) -> Iterator[Finding]:
    yield from _postcodes(text)
    yield from _streets(text)


def _postcodes(text: Text) -> Iterator[Finding]:
    for match in _POSTCODE.finditer(text.plain):
        start, end = match.span()
        is_apart_abbreviation = match[2] and match[3].lower() in _ABBREVIATIONS
        following = _HOUSE_NEXT.match(text.plain, end)
        if is_apart_abbreviation and (following is None or match[1][:2] in ("19", "20")):
            continue
        if following:
            yield found("postcode.house-number", start, following.end(1), Severity.BLOCK)
        elif _has_house_near(text.plain, start, end):
            yield found("postcode.house-number", start, end, Severity.BLOCK)
        else:
            yield found("postcode.alone", start, end, Severity.HINT)


def _has_house_near(plain: str, start: int, end: int) -> bool:
    before = _HOUSE_NEAR.finditer(plain, max(0, start - NEAR - 10), start)
    if any(start - NEAR <= match.end() for match in before):
        return True
    after = _HOUSE_NEAR.search(plain, end, end + NEAR + 10)
    return after is not None and after.start() <= end + NEAR


def _streets(text: Text) -> Iterator[Finding]:
    """From the number back to the name before it, so that a text without numbers costs nothing."""
    for start, _end in text.numbers:
        house = _HOUSE_AT.match(text.plain, start)
        name = _STREET.search(text.plain, max(0, start - 40), start) if house else None
        if house and name and name[0].lower().endswith(_STREETS):
            first = _first_word(text.plain, name.start(), name[0])
            if first is not None:
                yield found("street.number", first, house.end(), Severity.CONFIRM)


def _first_word(plain: str, start: int, street: str) -> int | None:
    """Where the name of a street begins that ends in this word; None when it is no name."""
    first = start if street[0].isupper() and street.lower() not in _NO_STREETS else None
    for _ in range(4):
        before = _WORDS_BEFORE.search(plain, max(0, start - 30), start)
        if before is None:
            break
        start, word = before.start(), before[0].strip()
        if word.lower() in _BEFORE:
            break
        if word[0].isupper() and not is_starter(word):
            first = start
        elif word.lower() not in PARTICLES:
            break
    return first
