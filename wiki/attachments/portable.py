"""PDF without who made it, and without programs and other files in it. Pure; runs in a helper process.

Every object is looked at, not only the places where such things belong: a reader finds them wherever they are.
"""

import io
from collections.abc import Iterator

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, PdfObject, StreamObject

from wiki.attachments import photos
from wiki.attachments.refused import Refused

_TELLING = (
    "/Metadata", "/PieceInfo", "/AF", "/AA", "/JS", "/DSS", "/Perms", "/Threads", "/EF", "/XFA", "/CreatorInfo",
    "/JavaScript", "/EmbeddedFiles", "/Collection", "/Creator", "/SigFlags",
)  # fmt: skip
# Below these stand names that the maker of the document chose, such as a font called /AF.
_HOLDERS_OF_NAMES = frozenset(
    "/Font /XObject /ExtGState /ColorSpace /Pattern /Shading /Properties /CharProcs /Dests /RoleMap /ClassMap "
    "/Colorants".split()
)
_ACTIONS = ("/A", "/OpenAction", "/Next", "/PA")
# The last three point to a file, which tells in which folder of whom it was.
_PROGRAMS = frozenset("/JavaScript /Launch /ImportData /SubmitForm /GoToR /GoToE".split())
_OF_AN_ENCLOSURE = ("/FS", "/Contents", "/Subj", "/RC", "/Popup", "/NM", "/AP")
_OF_A_SIGNATURE = ("/V", "/AP", "/Lock", "/SV")


def anonymous_pdf(data: bytes) -> bytes:
    """The same pages, without properties, programs and enclosed files. Raises Refused 'locked' or 'broken'."""
    try:
        writer = PdfWriter(clone_from=_opened(data))
        _leave_out(writer)
        # What nothing points to any more goes along once, and not when it is read again from the top.
        return _written(PdfWriter(clone_from=PdfReader(io.BytesIO(_written(writer)))))
    except Refused:
        raise
    except Exception as error:  # pypdf promises nothing about what a damaged file makes of it
        raise Refused("broken") from error


def _opened(data: bytes) -> PdfReader:
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        raise Refused("locked")
    return reader


def _leave_out(writer: PdfWriter) -> None:
    found = list(_dictionaries(writer))
    names = {id(named) for holder in found for named in _named(holder)}
    for one in found:
        if isinstance(one, StreamObject):
            _clean_photo(one)
        elif id(one) in names:
            continue
        for key in _TELLING:
            _pop(one, key)
        for key in _ACTIONS:
            if _is_program(_at(one, key)):
                _pop(one, key)
        _clean_note(one)
        _clean_signature(one)
        if _at(one, "/Type") == "/Page":
            _pop(one, "/B")


def _dictionaries(writer: PdfWriter) -> Iterator[DictionaryObject]:
    """All there are; what is pointed to is an object of its own, and is met as that."""
    waiting: list[object] = list(writer._objects)
    while waiting:
        one = waiting.pop()
        if isinstance(one, DictionaryObject):
            yield one
            waiting.extend(dict.values(one))
        elif isinstance(one, ArrayObject):
            waiting.extend(list.__iter__(one))


def _named(holder: DictionaryObject) -> Iterator[object]:
    for key in _HOLDERS_OF_NAMES & holder.keys():
        yield _at(holder, key)
    # How a field looks in each of its states, which are called what the maker called them.
    looks = _at(holder, "/AP")
    if isinstance(looks, DictionaryObject):
        for key in looks:
            yield _at(looks, key)


def _at(one: DictionaryObject, key: str) -> object:
    return one[key].get_object() if key in one else None


def _pop(one: DictionaryObject, key: str) -> None:
    one.pop(NameObject(key), None)


def _is_program(action: object) -> bool:
    if isinstance(action, ArrayObject):
        return any(_is_program(one.get_object()) for one in action if isinstance(one.get_object(), DictionaryObject))
    if not isinstance(action, DictionaryObject):
        return False
    return _at(action, "/S") in _PROGRAMS or str(_at(action, "/URI")).lower().startswith("file:")


def _clean_note(one: DictionaryObject) -> None:
    """Notes are nobody's; those that hold a file are nothing."""
    kind = _at(one, "/Subtype")
    if kind is not None and kind != "/Widget" and "/FT" not in one:
        _pop(one, "/T")
    if kind == "/FileAttachment":
        for key in _OF_AN_ENCLOSURE:
            _pop(one, key)
    notes = _at(one, "/Annots")
    if isinstance(notes, ArrayObject):
        one[NameObject("/Annots")] = ArrayObject(note for note in list.__iter__(notes) if not _holds_file(note))


def _holds_file(note: PdfObject) -> bool:
    found = note.get_object()
    if not isinstance(found, DictionaryObject):
        return False
    parent = _at(found, "/Parent") if _at(found, "/Subtype") == "/Popup" else None
    return _at(found, "/Subtype") == "/FileAttachment" or (
        isinstance(parent, DictionaryObject) and _at(parent, "/Subtype") == "/FileAttachment"
    )


def _clean_signature(one: DictionaryObject) -> None:
    """The field stays and is unsigned: what was signed is another file."""
    value = _at(one, "/V")
    if _at(one, "/FT") == "/Sig" or (isinstance(value, DictionaryObject) and "/ByteRange" in value):
        for key in _OF_A_SIGNATURE:
            _pop(one, key)


def _clean_photo(stream: StreamObject) -> None:
    kind = _at(stream, "/Filter")
    if isinstance(kind, ArrayObject) and len(kind) == 1:
        kind = kind[0].get_object()
    if kind == "/DCTDecode" and stream._data.startswith(photos.JPEG):
        stream._data = photos.plain_jpeg(stream._data)


def _written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.metadata = None
    writer.write(out)
    return out.getvalue()
