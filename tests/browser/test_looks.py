"""What the looks promise in a real browser: colours of the system, no movement, an icon, a map that scrolls alone."""

import pytest

SMALLEST = {"width": 320, "height": 640}
EDGES = """(selector) => [...document.querySelectorAll(selector)].map((element) => {
  const style = getComputedStyle(element);
  return parseFloat(style.borderTopWidth) > 0 && style.borderTopStyle !== 'none';
})"""
FILLED = ".pw-heat__cell, .utrecht-button, .utrecht-textbox, .utrecht-alert, .pw-flash, .pw-finding"
MOVING = """() => [...document.querySelectorAll('*')].filter((element) => {
  const style = getComputedStyle(element);
  const takes = (times) => times.split(',').some((time) => parseFloat(time) > 0);
  return takes(style.transitionDuration) || (style.animationName !== 'none' && takes(style.animationDuration));
}).map((element) => element.outerHTML.slice(0, 80)).slice(0, 3)"""
pytestmark = pytest.mark.parametrize("javascript", [True])


def test_with_colours_of_the_system_whatever_had_a_fill_has_an_edge(new_page):
    page = new_page(forced_colors="active")
    page.goto("/styleguide")

    edges = page.evaluate(EDGES, FILLED)
    icons = page.evaluate("() => getComputedStyle(document.querySelector('.pw-icon')).stroke")

    assert len(edges) > 30
    assert edges.count(False) == 0
    assert icons == page.evaluate("() => getComputedStyle(document.querySelector('.pw-icon')).color")


@pytest.mark.parametrize("path", ["/styleguide", "/sign-in"])
def test_with_reduced_motion_nothing_moves(new_page, path):
    page = new_page(reduced_motion="reduce")
    page.goto(path)

    assert page.evaluate(MOVING) == []


def test_the_tab_has_an_icon_and_the_page_a_mark(new_page):
    page = new_page()
    page.goto("/sign-in")

    icon = page.request.get(page.locator("link[rel=icon]").get_attribute("href"))

    assert (icon.status, icon.headers["content-type"].split(";")[0]) == (200, "image/svg+xml")
    assert page.locator(".pw-brand").inner_text().strip() == "Praktijkwijs"


def test_the_map_scrolls_in_its_own_region_and_by_keyboard(person):
    page = person("reader", viewport=SMALLEST)
    page.goto("/coverage?domains=all")
    region = page.get_by_role("region", name="Tabel met aantallen")
    region.focus()

    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('.pw-scroll').scrollLeft > 0")

    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_a_cell_leads_to_as_many_articles_as_it_says(person):
    page = person("reader", viewport={"width": 1280, "height": 800})
    page.goto("/coverage")
    cell = page.get_by_role("link", name="Teamleren, Brandweer")
    count = cell.locator("b").inner_text()

    cell.click()

    assert page.get_by_role("status").filter(has_text=count).count() or count in page.locator("main").inner_text()
