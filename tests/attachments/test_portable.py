"""PDF: a mark is put in, and looked for in all objects that come out."""

import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    EncodedStreamObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from tests.attachments import made
from tests.plugins.profiles import MANY
from wiki.attachments.documents import text_of
from wiki.attachments.portable import anonymous_pdf
from wiki.attachments.refused import Refused

MARK = "Merkteken"


def dictionary(**entries: PdfObject) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{key}"): value for key, value in entries.items()})


def name(value: str) -> NameObject:
    return NameObject(f"/{value}")


def text(value: str = MARK) -> TextStringObject:
    return TextStringObject(value)


def stream(content: bytes = MARK.encode(), **entries: PdfObject) -> StreamObject:
    made_of = DecodedStreamObject()
    made_of.set_data(content)
    made_of.update(dictionary(**entries))
    return made_of


def opened() -> PdfWriter:
    return PdfWriter(clone_from=PdfReader(io.BytesIO(made.pdf("De rook trekt laag weg."))))


def written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def put(writer: PdfWriter, holder: DictionaryObject, **entries: PdfObject) -> None:
    for key, value in entries.items():
        holder[NameObject(f"/{key}")] = writer._add_object(value)


def mentions(data: bytes) -> bool:
    """In the bytes, and in every object once unpacked."""
    everything = repr(list(PdfWriter(clone_from=PdfReader(io.BytesIO(data)))._objects))
    streams = [one.get_data() for one in PdfWriter(clone_from=PdfReader(io.BytesIO(data)))._objects
               if isinstance(one, StreamObject) and one.get("/Subtype") != "/Image"]  # fmt: skip
    return MARK in everything or any(MARK.encode() in one for one in [data, *streams])


def action(kind: str, **entries: PdfObject) -> DictionaryObject:
    return dictionary(S=name(kind), F=text(), JS=text(), URI=text(f"file:///{MARK}"), **entries)


ACTIONS = [action(kind) for kind in ("JavaScript", "Launch", "ImportData", "SubmitForm", "GoToR", "GoToE", "URI")]
TELLING: list[dict[str, PdfObject]] = [
    {"Metadata": stream()},
    {"PieceInfo": dictionary(App=dictionary(Private=text()))},
    {"AF": ArrayObject([dictionary(EF=dictionary(F=stream()), F=text())])},
    {"AA": dictionary(C=action("JavaScript"))},
    {"DSS": dictionary(Certs=ArrayObject([text()]))},
    {"Perms": dictionary(DocMDP=dictionary(Name=text()))},
    {"Threads": ArrayObject([dictionary(I=dictionary(Author=text()))])},
    {"Collection": dictionary(Schema=text())},
    {"Names": dictionary(JavaScript=dictionary(Names=ArrayObject([text()])), EmbeddedFiles=dictionary(K=text()))},
    {"Any": dictionary(Deep=ArrayObject([dictionary(Metadata=text())]))},
    {"AcroForm": dictionary(XFA=ArrayObject([text()]))},
    {"OCProperties": dictionary(OCGs=ArrayObject([dictionary(Usage=dictionary(CreatorInfo=dictionary(By=text())))]))},
    {"Any": dictionary(Type=name("Filespec"), EF=dictionary(F=text()))},
    {"Any": dictionary(A=dictionary(S=name("GoTo"), Next=action("Launch")))},
    {"Any": dictionary(A=dictionary(S=name("GoTo"), Next=ArrayObject([action("Launch")])))},
    *({"OpenAction": one} for one in ACTIONS),
    *({"Any": dictionary(A=one)} for one in ACTIONS),
]  # fmt: skip
NOTES = [
    dictionary(Subtype=name("Text"), T=text()),
    dictionary(Subtype=name("FileAttachment"), T=text(), FS=dictionary(EF=dictionary(F=text())), Contents=text()),
    dictionary(Subtype=name("Popup"), Contents=text(), Parent=dictionary(Subtype=name("FileAttachment"))),
    dictionary(Subtype=name("Link"), A=action("Launch")),
    dictionary(
        Subtype=name("Widget"), FT=name("Sig"), T=text("vak"), V=dictionary(Name=text()), AP=dictionary(N=text())
    ),
    dictionary(Subtype=name("Widget"), V=dictionary(Name=text(), ByteRange=ArrayObject(), Contents=text())),
]


@pytest.mark.parametrize("where", ["catalogue", "page"])
@pytest.mark.parametrize("entries", TELLING)
def test_what_tells_of_the_maker_is_gone(entries: dict[str, PdfObject], where: str) -> None:
    writer = opened()
    put(writer, writer.root_object if where == "catalogue" else writer.pages[0], **entries)
    data = written(writer)

    found = anonymous_pdf(data)

    assert mentions(data)
    assert not mentions(found)
    assert "De rook" in text_of(found, "application/pdf")


@pytest.mark.parametrize("note", NOTES)
def test_notes_are_nobodys(note: DictionaryObject) -> None:
    writer = opened()
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])
    data = written(writer)

    assert mentions(data)
    assert not mentions(anonymous_pdf(data))


def test_fields_of_a_form_keep_their_names_and_what_is_filled_in() -> None:
    writer = opened()
    kids = [
        dictionary(Subtype=name("Widget"), FT=name("Tx"), T=text(label), V=text("ingevuld"))
        for label in ("post", "ploeg")
    ]
    fields = ArrayObject([writer._add_object(kid) for kid in kids])
    writer.pages[0][NameObject("/Annots")] = fields
    put(writer, writer.root_object, AcroForm=dictionary(Fields=fields))
    data = written(writer)

    before, after = PdfReader(io.BytesIO(data)).get_fields(), PdfReader(io.BytesIO(anonymous_pdf(data))).get_fields()

    assert before
    assert {key: field.value for key, field in before.items()} == {
        key: field.value for key, field in (after or {}).items()
    }


def test_a_font_may_be_called_anything() -> None:
    writer = opened()
    fonts = writer.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    for odd in ("/AF", "/JS", "/AA", "/Metadata"):
        fonts[NameObject(odd)] = fonts["/F1"]

    found = PdfReader(io.BytesIO(anonymous_pdf(written(writer))))

    assert {"/AF", "/JS", "/AA", "/Metadata"} <= found.pages[0]["/Resources"]["/Font"].keys()  # type: ignore[index]


@pytest.mark.parametrize("filters", [name("DCTDecode"), ArrayObject([name("DCTDecode")])])
def test_photos_lose_their_metadata_and_look_the_same(filters: PdfObject) -> None:
    exif = Image.Exif()
    exif[0x010F] = MARK
    photo = made.encoded(Image.effect_noise((40, 30), 60).convert("RGB"), exif=exif, comment=MARK)
    iptc = b"\xff\xed" + (len(MARK) + 2).to_bytes(2, "big") + MARK.encode()
    image = EncodedStreamObject()
    image._data = photo[:2] + iptc + photo[2:]
    image.update(dictionary(Type=name("XObject"), Subtype=name("Image"), ColorSpace=name("DeviceRGB"), Filter=filters))
    image.update(dictionary(Width=NumberObject(40), Height=NumberObject(30), BitsPerComponent=NumberObject(8)))
    writer = opened()
    put(writer, writer.pages[0]["/Resources"], XObject=dictionary(Foto=writer._add_object(image)))  # type: ignore[arg-type]
    data = written(writer)

    found = anonymous_pdf(data)
    before, after = (PdfReader(io.BytesIO(one)).pages[0].images[0].image for one in (data, found))

    assert MARK.encode() in data
    assert MARK.encode() not in found
    assert before is not None
    assert after is not None
    assert after.tobytes() == before.tobytes()


RICH = opened()
for _note in NOTES:
    RICH.pages[0]["/Annots"].append(RICH._add_object(_note.clone(RICH)))  # type: ignore[attr-defined]
WHOLE = written(RICH)


@MANY
@given(st.data())
def test_damage_is_refused_or_survived(data: st.DataObject) -> None:
    damaged = bytearray(WHOLE)
    for _ in range(3):
        place = data.draw(st.integers(8, len(WHOLE) - 1))
        damaged[place] = data.draw(st.sampled_from(b"/<>[]()0129 R\0\xff-"))

    text_of(bytes(damaged), "application/pdf")
    with suppress(Refused):
        anonymous_pdf(bytes(damaged))
