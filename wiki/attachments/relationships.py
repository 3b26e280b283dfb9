"""What points to what in a package, so that nothing points to a part that was left out. Pure."""

import posixpath
import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from wiki.attachments.tags import Kept, attributes, changed

# By the name of the part, and by what the pointer to it says that it is.
_TELLING_PART = re.compile(
    r"(?:docprops|customxml|_xmlsignatures|docmetadata|package/services/metadata|thumbnails|versions)/.*"
    r"|versionlist\.xml|meta-inf/[^/]*signatures[^/]*"
    r"|(?:.*/)?(?:printersettings|thumbnail)[^/]*(?:/.*)?"
    r"|xl/(?:revisions|externallinks)/.*|ppt/changesinfos/.*|word/recipientdata[^/]*\.xml"
)
_TELLING_KIND = re.compile(
    r".*/(?:core-properties|extended-properties|custom-properties|thumbnail|customxml|customxmlprops|printersettings"
    r"|revisionheaders|revisionlog|usernames|externallink|externallinkpath|changesinfo|attachedtemplate"
    r"|mailmerge\w*|recipientdata|signature|origin|certificate|classificationlabels)"
)
_ELSEWHERE = re.compile(r"#|(?!file:)[a-z][a-z0-9+.-]+:", re.IGNORECASE)
_OWN_NAME = re.compile(r"((?:.*/)?)_rels/([^/]*)\.rels")


@dataclass(frozen=True, slots=True)
class Links:
    """Parts that are left out because of what points to them, and the numbers of pointers that go, by their source."""

    gone: set[str] = field(default_factory=set)
    removed: dict[str, set[bytes]] = field(default_factory=dict)
    has_lost_books: bool = False


def is_one(name: str) -> bool:
    return _OWN_NAME.fullmatch(name) is not None


def source_of(name: str) -> str:
    return _OWN_NAME.sub(r"\1\2", name)


def tells(name: str, kept: Container[str]) -> bool:
    """Whether a part is about who made the document, and not among those that are emptied instead."""
    return name not in kept and (
        _TELLING_PART.fullmatch(name) is not None or (is_one(name) and tells(source_of(name), ()))
    )


def read(files: Mapping[str, bytes], *, kept: Container[str]) -> Links:
    pointers = [
        (source_of(name), *pointer) for name, xml in files.items() for pointer in _pointers(xml, source_of(name))
    ]
    gone = {target for _, _, kind, target, is_inside in pointers if is_inside and _TELLING_KIND.fullmatch(kind)}
    gone = {target for target in gone if target not in kept}
    removed: dict[str, set[bytes]] = {}
    for source, number, kind, target, is_inside in pointers:
        if is_inside:
            goes = target in gone or tells(target, kept)
        else:
            goes = _TELLING_KIND.fullmatch(kind) is not None or not _ELSEWHERE.match(target)
        if goes:
            removed.setdefault(source, set()).add(number)
    gone |= {name for name in files if source_of(name) in gone}
    has_lost_books = any(kind.endswith("/externallink") for _, _, kind, _, _ in pointers)
    return Links(gone, removed, has_lost_books)


def without_links(xml: bytes, removed: Container[bytes]) -> bytes:
    def change(name: bytes, rest: bytes) -> Kept | None:
        found = {attribute.name: attribute.value for attribute in attributes(rest)}
        return None if name == b"Relationship" and found.get(b"Id", b"") in removed else Kept(rest)

    return changed(xml, change)


def without_parts(xml: bytes, element: bytes, attribute: bytes, kept: Container[str], gone: Container[str]) -> bytes:
    """A list of the parts without those that are left out."""

    def change(name: bytes, rest: bytes) -> Kept | None:
        found = {one.name: one.value for one in attributes(rest)}
        part = unquote(found.get(attribute, b"").decode(errors="replace")).lstrip("/").lower()
        return None if name == element and (part in gone or tells(part, kept)) else Kept(rest)

    return changed(xml, change)


def _pointers(xml: bytes, source: str) -> list[tuple[bytes, str, str, bool]]:
    """Number, kind, target and whether that is in the package, of each pointer in a `.rels` part."""
    found: list[tuple[bytes, str, str, bool]] = []
    folder = posixpath.dirname(source)

    def change(name: bytes, rest: bytes) -> Kept:
        if name == b"Relationship":
            one = {attribute.name: attribute.value.decode(errors="replace") for attribute in attributes(rest)}
            target, is_inside = unquote(one.get(b"Target", "")), one.get(b"TargetMode", "").lower() != "external"
            if is_inside and not re.match("file:", target, re.IGNORECASE):
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/").lower()
            else:
                is_inside = False
            found.append((one.get(b"Id", "").encode(), one.get(b"Type", "").lower(), target.strip(), is_inside))
        return Kept(rest)

    changed(xml, change)
    return found
