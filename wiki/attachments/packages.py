"""Word, Excel, PowerPoint and OpenDocument packages without who made them and where. Pure; runs in a helper process.

Parts that are about the maker are left out, with what points to them, or emptied; names go from the others, and photos
lose their metadata. No library for each of these formats: what is needed is a list of files in a ZIP and the tags in
them, and the libraries would unpack all of it before a limit could say no. A role name protects nobody whose own name
is in the properties of the file that goes with it.
"""

import io
import re
import zipfile
from collections.abc import Iterable
from typing import IO

from wiki.attachments import nameless, photos, relationships
from wiki.attachments.formats import DOCX, ODP, ODS, ODT, PPTX, XLSX
from wiki.attachments.recognising import Format
from wiki.attachments.refused import Refused
from wiki.attachments.tags import in_bytes_of_one

MOST_INSIDE = 5_000
LARGEST_INSIDE = 150 * 1024 * 1024
# Small texts that repeat themselves pack very well, and do no harm.
MOST_TIMES = 200
ALWAYS_FINE = 10 * 1024 * 1024
# A sheet in a text, and not a text in that sheet.
DEEPEST = 1

_MAIN_PART = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX, "ppt/presentation.xml": PPTX}
_BY_MIMETYPE = {made.mime.encode(): made for made in (ODT, ODS, ODP)}
_CONTENT_TYPES, _MANIFEST = "[content_types].xml", "meta-inf/manifest.xml"
_PROGRAM = re.compile(r"vbaproject\.bin$|^basic/|^scripts/|activex")
_XML = re.compile(r".*\.(?:xml|rels|vml|rdf)")
_PACKAGE = b"PK\x03\x04"
_EMPTY = {
    "docprops/core.xml": b'<?xml version="1.0"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/'
    b'package/2006/metadata/core-properties"/>',
    "docprops/app.xml": b'<?xml version="1.0"?><Properties xmlns="http://schemas.openxmlformats.org/'
    b'officeDocument/2006/extended-properties"/>',
    "docprops/custom.xml": b'<?xml version="1.0"?><Properties xmlns="http://schemas.openxmlformats.org/'
    b'officeDocument/2006/custom-properties"/>',
}
_EMPTY_META = (
    b'<?xml version="1.0"?><office:document-meta office:version="1.3" xmlns:office="urn:oasis:names:tc:'
    b'opendocument:xmlns:office:1.0"/>'
)

Parts = dict[str, zipfile.ZipInfo]


def anonymous_package(data: IO[bytes]) -> tuple[Format, bytes]:
    """Which kind of document it is, and the same without names. Raises Refused."""
    try:
        return _packed_again(data, depth=0)
    except Refused:
        raise
    except Exception as error:  # zipfile promises nothing about what a damaged file makes of it
        raise Refused("broken") from error


def opened(data: IO[bytes]) -> zipfile.ZipFile:
    """A package of a size that can be unpacked. Raises Refused."""
    try:
        package = zipfile.ZipFile(data)
    except Exception as error:  # zipfile has many ways to say that a directory is cut or lies
        raise Refused("broken") from error
    entries = package.infolist()
    packed = sum(entry.compress_size for entry in entries)
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_INSIDE or unpacked > min(LARGEST_INSIDE, ALWAYS_FINE + MOST_TIMES * packed):
        raise Refused("swollen")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused("locked")
    return package


def read(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    try:
        return package.read(entry)
    except Exception as error:  # zlib, lzma and zipfile each have their own way to say that a file is cut or lies
        raise Refused("broken") from error


def _packed_again(data: IO[bytes], *, depth: int) -> tuple[Format, bytes]:
    out = io.BytesIO()
    with opened(data) as package:
        parts = _parts(package)
        found = _kind_of(package, parts)
        links = relationships.read(
            {name: in_bytes_of_one(read(package, parts[name])) for name in parts if relationships.is_one(name)},
            kept=_EMPTY,
        )
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
            for name, entry in parts.items():
                if relationships.tells(name, _EMPTY) or name in links.gone:
                    continue
                # The type of an OpenDocument package stands first and uncompressed.
                how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
                content = _cleaned(name, read(package, entry), links, depth)
                made.writestr(zipfile.ZipInfo(entry.filename), content, compress_type=how)
    return found, out.getvalue()


def _parts(package: zipfile.ZipFile) -> Parts:
    """By name in small letters, for programs do not tell large letters from small ones. Raises Refused 'broken'."""
    entries = [entry for entry in package.infolist() if not entry.filename.endswith("/")]
    parts = {entry.filename.lower(): entry for entry in entries}
    if len(parts) < len(entries) or "" in parts:
        raise Refused("broken")
    return parts


def _kind_of(package: zipfile.ZipFile, parts: Parts) -> Format:
    if _has_program(parts):
        raise Refused("macros")
    if _CONTENT_TYPES in parts:
        for part, made in _MAIN_PART.items():
            if part in parts:
                return made
    elif "mimetype" in parts and "content.xml" in parts:
        found = _BY_MIMETYPE.get(read(package, parts["mimetype"]).strip())
        if found is not None:
            return found
    raise Refused("unknown")


def _has_program(names: Iterable[str]) -> bool:
    return any(map(_PROGRAM.search, names))


def _cleaned(name: str, content: bytes, links: relationships.Links, depth: int) -> bytes:
    if name in _EMPTY:
        return _EMPTY[name]
    if name.rpartition("/")[2] == "meta.xml":
        return _EMPTY_META
    if content.startswith(_PACKAGE):
        if depth == DEEPEST:
            raise Refused("unknown")
        return _packed_again(io.BytesIO(content), depth=depth + 1)[1]
    if not _XML.fullmatch(name):
        return photos.plain(content)
    xml = in_bytes_of_one(content)
    if name == _CONTENT_TYPES:
        return relationships.without_parts(xml, b"Override", b"PartName", _EMPTY, links.gone)
    if name == _MANIFEST:
        if b"encryption-data" in xml:
            raise Refused("locked")
        return relationships.without_parts(xml, b"file-entry", b"full-path", _EMPTY, links.gone)
    if relationships.is_one(name):
        return relationships.without_links(xml, links.removed.get(relationships.source_of(name), set()))
    removed = links.removed.get(name, set()) - {b""}
    return nameless.nameless(name, xml, removed, has_lost_books=links.has_lost_books)
