"""Files for tests, made here: what a phone, an office and an attacker would send."""

import io
import struct
import zipfile
from collections.abc import Mapping
from typing import Any

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

from wiki.attachments import ogg

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


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack("<4sI", kind, len(content)) + content + b"\0" * (len(content) % 2)


def wav(*more: bytes) -> bytes:
    chunks = b"".join([*more, chunk(b"fmt ", b"\1\0\1\0" + b"\0" * 12), chunk(b"data", b"klank"), *more])
    return chunk(b"RIFF", b"WAVE" + chunks)


def page(*packets: bytes, number: int = 0, flags: int = 0, stream: int = 7) -> bytes:
    """A page of an OGG stream that ends with the last of these packets."""
    sizes = b"".join(b"\xff" * (len(packet) // 255) + bytes([len(packet) % 255]) for packet in packets)
    head = struct.pack("<4sBBqIIIB", b"OggS", 0, flags, 0, stream, number, 0, len(sizes))
    return ogg.summed(head + sizes + b"".join(packets))


def comments(begin: bytes, text: str = MAKER) -> bytes:
    said = f"ARTIST={text}".encode()
    return begin + struct.pack("<I", 4) + b"Xiph" + struct.pack("<II", 1, len(said)) + said + b"\1"


def vorbis() -> bytes:
    """A recording with its comments and its code book on one page."""
    first = page(b"\x01vorbis" + b"\0" * 23, flags=2)
    return first + page(comments(b"\x03vorbis"), b"\x05vorbis", number=1) + page(b"klank", number=2, flags=4)


def opus() -> bytes:
    """A recording with comments that are longer than a piece of a packet."""
    first = page(b"OpusHead" + b"\0" * 11, flags=2)
    return first + page(comments(b"OpusTags", MAKER * 100), number=1) + page(b"klank", number=2, flags=4)


def element(kind: str, content: bytes) -> bytes:
    return bytes.fromhex(kind) + (1 << 56 | len(content)).to_bytes(8, "big") + content


def longer(film: bytes, by: int) -> bytes:
    """The same film with so many more bytes that mean nothing."""
    return film + element("ec", b"\0" * by)


def webm(*, is_open: bool = False) -> bytes:
    """A film that says who made it when; one recorded in one go does not say how long it is."""
    info = b"".join(element(kind, MAKER.encode()) for kind in ("7ba9", "4d80", "5741", "4461", "7384", "ec"))
    cluster = element("e7", b"\0") + element("a3", b"beeld")
    parts = element("1549a966", element("bf", b"\0" * 4) + info)
    parts += element("1654ae6b", element("ae", element("d7", b"\1") + element("536e", MAKER.encode())))
    parts += b"\x1f\x43\xb6\x75\xff" + cluster if is_open else element("1f43b675", cluster)
    parts += element("1254c367", MAKER.encode() * 9) + element("1941a469", MAKER.encode())
    head = b"\x1aE\xdf\xa3\x8bB\x86\x81\x01B\x82\x84webm"
    return head + (b"\x18\x53\x80\x67\x01" + b"\xff" * 7 + parts if is_open else element("18538067", parts))


WAV = wav()
OGG = vorbis()
M4A = box(b"ftyp", b"M4A \0\0\0\0") + box(b"mdat", b"x")
WEBM = webm()
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HEIC = box(b"ftyp", b"heic\0\0\0\0mif1")
HTML = b"<!doctype html><script>alert(1)</script>"
EXE = b"MZ" + b"\0" * 100
BOMB = package({"[Content_Types].xml": "<Types/>", "word/document.xml": b"0" * 60_000_000})
