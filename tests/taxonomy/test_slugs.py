"""Addresses of titles and tags."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.taxonomy.services import tags_for
from wiki.taxonomy.slugs import LONGEST, slugify


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("Rook lezen vóór de deur", "rook-lezen-voor-de-deur"),
        ("'s Nachts op ijs", "s-nachts-op-ijs"),
        ("Ĳsvloer & Straße", "ijsvloer-strasse"),
        ("  --  ", ""),
        ("Wat zie jij? (deel 2)", "wat-zie-jij-deel-2"),
        ("woord " * 20, "-".join(["woord"] * 13)),
        ("w" * 100, "w" * LONGEST),
        ("漢字", ""),
    ],
)
def test_a_slug_is_made_of_plain_letters_and_digits(words, slug):
    assert slugify(words) == slug


@given(st.text(max_size=200))
def test_a_slug_of_a_slug_is_that_slug(words):
    assert slugify(slugify(words)) == slugify(words)
    assert len(slugify(words)) <= LONGEST


def test_one_word_in_two_spellings_is_one_tag(session):
    first = tags_for(session, ["Zwarte rook", "Deur", "zwarte-rook", "?"])
    again = tags_for(session, ["ZWARTE ROOK"])

    assert [(tag.slug, tag.label) for tag in first] == [("zwarte-rook", "Zwarte rook"), ("deur", "Deur")]
    assert again == first[:1]
