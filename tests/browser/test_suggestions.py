"""Typing in a search box, by keyboard and by pointer: the list helps, and nothing depends on it."""

import re

import pytest
from playwright.sync_api import Page, expect

TITLE = "Terugtrekken is ook een besluit"
WIDE = {"width": 1280, "height": 800}


def noted(page: Page) -> list[str]:
    """What the browser complains of from now on."""
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    return problems


@pytest.mark.parametrize("javascript", [True])
def test_suggestions_by_keyboard(person):
    page = person("reader")
    problems = noted(page)
    page.goto("/")
    box = page.get_by_role("combobox", name="Waar loop je tegenaan?")
    options = page.get_by_role("option")

    box.press_sequentially("t")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("eru")
    expect(page.get_by_role("listbox", name="Suggesties")).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.locator("[data-suggest] [role=status]")).to_have_text(re.compile(r"^\d suggesties?$"))

    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id"))
    box.press("Home")
    expect(page.locator("[role=option][aria-selected=true]")).to_have_count(0)
    box.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")

    box.press("Escape")
    expect(options).to_have_count(0)
    expect(box).to_have_value("teru")
    expect(box).to_be_focused()
    box.press("ArrowDown")
    expect(options.first).to_be_visible()

    box.fill("terug besl")
    expect(options).to_have_count(1)
    box.press("ArrowDown")
    box.press("Enter")
    expect(page.get_by_role("heading", name=TITLE, level=1)).to_be_visible()
    assert problems == []


@pytest.mark.parametrize("javascript", [True])
def test_suggestions_by_pointer_and_in_the_head(person):
    page = person("reader", viewport=WIDE)
    page.goto("/account")
    box = page.get_by_role("banner").get_by_role("combobox")

    box.press_sequentially("terugtr")
    page.get_by_role("option", name=TITLE).click()

    expect(page.get_by_role("heading", name=TITLE, level=1)).to_be_visible()


@pytest.mark.parametrize("javascript", [True])
def test_a_list_goes_with_the_focus_and_does_not_come_without_a_connection(person):
    page = person("reader", viewport=WIDE)
    problems = noted(page)
    page.goto("/search?q=rook")
    box = page.get_by_role("combobox")

    box.fill("deur")
    expect(page.get_by_role("listbox")).to_be_visible()
    box.press("Tab")
    expect(page.get_by_role("listbox")).to_have_count(0)
    page.route("**/search/suggestions?*", lambda route: route.abort())
    with page.expect_request("**/search/suggestions?*"):
        box.fill("rookgas")
    box.press("Enter")

    expect(page).to_have_url(re.compile(r"/search\?q=rookgas$"))
    assert [problem for problem in problems if "ERR_FAILED" not in problem] == []


@pytest.mark.parametrize("javascript", [True])
def test_nothing_is_asked_while_a_letter_is_being_put_together(person):
    page = person("reader")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/suggestions" in request.url else None)
    page.goto("/")
    box = page.get_by_role("combobox")
    box.focus()
    keyboard = page.context.new_cdp_session(page)

    keyboard.send("Input.imeSetComposition", {"text": "teru", "selectionStart": 4, "selectionEnd": 4})
    page.wait_for_timeout(300)
    before = list(asked)
    keyboard.send("Input.insertText", {"text": "terug"})
    expect(page.get_by_role("option", name=TITLE)).to_be_visible()

    assert before == []


@pytest.mark.parametrize("javascript", [False])
def test_without_scripts_the_box_is_a_plain_form(person):
    page = person("reader")
    page.goto("/")

    page.get_by_role("searchbox", name="Waar loop je tegenaan?").fill("terugtrekken besluit")
    page.keyboard.press("Enter")

    expect(page.get_by_role("link", name=TITLE).first).to_be_visible()
    expect(page.get_by_role("combobox")).to_have_count(0)
