"""Files for tests, made here: what a phone, an office and an attacker would send."""

import io
import struct
import zipfile
from collections.abc import Mapping
from typing import Any

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

MAKER = "Jansen"


def picture(kind: str = "JPEG", size: tuple[int, int] = (1200, 800), *, mode: str = "RGB", **saved: Any) -> bytes:
    image = Image.effect_noise(size, 60).convert(mode) if mode != "RGBA" else Image.new(mode, size, (200, 30, 30, 90))
    return encoded(image, kind, **saved)


def encoded(image: Image.Image, kind: str = "JPEG", **saved: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **saved)
    return out.getvalue()


def photo(size: tuple[int, int] = (600, 400), *, orientation: int = 1) -> bytes:
    """As from a phone: with its place, its maker, and the way it was held."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = MAKER
    exif.get_ifd(0x8825)[2] = (52.0, 5.0, 7.5)
    image = Image.new("RGB", size, "white")
    image.paste("red", (0, 0, size[0] // 2, size[1] // 2))
    return encoded(image, exif=exif)


def package(files: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return out.getvalue()


def word(text: str = "De rook trekt laag weg.", **more: str | bytes) -> bytes:
    """A Word document by MAKER, with a comment of theirs."""
    core = f'<cp:coreProperties xmlns:cp="x" xmlns:dc="y"><dc:creator>{MAKER}</dc:creator></cp:coreProperties>'
    return package(
        {
            "[Content_Types].xml": "<Types/>",
            "docProps/core.xml": core,
            "docProps/thumbnail.jpeg": b"x",
            "word/comments.xml": f'<w:comments xmlns:w="w"><w:comment w:author="{MAKER}" w:initials="J"/></w:comments>',
            "word/document.xml": f'<w:document xmlns:w="w"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:document>',
            **more,
        }
    )


def open_document(text: str = "Rook bij de deur.", kind: str = "text") -> bytes:
    return package(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "meta.xml": f"<m>{MAKER}</m>",
            "content.xml": f'<o xmlns:text="t" xmlns:dc="d"><text:p>{text}<a><dc:creator>{MAKER}</dc:creator></a>'
            "</text:p></o>",
        }
    )


def pdf(text: str = "De rook trekt laag weg.", *, password: str = "") -> bytes:
    """A page with this text, by MAKER, with a program that opens with it and a note of theirs."""
    writer = PdfWriter()
    page = writer.add_blank_page(300, 300)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    resources = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F1"): writer._add_object(font)})})
    page[NameObject("/Resources")] = resources
    stream = DecodedStreamObject()
    stream.set_data(f"BT /F1 12 Tf 20 200 Td ({text}) Tj ET".encode("latin-1"))
    page[NameObject("/Contents")] = writer._add_object(stream)
    note = DictionaryObject({NameObject("/Subtype"): NameObject("/Text"), NameObject("/T"): TextStringObject(MAKER)})
    page[NameObject("/Annots")] = ArrayObject([writer._add_object(note)])
    writer.add_metadata({"/Author": MAKER})
    program = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert('hallo')")}
    )
    writer.root_object[NameObject("/OpenAction")] = writer._add_object(program)
    writer.add_attachment("geheim.txt", MAKER.encode())
    if password:
        writer.encrypt(password)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def box(kind: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content


def film() -> bytes:
    """An MP4 that says where it was made, in both ways that phones do."""
    place = box(b"\xa9xyz", b"+52.1-005.2/")
    moov = box(b"moov", box(b"mvhd", b"\0" * 20) + box(b"trak", box(b"udta", place)) + box(b"meta", place))
    return box(b"ftyp", b"isom\0\0\2\0isom") + moov + box(b"mdat", b"beeld" * 10)


def sound() -> bytes:
    """An MP3 with its maker in the tags before and behind the sound."""
    tag = b"artist=" + MAKER.encode()
    before = b"ID3\x03\x00\x00" + bytes([0, 0, 0, len(tag)]) + tag
    return before + b"\xff\xfb\x90\x64" + b"geluid" * 40 + b"TAG" + MAKER.encode().ljust(125, b"\0")


WAV = b"RIFF\x24\0\0\0WAVEfmt " + b"\0" * 40
OGG = b"OggS\0\x02" + b"\0" * 60
M4A = box(b"ftyp", b"M4A \0\0\0\0") + box(b"mdat", b"x")
WEBM = b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm" + b"\0" * 20
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HEIC = box(b"ftyp", b"heic\0\0\0\0mif1")
HTML = b"<!doctype html><script>alert(1)</script>"
EXE = b"MZ" + b"\0" * 100
BOMB = package({"[Content_Types].xml": "<Types/>", "word/document.xml": b"0" * 60_000_000})
