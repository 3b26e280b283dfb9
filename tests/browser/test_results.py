"""Narrowing a search in a real browser: at once with scripts, by the button without."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.steps import WITHOUT_AT_NIGHT


@pytest.mark.parametrize("javascript", WITHOUT_AT_NIGHT)
def test_filter_applies_and_can_be_taken_off_again(person, javascript):
    page = person("reader", viewport={"width": 1280, "height": 800})
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.goto("/search?q=rook")
    before = page.get_by_role("heading", level=1).inner_text()

    box = page.get_by_role("checkbox", name="Techniek")
    box.check()
    if not javascript:
        page.get_by_role("button", name="Verfijnen").click()

    expect(page).to_have_url(re.compile("type=technique"))
    expect(page.get_by_role("heading", level=1)).not_to_have_text(before)
    expect(page.get_by_role("checkbox", name="Techniek")).to_be_checked()
    if javascript:
        expect(page.get_by_role("checkbox", name="Techniek")).to_be_focused()
    page.get_by_role("link", name="Techniek").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(before)
    assert problems == []


@pytest.mark.parametrize("javascript", [True])
def test_back_button_brings_the_whole_list_back(person):
    page = person("reader", viewport={"width": 1280, "height": 800})
    page.goto("/search?q=rook")
    before = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("checkbox", name="Techniek").check()
    expect(page.get_by_role("heading", level=1)).not_to_have_text(before)

    page.go_back()

    expect(page.get_by_role("heading", level=1)).to_have_text(before)


@pytest.mark.parametrize("javascript", [True])
def test_a_filter_that_gets_no_answer_says_so(person):
    page = person("reader", viewport={"width": 1280, "height": 800})
    page.goto("/search?q=rook")
    page.route("**/search?*", lambda route: route.abort())
    failed = page.get_by_role("alert")
    expect(failed).to_be_hidden()

    page.get_by_role("checkbox", name="Techniek").check()
    expect(failed).to_contain_text("De filters zijn niet toegepast")
    page.unroute("**/search?*")
    page.get_by_role("checkbox", name="Praktijktip").check()

    expect(page).to_have_url(re.compile("type=technique"))
    expect(failed).to_be_hidden()
