"""Documents without the names of who made them, and their text for search. Pure; runs in a helper process.

A role name protects nobody whose own name is in the properties of the file that goes with it. Packages (Word, Excel,
PowerPoint, OpenDocument) are packed again with empty properties and nameless comments; programs in them are refused.
No library for each of these formats: what is needed is a list of files in a ZIP and the text between tags, read by
defusedxml, and the libraries would unpack all of it before a limit could say no.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import IO

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse
from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import NameObject

from wiki.attachments.recognising import Format
from wiki.attachments.refused import Refused

MOST_INSIDE = 5_000
LARGEST_INSIDE = 150 * 1024 * 1024
# Small texts that repeat themselves pack very well, and do no harm.
MOST_TIMES = 200
ALWAYS_FINE = 10 * 1024 * 1024
MOST_PAGES = 300
LONGEST_TEXT = 60_000

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
DOCX = Format("document", f"{_OFFICE}wordprocessingml.document", "docx")
XLSX = Format("document", f"{_OFFICE}spreadsheetml.sheet", "xlsx")
PPTX = Format("document", f"{_OFFICE}presentationml.presentation", "pptx")
ODT = Format("document", f"{_OPEN}text", "odt")
ODS = Format("document", f"{_OPEN}spreadsheet", "ods")
ODP = Format("document", f"{_OPEN}presentation", "odp")

_MAIN_PART = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX, "ppt/presentation.xml": PPTX}
_BY_MIMETYPE = {made.mime.encode(): made for made in (ODT, ODS, ODP)}
_PROGRAM = re.compile(r"vbaProject\.bin$|^Basic/|^Scripts/|activeX", re.IGNORECASE)
_PROPERTIES = re.compile(r"docProps/(?:core|app|custom)\.xml|docProps/thumbnail\..*|meta\.xml|Thumbnails/.*")
_WITH_NAMES = re.compile(r"(?:word|xl|ppt)/.*\.xml|content\.xml|styles\.xml")
_NAME_INSIDE = re.compile(
    rb'((?:w|w15|w16\w*|p|p15|x|xr)?:?(?:author|initials|userId|providerId|displayName)=")[^"]*(")'
    rb"|(<(?:dc:creator|meta:creator-initials|author)\b[^>]*>)[^<]*(</)"
)
_TEXT_PARTS = re.compile(
    r"word/(?:document|footnotes|endnotes)\.xml|xl/sharedStrings\.xml|ppt/slides/slide\d+\.xml|content\.xml"
)
_LINES = ("p", "h", "si")
_EMPTY = {
    "docProps/core.xml": b'<?xml version="1.0"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/'
    b'package/2006/metadata/core-properties"/>',
    "docProps/app.xml": b'<?xml version="1.0"?><Properties xmlns="http://schemas.openxmlformats.org/'
    b'officeDocument/2006/extended-properties"/>',
    "docProps/custom.xml": b'<?xml version="1.0"?><Properties xmlns="http://schemas.openxmlformats.org/'
    b'officeDocument/2006/custom-properties"/>',
    "meta.xml": b'<?xml version="1.0"?><office:document-meta office:version="1.3" xmlns:office="urn:oasis:names:tc:'
    b'opendocument:xmlns:office:1.0"/>',
}
# Where a PDF may hold programs, other files, or what its maker called themselves.
_OUT_OF_CATALOGUE = ("/Metadata", "/OpenAction", "/AA", "/PieceInfo")
_OUT_OF_NAMES = ("/JavaScript", "/EmbeddedFiles")
_OUT_OF_PAGES = ("/AA", "/Metadata", "/PieceInfo")


def anonymous_pdf(data: bytes) -> bytes:
    """The same pages, without properties, programs and enclosed files. Raises Refused 'locked' or 'broken'."""
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise Refused("locked")
        writer = PdfWriter(clone_from=reader)
        _leave_out(writer)
        # What nothing points to any more goes along once, and not when it is read again from the top.
        return _written(PdfWriter(clone_from=PdfReader(io.BytesIO(_written(writer)))))
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError) as error:
        raise Refused("broken") from error


def anonymous_package(data: IO[bytes]) -> tuple[Format, bytes]:
    """Which kind of document it is, and the same without names. Raises Refused."""
    out = io.BytesIO()
    with _opened(data) as package:
        found = _kind_of(package)
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
            for entry in package.infolist():
                if entry.is_dir() or (_PROPERTIES.fullmatch(entry.filename) and entry.filename not in _EMPTY):
                    continue
                # The type of an OpenDocument package stands first and uncompressed.
                how = zipfile.ZIP_STORED if entry.filename == "mimetype" else zipfile.ZIP_DEFLATED
                made.writestr(zipfile.ZipInfo(entry.filename), _nameless(package, entry), compress_type=how)
    return found, out.getvalue()


def text_of(data: bytes, mime: str) -> str:
    """The words of a document, as far as search goes; empty where none can be read."""
    found: list[str] = []
    length = 0
    try:
        for line in _READERS.get(mime, _nothing)(data):
            found.append(line)
            length += len(line)
            if length > LONGEST_TEXT:
                break
    except (Refused, PyPdfError, DefusedXmlException, ParseError, ValueError, TypeError, KeyError, AttributeError):
        pass  # what was read until here is what can be read
    return "\n".join(found)[:LONGEST_TEXT]


def _leave_out(writer: PdfWriter) -> None:
    for key in _OUT_OF_CATALOGUE:
        writer.root_object.pop(NameObject(key), None)
    names = writer.root_object.get("/Names")
    if names is not None:
        for key in _OUT_OF_NAMES:
            names.get_object().pop(NameObject(key), None)
    for page in writer.pages:
        for key in _OUT_OF_PAGES:
            page.pop(NameObject(key), None)
        for note in page.get("/Annots", None) or ():
            note.get_object().pop(NameObject("/T"), None)


def _written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.metadata = None
    writer.write(out)
    return out.getvalue()


def _opened(data: IO[bytes]) -> zipfile.ZipFile:
    """A package of a size that can be unpacked. Raises Refused."""
    try:
        package = zipfile.ZipFile(data)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Refused("broken") from error
    entries = package.infolist()
    packed = sum(entry.compress_size for entry in entries)
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_INSIDE or unpacked > min(LARGEST_INSIDE, ALWAYS_FINE + MOST_TIMES * packed):
        raise Refused("swollen")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused("locked")
    return package


def _kind_of(package: zipfile.ZipFile) -> Format:
    names = set(package.namelist())
    if any(map(_PROGRAM.search, names)):
        raise Refused("macros")
    if "[Content_Types].xml" in names:
        for part, made in _MAIN_PART.items():
            if part in names:
                return made
    elif "mimetype" in names and "content.xml" in names:
        found = _BY_MIMETYPE.get(_read(package, package.getinfo("mimetype")).strip())
        if found is not None:
            return found
    raise Refused("unknown")


def _nameless(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    if entry.filename in _EMPTY:
        return _EMPTY[entry.filename]
    content = _read(package, entry)
    return _NAME_INSIDE.sub(rb"\1\3\2\4", content) if _WITH_NAMES.fullmatch(entry.filename) else content


def _read(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    try:
        return package.read(entry)
    except Exception as error:  # zlib, lzma and zipfile each have their own way to say that a file is cut or lies
        raise Refused("broken") from error


def _pdf_lines(data: bytes) -> Iterator[str]:
    for page in PdfReader(io.BytesIO(data)).pages[:MOST_PAGES]:
        yield page.extract_text()


def _package_lines(data: bytes) -> Iterator[str]:
    with _opened(io.BytesIO(data)) as package:
        for entry in sorted(package.infolist(), key=lambda entry: (len(entry.filename), entry.filename)):
            if _TEXT_PARTS.fullmatch(entry.filename):
                yield from _lines_in(_read(package, entry))


def _lines_in(xml: bytes) -> Iterator[str]:
    """The text between the tags, a line for each paragraph."""
    for _event, element in iterparse(io.BytesIO(xml), forbid_dtd=True):
        if element.tag.rpartition("}")[2] in _LINES:
            line = "".join(element.itertext())
            after = element.tail
            element.clear()
            element.tail = after
            if line:
                yield line


def _nothing(_data: bytes) -> Iterator[str]:
    return iter(())


_READERS: dict[str, Callable[[bytes], Iterator[str]]] = {
    "application/pdf": _pdf_lines,
    **dict.fromkeys((made.mime for made in (DOCX, XLSX, PPTX, ODT, ODS, ODP)), _package_lines),
}
