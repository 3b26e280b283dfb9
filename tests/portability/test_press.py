"""The press: what it may fetch, what it refuses, and what comes out."""

import time
from io import BytesIO

import pytest
from pypdf import PdfReader

from wiki.portability import press
from wiki.portability.press import Unprintable, found, printed, with_icons

HERE = "https://wiki.example/a/rook"
PAGE = '<!doctype html><html lang="nl"><head><title>Rook lezen</title>{}</head><body><h1>Rook</h1>{}</body></html>'


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:8080/admin",
        "https://elders.example/static/css/site.css",
        "http://wiki.example/static/css/site.css",
        "file:///etc/passwd",
        "data:image/png;base64,AAAA",
        "https://wiki.example/a/ander",
        "https://wiki.example/files/geheim.webp",
        "https://wiki.example/static/../setup.cfg",
        "https://wiki.example/static/%2e%2e/wiki/taxonomy/data/types.toml",
        "https://wiki.example/static/js/print.js",
        "https://wiki.example//static/css/site.css",
    ],
)
def test_nothing_but_our_own_files_is_fetched(address):
    with pytest.raises(ValueError, match="not"):
        found(address, HERE, {"/files/deur.webp": b"x"})


def test_styles_and_the_pictures_of_the_page_are_found():
    content, kind = found("https://wiki.example/static/css/site.css?v=1", HERE, {})

    assert (kind, b"--pw-ink" in content) == ("text/css", True)
    assert found("https://wiki.example/files/deur.webp", HERE, {"/files/deur.webp": b"x"}) == (b"x", "image/webp")


def test_icons_are_drawn_in_place_and_unknown_ones_left_out():
    icon = '<svg class="pw-icon" aria-hidden="true"><use href="/static/icons/sprite.svg?v=1#i-{}"/></svg>'

    assert "<path" in with_icons(icon.format("fire"))
    assert with_icons(icon.format("unknown")) == ""


def test_a_page_without_end_is_refused():
    with pytest.raises(Unprintable):
        printed("x" * (press.LONGEST_PAGE + 1), base=HERE, pictures={})


def broken(*_args):
    raise MemoryError


def slow(*_args):
    time.sleep(5)


@pytest.mark.parametrize("fault", [broken, slow])
def test_what_breaks_the_helper_or_takes_too_long_is_refused(monkeypatch, fault):
    helper = press.Watched("pdf", seconds=0.2)
    monkeypatch.setattr(press, "_helper", helper)
    monkeypatch.setattr(press, "pdf_of", fault)

    with pytest.raises(Unprintable):
        printed("", base=HERE, pictures={})
    helper.close()


@pytest.mark.parametrize(("spec", "library"), [(None, "libc.so.6"), (object(), "libnone.so.0")])
def test_without_the_extra_or_its_library_there_is_no_press(monkeypatch, spec, library):
    monkeypatch.setattr(press, "find_spec", lambda _name: spec)
    monkeypatch.setattr(press, "NATIVE", library)

    assert press.is_there.__wrapped__() is False


@pytest.mark.slow
def test_a_pdf_is_tagged_has_a_title_and_a_language_and_asks_for_nothing_outside(real_press):
    outside = (
        '<link rel="stylesheet" href="http://127.0.0.1:9/x.css">',
        '<img src="http://127.0.0.1:9/x.png" alt="Deur">',
    )

    read = PdfReader(BytesIO(printed(PAGE.format(*outside), base=HERE, pictures={})))

    root = read.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"], "/StructTreeRoot" in root) == ("nl", True, True)
    assert read.metadata.title == "Rook lezen"
    assert b"pdfuaid" in read.xmp_metadata.stream.get_data()
