"""The door of the program, in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.browser.steps import WITHOUT_AT_NIGHT


def test_visitor_comes_back_to_the_page_that_was_asked_for(page):
    page.goto("/search?q=rook")

    page.locator('button[name="account"][value="reader"]').click()

    expect(page.locator("#q")).to_have_value("rook")


@pytest.mark.parametrize("javascript", WITHOUT_AT_NIGHT)
def test_person_signs_in_with_the_keyboard_alone(page):
    page.goto("/sign-in")
    page.locator('button[name="account"][value="reader"]').press("Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url)

    page.keyboard.press("Tab")

    expect(page.locator(":focus")).to_have_attribute("href", "#main")


@pytest.mark.parametrize("javascript", WITHOUT_AT_NIGHT)
def test_pages_fit_the_smallest_phone(person):
    page = person("author", viewport={"width": 320, "height": 640})

    for path in ("/", "/search?q=rook", "/mine", "/write"):
        page.goto(path)

        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
