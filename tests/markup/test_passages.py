"""What can be quoted from a text, and where it stands."""

from wiki import markup
from wiki.markup.passages import Passage, passages


def quoted(text):
    return passages(markup.render(text).html)


def test_paragraphs_and_items_stand_under_their_heading():
    found = quoted("Vooraf.\n\n## Stappen\n\n1. Kijk **eerst**.\n2. Dan de deur.\n\n- Los.\n\nNa.\n\n### Tip\n\nOok.\n")

    assert found == (
        Passage("", "Vooraf.", ""),
        Passage("Stappen", "Kijk eerst.", "ol"),
        Passage("Stappen", "Dan de deur.", "ol"),
        Passage("Stappen", "Los.", "ul"),
        Passage("Stappen", "Na.", ""),
        Passage("Stappen", "Ook.", ""),
    )


def test_an_item_in_an_item_is_one_of_its_own():
    found = quoted("1. Buiten\n    - binnen\n2. Verder\n")

    assert [(each.text, each.place) for each in found] == [("Buiten", "ol"), ("binnen", "ul"), ("Verder", "ol")]


def test_code_tables_and_notes_are_left_out():
    found = quoted("Een[^1].\n\n```\ncode\n```\n\n| a | b |\n|---|---|\n| c | d |\n\nTwee.\n\n[^1]: Noot.\n")

    assert [each.text for each in found] == ["Een.", "Twee."]
