"""Words that an article explains: by keyboard and by touch, with and without scripts."""

import pytest
from playwright.sync_api import expect

ADDRESS = "/a/vraag-afkortingen-onthouden"


def test_a_word_is_explained_by_keyboard(person):
    page = person("reader")
    page.goto(ADDRESS)
    word = page.get_by_role("button", name="OvD: uitleg")
    sheet = page.get_by_role("group", name="OvD", exact=True)
    expect(sheet).to_be_hidden()

    word.focus()
    page.keyboard.press("Enter")
    expect(sheet).to_be_visible()
    expect(sheet).to_contain_text("officier van dienst")

    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(word).to_be_focused()

    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    expect(sheet.get_by_role("button", name="Sluiten")).to_be_focused()
    page.keyboard.press("Enter")
    expect(sheet).to_be_hidden()


@pytest.mark.parametrize("javascript", [False])
def test_a_word_is_explained_by_touch_and_closes_beside_it(person):
    page = person("reader", viewport={"width": 360, "height": 740}, has_touch=True)
    page.goto(ADDRESS)
    sheet = page.get_by_role("group", name="OvD", exact=True)

    page.get_by_role("button", name="OvD: uitleg").tap()
    expect(sheet).to_be_in_viewport(ratio=1)
    page.get_by_role("heading", level=1).tap()

    expect(sheet).to_be_hidden()
