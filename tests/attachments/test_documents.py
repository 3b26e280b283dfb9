"""Documents, without the names of who made them, and their words."""

import io
import zipfile
from collections.abc import Iterator

import pytest
from pypdf import PdfReader

from tests.attachments import made
from wiki.attachments import documents, packages, portable
from wiki.attachments.formats import DOCX, ODP, ODS, ODT, PPTX, XLSX
from wiki.attachments.recognising import Format
from wiki.attachments.refused import Refused

SHEET = {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<w/>"}
STRINGS = "<s><si><t>Rook</t></si><si><t>Vuur</t></si></s>"
TWO_SLIDES = {"ppt/slides/slide10.xml": "<p>Twee</p>", "ppt/slides/slide2.xml": "<p>Een</p>"}
SLIDES = {"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<p/>"}


def packed(data: bytes) -> tuple[Format, bytes]:
    return packages.anonymous_package(io.BytesIO(data))


def everything_in(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return b"\n".join(package.read(name) for name in package.namelist())


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (made.word(), DOCX),
        (made.package(SHEET), XLSX),
        (made.package(SLIDES), PPTX),
        (made.open_document(), ODT),
        (made.open_document(kind="spreadsheet"), ODS),
        (made.open_document(kind="presentation"), ODP),
    ],
)
def test_a_package_is_what_is_in_it(data: bytes, expected: Format) -> None:
    found, content = packed(data)

    assert found == expected
    assert packed(content)[0] == expected


@pytest.mark.parametrize("data", [made.word(), made.open_document()])
def test_a_document_does_not_tell_who_made_it(data: bytes) -> None:
    content = packed(data)[1]

    assert made.MAKER.encode() in everything_in(data)
    assert made.MAKER.encode() not in everything_in(content)
    assert b"ook" in everything_in(content)


def test_the_type_of_an_open_document_stands_first_and_uncompressed() -> None:
    assert packed(made.open_document())[1][30:38] == b"mimetype"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (made.word(**{"word/vbaProject.bin": b"x"}), "macros"),
        (made.package({"mimetype": "application/vnd.oasis.opendocument.text", "Basic/x": "y"}), "macros"),
        (made.package({"brief.txt": "hallo"}), "unknown"),
        (made.package({"[Content_Types].xml": "<Types/>"}), "unknown"),
        (made.package({"mimetype": "text/html", "content.xml": "x"}), "unknown"),
        (made.BOMB, "swollen"),
        (made.package({f"word/{number}.xml": "x" for number in range(5_001)}), "swollen"),
        (made.word()[:200], "broken"),
    ],
)
def test_a_package_that_is_not_taken_says_why(data: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        packed(data)

    assert refused.value.code == code


def test_a_package_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(made.package({"[Content_Types].xml": "<Types/>", "word/document.xml": b"0" * 500_000}))
    # In the directory at the end of a ZIP, the size once unpacked stands 24 bytes behind the signature.
    place = data.rfind(b"PK\x01\x02") + 24
    data[place : place + 4] = (900).to_bytes(4, "little")

    with pytest.raises(Refused, match="broken"):
        packed(bytes(data))


def test_a_package_with_a_password_is_refused() -> None:
    data = bytearray(made.word())
    data[data.find(b"PK\x01\x02") + 8] |= 1

    with pytest.raises(Refused, match="locked"):
        packed(bytes(data))


def test_a_pdf_keeps_its_pages_and_nothing_of_its_maker() -> None:
    data = made.pdf()

    found = portable.anonymous_pdf(data)
    catalogue = str(PdfReader(io.BytesIO(found)).trailer["/Root"])

    assert made.MAKER.encode() in data
    assert made.MAKER.encode() not in found
    assert b"app.alert" not in found
    assert "/OpenAction" not in catalogue
    assert "De rook" in documents.text_of(found, "application/pdf")


def test_a_pdf_that_opens_with_a_password_is_refused() -> None:
    with pytest.raises(Refused, match="locked"):
        portable.anonymous_pdf(made.pdf(password="geheim"))


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", made.pdf()[:300], b"%PDF-1.7" + b"\0" * 500])
def test_a_pdf_that_cannot_be_read_is_refused(data: bytes) -> None:
    with pytest.raises(Refused, match="broken"):
        portable.anonymous_pdf(data)


@pytest.mark.parametrize(
    ("data", "mime", "expected"),
    [
        (made.word("Rook. &amp; vuur"), DOCX.mime, "Rook. & vuur"),
        (made.open_document("Rook bij de deur."), ODT.mime, "Rook bij de deur."),
        (made.package({**SHEET, "xl/sharedStrings.xml": STRINGS}), XLSX.mime, "Rook\nVuur"),
        (made.package(SLIDES | TWO_SLIDES), PPTX.mime, "Een\nTwee"),
        (made.pdf("Rook bij de deur."), "application/pdf", "Rook bij de deur."),
        (b"beeld", "video/mp4", ""),
        (b"%PDF-1.7 stuk", "application/pdf", ""),
        (b"PK stuk", DOCX.mime, ""),
        (made.word("<x>"), DOCX.mime, ""),
    ],
)  # fmt: skip
def test_the_words_of_a_document_are_read(data: bytes, mime: str, expected: str) -> None:
    assert documents.text_of(data, mime).startswith(expected)
    assert bool(documents.text_of(data, mime)) is bool(expected)


def test_words_can_be_kept_in_a_database(monkeypatch: pytest.MonkeyPatch) -> None:
    odd = "ro\0ok\ud800 \x0bbij\x1b de\x85\tdeur\nhier\x7f é 😀"
    monkeypatch.setitem(documents._READERS, "x", lambda _data: iter([odd]))

    assert documents.text_of(b"", "x") == "rook bij de\tdeur\nhier é 😀"


@pytest.mark.parametrize(
    "error", [IndexError, RecursionError, ZeroDivisionError, AssertionError, UnicodeError, OSError]
)
def test_whatever_a_parser_does_what_was_read_is_kept(error: type[Exception], monkeypatch: pytest.MonkeyPatch) -> None:
    def lines(_data: bytes) -> Iterator[str]:
        yield "rook"
        raise error

    monkeypatch.setitem(documents._READERS, "x", lines)

    assert documents.text_of(b"", "x") == "rook"


def test_entities_in_a_document_are_not_followed() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><w:p xmlns:w="w">&b;</w:p>'

    assert documents.text_of(made.word(**{"word/document.xml": bomb}), DOCX.mime) == ""


def test_a_long_document_is_read_as_far_as_search_goes() -> None:
    text = "rook " * 100_000

    assert len(documents.text_of(made.word(text), DOCX.mime)) == documents.LONGEST_TEXT
