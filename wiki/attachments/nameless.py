"""The XML of a document without the names and places in its tags. Pure.

What stands in the text stays, whatever it looks like: a lesson about `author="Jan"` is a lesson.
"""

import re
from collections.abc import Set

from wiki.attachments.tags import Attribute, Kept, attributes, changed, with_attributes

_OF_PEOPLE = re.compile(
    r"(?:.*/)?(?:(?:modern)?comments?\w*|people\d*|persons?\d*|commentauthors\d*|authors\d*)\.xml"
    r"|.*/(?:persons|threadedcomments|comments)/[^/]*\.xml"
)
_PERSONAL = frozenset(b"author name initials userId providerId displayName userName".split())
_NAMING = frozenset(b"author initials userName refreshedBy odcFile".split())
# Attributes that name a place only in this element.
_PLACES = frozenset({(b"absPath", b"url"), (b"dbPr", b"connection"), (b"textPr", b"sourceFile")})
_SAID = frozenset(
    b"author creator initial-creator creator-initials author-name author-initials sender-initials printed-by".split()
)
_PRINTER = frozenset({b"PrinterName", b"PrinterSetup"})
_GONE = frozenset({b"mailMerge", b"attachedTemplate"})
# These say nothing without what they point to; of all others only the pointer goes.
_ONLY_POINTS = frozenset(
    b"attachedTemplate dataSource headerSource saveThroughXslt subDoc sourceFileName externalReference externalData "
    b"hlinkClick hlinkHover hlinkMouseOver videoFile audioFile quickTimeFile custData".split()
)
_FORMULA = re.compile(
    rb"(<(?:[^\s<>:/]+:)?(f|definedName|formula1|formula2|formula)\b[^<>]*>)([^<]*\[\d+\][^<]*)(</[^<>]*>)"
)
_NO_BOOKS = re.compile(rb"<externalReferences(?:\s[^<>]*)?>\s*</externalReferences\s*>")
_WORTH_IT = b"|".join(
    sorted(
        {*_NAMING, *_SAID, *_GONE, *_PRINTER, *(element for element, _ in _PLACES), rb"[fF][iI][lL][eE]:", rb"\.\./"}
    )
)


def nameless(part: str, xml: bytes, removed: Set[bytes], *, has_lost_books: bool) -> bytes:
    """`part` is its name in small letters, `removed` the numbers of pointers out of it that are gone."""
    of_people = _OF_PEOPLE.fullmatch(part) is not None
    names = _PERSONAL if of_people else _NAMING

    def change(element: bytes, rest: bytes) -> Kept | None:
        if element in _GONE:
            return None
        if element in _ONLY_POINTS and any(_points_to(attribute, removed) for attribute in attributes(rest)):
            return None

        def value_of(attribute: Attribute) -> bytes | None:
            if _points_to(attribute, removed):
                return None
            if attribute.name in names or (element, attribute.name) in _PLACES:
                return b""
            return b"" if _is_elsewhere(part, attribute) else attribute.value

        is_printer = element == b"config-item" and any(one.value in _PRINTER for one in attributes(rest))
        return Kept(with_attributes(rest, value_of), is_silent=is_printer or element in _SAID)

    # Everything in a list of people, and elsewhere the tags with a word that matters.
    pointers = [b"[\"'](?:" + b"|".join(map(re.escape, sorted(removed))) + b")[\"']"] if removed else []
    worth = None if of_people else re.compile(b"|".join([_WORTH_IT, *pointers]))
    found = _NO_BOOKS.sub(b"", changed(xml, change, worth=worth))
    return _without_other_books(part, found) if has_lost_books else found


def _points_to(attribute: Attribute, removed: Set[bytes]) -> bool:
    return attribute.prefix != b"" and attribute.value in removed


def _is_elsewhere(part: str, attribute: Attribute) -> bool:
    """On the computer of who made it, also as OpenDocument says it: from the folder that the document is in."""
    is_out = attribute.name == b"href" and attribute.value.startswith(b"../") and "/" not in part
    return is_out or attribute.value[:5].lower() == b"file:"


def _without_other_books(part: str, xml: bytes) -> bytes:
    """A sheet keeps what it last read from another workbook; a formula that points to none would be called damage."""

    def again(found: re.Match[bytes]) -> bytes:
        opening, name, _formula, closing = found.groups()
        if name == b"f" and part.startswith("xl/worksheets/") and b"shared" not in opening:
            return b""
        return opening + b"#REF!" + closing

    return _FORMULA.sub(again, xml) if part.startswith("xl/") else xml
