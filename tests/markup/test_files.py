"""Pictures, recordings and films of this wiki in a text."""

import pytest

from wiki.markup import file_keys, has_undescribed, render
from wiki.markup.files import address, read_address

KEY = "abcdefghijklmnopqrstuvwxy2"
PICTURE = f"/files/{KEY}/1200x800/deur.webp"


def test_a_picture_says_how_large_it_is_and_in_which_widths_there_is() -> None:
    html = render(f"![Een deur]({PICTURE})").html

    small = f"/files/{KEY}/480x320/deur.webp 480w, /files/{KEY}/960x640/deur.webp 960w, {PICTURE} 1200w"
    assert f'srcset="{small}"' in html
    assert 'width="1200"' in html
    assert 'height="800"' in html
    assert 'loading="lazy"' in html
    assert 'alt="Een deur"' in html


def test_a_small_picture_has_one_width() -> None:
    html = render(f"![x](/files/{KEY}/300x200/deur.webp)").html

    assert "srcset" not in html
    assert 'width="300"' in html


@pytest.mark.parametrize(("name", "tag"), [("uitleg.mp3", "audio"), ("film.mp4", "video"), ("film.webm", "video")])
def test_recordings_and_films_are_played_where_they_stand(name: str, tag: str) -> None:
    html = render(f"![Zo klinkt het](/files/{KEY}/{name})").html

    assert f"<{tag} " in html
    assert 'preload="none"' in html
    assert 'aria-label="Zo klinkt het"' in html
    assert f'<a href="/files/{KEY}/{name}">Zo klinkt het</a></{tag}>' in html


@pytest.mark.parametrize("where", ["/static/x.mp4", "https://elders.example/files/x.mp4", f"/files/{KEY}/../x.mp4"])
def test_films_from_elsewhere_are_not_played(where: str) -> None:
    assert "<video" not in render(f"![x]({where})").html


@pytest.mark.parametrize(
    "typed",
    [
        f'![x]({PICTURE} "1200w, https://elders.example/x 2x")',
        f"![x]({PICTURE}?x=https://elders.example/)",
        f"![x](/files/{KEY}/99999x99999/%22onerror=alert(1).webp)",
    ],
)
def test_no_address_from_elsewhere_gets_among_the_widths(typed: str) -> None:
    html = render(typed).html

    assert "elders" not in html.partition('srcset="')[2].partition('"')[0]
    assert "onerror" not in html.replace("%22onerror", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (address(KEY, "deur.webp", 1200, 800), (KEY, 1200, 800, "deur.webp")),
        (address(KEY, "regels.pdf"), (KEY, None, None, "regels.pdf")),
        (f"/files/{KEY}/0x10/deur.webp", None),
        (f"/files/{KEY}/", None),
        ("/files/kort/deur.webp", None),
        (f"/files/{KEY}/deur.webp\n", None),
    ],
)
def test_an_address_is_read_as_it_was_made(text: str, expected: object) -> None:
    assert read_address(text) == expected


def test_the_keys_in_a_text_are_those_of_all_it_shows_or_links_to() -> None:
    other = KEY.replace("a", "z")

    assert file_keys(f"![x]({PICTURE}) en [y](/files/{other}/y.pdf) en /files/kort/z") == {KEY, other}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![](x)", True),
        ("![  ](x)", True),
        ("![][x]", True),
        ("![deur](x)", False),
        ("\\![](x)", False),
        ("`![](x)`", False),
        ("```\n![](x)\n```", False),
        ("![\u200b](x)", True),
        ("[](x)", False),
    ],
)
def test_a_picture_without_words_is_noticed(text: str, expected: bool) -> None:
    assert has_undescribed(text) is expected
