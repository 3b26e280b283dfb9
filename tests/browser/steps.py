"""Writing as on the page at hand: on a small screen with scripts, one question at a time."""

import pytest
from playwright.sync_api import Locator, Page

MOST_STEPS = 15
# A journey that the circle, or a test of the same pages over HTTP, makes without scripts every time.
WITHOUT_AT_NIGHT = [
    pytest.param(True, id="with-javascript"),
    pytest.param(False, id="without-javascript", marks=pytest.mark.nightly),
]


def field(page: Page, label: str, *, exact: bool = False) -> Locator:
    """The field with this label, after going to the step that it is in."""
    found = page.get_by_label(label, exact=exact).first
    _go_to(page, found)
    return found


def press(page: Page, button: str) -> None:
    """Press a button that stands at the end of the form."""
    found = page.get_by_role("button", name=button, exact=True, include_hidden=True).first
    _go_to(page, found)
    found.click()


def _go_to(page: Page, wanted: Locator) -> None:
    page.wait_for_load_state()
    wanted.wait_for(state="attached")
    for way in ("[data-bar-next]", "[data-bar-back]"):
        for _ in range(MOST_STEPS):
            if wanted.is_visible() or not page.locator(way).is_visible():
                break
            page.locator(way).click()
