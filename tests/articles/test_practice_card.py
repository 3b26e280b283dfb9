"""What of a text stands on the card, and that what does not fit goes by whole items."""

import pytest

from tests.factories import written
from wiki import markup
from wiki.articles.practice_card import A6, EIGHTH, CardPart, Said, fitting, parts_of
from wiki.articles.rendering import sentences
from wiki.taxonomy.data import TYPES

SAID = Said(places="-- Brandweer -- Techniek", title="Deur", lead="Kijk eerst.", foot=("een", "twee"), has_notice=False)
ITEM = "Een zin die ongeveer een regel lang is op het kaartje."


def parts(kind, lead="", language="nl", **values):
    html = markup.render(written(kind, language, **values), language=language).html
    return {part.key: part for part in parts_of(TYPES[kind], language, html, lead)}


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("kind", TYPES.values(), ids=lambda kind: kind.slug)
def test_every_type_fills_the_parts_that_its_sections_feed(kind, language):
    found = parts(kind.slug, language=language)

    fed = {each.card for each in kind.sections if each.card}
    assert set(found) == fed
    assert sum(len(part.items) for part in found.values()) == sum(bool(each.card) for each in kind.sections)


def test_a_paragraph_gives_its_sentences_and_a_list_its_items():
    found = parts("technique", steps="1. Kijk. Dan voel.\n2. Wacht.", errors='Haast. Roepen: "Kom. Nu." Trekken.')

    assert found["do"] == CardPart("do", ("Kijk. Dan voel.", "Wacht."), True)
    assert found["dont"] == CardPart("dont", ("Haast.", 'Roepen: "Kom. Nu."', "Trekken."), False)


def test_steps_with_a_remark_between_them_are_not_numbered():
    assert not parts("technique", steps="1. Kijk.\n\nEn dan:\n\n2. Wacht.")["do"].is_ordered


def test_what_stands_above_the_card_is_not_said_again():
    assert parts("practice-tip", lead="Kijk laag.", cue="Kijk laag. Luister.")["cue"].items == ("Luister.",)
    assert "cue" not in parts("practice-tip", lead="Kijk laag.", cue="Kijk laag.")


def test_a_heading_of_the_author_stays_in_its_section():
    assert parts("practice-tip", action="Wacht.\n\n## Daarna\n\nKijk.")["do"].items == ("Wacht.", "Kijk.")


def test_a_text_that_could_not_be_rendered_has_no_parts():
    assert parts_of(TYPES["technique"], "nl", markup.as_source("## Stappen\n\nKijk.").html, "") == ()


def card_part(key, number):
    return CardPart(key, (ITEM,) * number, is_ordered=False)


def test_what_fits_is_whole():
    whole = (card_part("cue", 2), card_part("do", 1))

    assert fitting(A6, SAID, whole) == whole


@pytest.mark.parametrize("paper", [A6, EIGHTH])
def test_of_what_does_not_fit_every_part_keeps_its_first_items(paper):
    found = fitting(paper, SAID, (card_part("cue", 30), card_part("do", 30), card_part("dont", 1)))

    counts = [len(part.items) for part in found]
    assert [part.key for part in found] == ["cue", "do", "dont"]
    assert abs(counts[0] - counts[1]) <= 1
    assert counts[2] == 1


def test_an_item_that_is_too_long_ends_its_part_and_no_other():
    long = CardPart("cue", (ITEM * 40, ITEM), is_ordered=False)

    assert fitting(A6, SAID, (long, card_part("do", 2))) == (card_part("do", 2),)


def test_an_item_without_end_is_not_laid_out_to_its_end(monkeypatch):
    """Eighty cards on a sheet, each with a word as long as an article, would keep everybody waiting."""
    lengths = []
    monkeypatch.setattr("wiki.articles.practice_card.wrap", lambda text, _width: lengths.append(len(text)) or [""] * 99)

    assert fitting(A6, SAID, (CardPart("cue", ("x" * 200_000,), is_ordered=False),)) == ()
    assert max(lengths) < 10_000


@pytest.mark.parametrize("more", [{"has_notice": True}, {"lead": ITEM * 4}, {"title": ITEM * 4}, {"foot": (ITEM,) * 9}])
def test_what_else_is_said_takes_room_from_the_items(more):
    full = (card_part("cue", 30),)
    said = {name: getattr(SAID, name) for name in Said.__slots__} | more

    assert len(fitting(A6, Said(**said), full)[0].items) < len(fitting(A6, SAID, full)[0].items)


def test_no_room_at_all_gives_an_empty_card():
    assert fitting(EIGHTH, Said("", "", ITEM * 40, (), has_notice=False), (card_part("do", 1),)) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ()),
        ("Kijk", ("Kijk",)),
        ("Kijk. Wacht. ", ("Kijk.", "Wacht.")),
        ('Zeg: "Kom. Nu." Wacht.', ('Zeg: "Kom. Nu."', "Wacht.")),
        ('Een "open aanhaling. Wacht.', ('Een "open aanhaling. Wacht.',)),
    ],
)
def test_sentences_leave_quotations_whole(text, found):
    assert sentences(text) == found
