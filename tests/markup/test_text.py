"""What may be in a text at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.markup import UnsafeText, clean_line, clean_text, wiki_links


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("een\r\ntwee\rdrie\nvier", "een\ntwee\ndrie\nvier"),
        ("een\u2028twee\u2029drie", "een\ntwee\ndrie"),
        ("e\u0301e\u0301n", "één"),
        ("\ufeffbegin", "begin"),
        ("tab\tblijft", "tab\tblijft"),
        ("👩‍🚒 שלום", "👩‍🚒 שלום"),
    ],
)
def test_text_is_made_plain(text: str, clean: str) -> None:
    assert clean_text(text) == clean


@pytest.mark.parametrize(
    ("code", "characters"),
    [
        ("control", "\x00\x01\x08\x0b\x0c\x1b\x1f\x7f\x80\x85\x9f\ufdd0\ufffe\uffff"),
        ("bidi", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"),
        ("encoding", "\ud800\udbff\udc00\udfff"),
    ],
)
def test_unsafe_characters_are_refused(code: str, characters: str) -> None:
    for character in characters:
        with pytest.raises(UnsafeText) as refusal:
            clean_text(f"voor{character}na")
        assert refusal.value.code == code


def test_a_line_has_no_ends_and_single_spaces() -> None:
    assert clean_line("  Rook\tlezen \r\n voor  de deur ") == "Rook lezen voor de deur"


def test_wiki_links_are_found_anywhere() -> None:
    text = "[[een]] [[twee|x]] [[drie\\|y]] `[[vier]]` [[Geen]] [[ook geen]] [[[vijf]]]"

    assert wiki_links(text) == {"een", "twee", "drie", "vier", "vijf"}


@given(st.text())
def test_cleaning_clean_text_changes_nothing(text: str) -> None:
    try:
        clean = clean_text(text)
    except UnsafeText:
        return

    assert clean_text(clean) == clean
    clean.encode()
