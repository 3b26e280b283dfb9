"""What a file is, by what is in it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.attachments import made
from tests.plugins.profiles import MANY
from wiki.attachments.naming import name_for
from wiki.attachments.recognising import M4A, MP3, MP4, OGG, PACKAGE, PDF, PICTURE, WAV, WEBM, Format, recognised
from wiki.attachments.refused import Refused
from wiki.markup.files import address, read_address

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (made.picture("JPEG"), PICTURE),
        (made.picture("PNG"), PICTURE),
        (made.picture("GIF"), PICTURE),
        (made.picture("WEBP"), PICTURE),
        (made.picture("AVIF", (64, 64)), PICTURE),
        (made.pdf(), PDF),
        (made.word(), PACKAGE),
        (made.sound(), MP3),
        (made.WAV, WAV),
        (made.OGG, OGG),
        (made.M4A, M4A),
        (made.film(), MP4),
        (made.WEBM, WEBM),
    ],
)
def test_files_are_recognised_by_content(data: bytes, expected: Format) -> None:
    assert recognised(data) == expected


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (made.SVG, "svg"),
        (b"\xef\xbb\xbf  " + made.SVG, "svg"),
        (made.HEIC, "heic"),
        (made.HTML, "unknown"),
        (made.EXE, "unknown"),
        (b"gewone tekst", "unknown"),
        (b"GIF89", "unknown"),
        (b" %PDF-1.7", "unknown"),
    ],
)
def test_other_files_are_refused_with_a_reason(data: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        recognised(data)

    assert refused.value.code == code


@pytest.mark.parametrize(
    ("given_name", "expected"),
    [
        ("foto van de deur.JPG", "foto-van-de-deur.webp"),
        ("../../etc/passwd", "passwd.webp"),
        ("C:\\Users\\j.jansen\\Foto.png", "foto.webp"),
        ("a\x00b\r\nc.png", "a-b-c.webp"),
        ('x"; filename="y.exe', "x-filename-y.webp"),
        ("\u202egpj.exe", "gpj.webp"),
        (".htaccess", "htaccess.webp"),
        ("///", "afbeelding.webp"),
        ("日本.png", "afbeelding.webp"),
        ("a" * 300 + ".png", "a" * 60 + ".webp"),
    ],
)
def test_a_name_is_letters_and_digits(given_name: str, expected: str) -> None:
    assert name_for(given_name, "webp", otherwise="afbeelding", today=TODAY) == expected


@MANY
@given(st.text(max_size=200))
def test_any_name_becomes_one_for_an_address(given_name: str) -> None:
    found = read_address(address("a" * 26, name_for(given_name, "pdf", otherwise="document", today=TODAY)))

    assert found is not None
    assert found.extension == "pdf"
