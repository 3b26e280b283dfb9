"""Main tasks with the keyboard alone, and pages with large letters. Deciding is in `test_desk`."""

from collections.abc import Iterator
from itertools import islice, takewhile
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_every_page import PAGES, SLUG
from tests.plugins.profiles import IS_NIGHT

pytestmark = pytest.mark.parametrize("javascript", [True])

# By day the pages with the most on them; at night all of readers and moderators.
DENSE = (
    "/",
    f"/a/{SLUG}",
    f"/a/{SLUG}/card",
    "/search?q=rook+deur",
    "/account",
    "/coverage",
    "/review",
    "/bulk",
    "/write/question",
)
DESK = {"width": 1280, "height": 860}
MOST_STOPS = 250
# What somebody at a keyboard is told of where they are: a name, a ring around it, and nothing in front of it.
HERE = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const labels = [...(at.labels || [])];
  const label = labels.map((each) => each.textContent).join(" ");
  const name = (at.ariaLabel || label || at.textContent).replace(/\\s+/g, " ").trim();
  const [box] = at.getClientRects(); // a word may go on at the next line
  const [left, top] = [Math.max(box.left, 0) + 4, Math.min(box.top + box.height / 2, innerHeight - 1)];
  const front = document.elementFromPoint(left, top);
  const style = getComputedStyle(at);
  return {
    name,
    text: name || at.value || at.outerHTML.slice(0, 100),
    ringed: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    seen: at.tagName === "MAIN" || [at, ...labels].some((each) => each.contains(front)) || !!front?.contains(at),
  };
}"""
# Everything that somebody sets who needs large letters with room around them (WCAG 1.4.4 and 1.4.12).
ROOM = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-block-end: 2em !important; }"""
CUT = """() => ({
  sideways: document.documentElement.scrollWidth > innerWidth ||
    [...document.querySelectorAll(".pw-tabbar a")].some((tab) => tab.getBoundingClientRect().right > innerWidth + 1),
  cut: [...document.querySelectorAll("main *, header *, footer *, .pw-tabbar *")].filter((each) => {
    const style = getComputedStyle(each);
    const hides = ["hidden", "clip"].includes(style.overflowX) || ["hidden", "clip"].includes(style.overflowY);
    const has = each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1;
    return hides && has && each.clientWidth > 2 && each.textContent.trim() && !each.matches("svg, svg *, .pw-vh");
  }).map((each) => each.outerHTML.slice(0, 120)),
})"""


def all_stops(page: Page) -> Iterator[dict[str, Any]]:
    """Where Tab leads, one after the other, to the end of the page."""
    while True:
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if here is None:
            return
        yield here


def tab_to(page: Page, name: str) -> None:
    """Go on with Tab until the focus is at what begins with these words."""
    names = [here["name"] for here in takewhile(lambda here: not here["name"].startswith(name), all_stops(page))]
    assert page.evaluate(HERE), f"no stop is called {name!r}: {names}"


def test_a_recruit_searches_reads_and_reports(person):
    page = person("reader", viewport=DESK)
    keys = page.keyboard
    page.goto("/")
    keys.press("Tab")
    assert page.evaluate(HERE)["name"].startswith("Naar de inhoud")
    keys.press("Enter")
    tab_to(page, "Waar loop je tegenaan?")
    keys.type("terugtrekken besluit")
    keys.press("Enter")
    page.wait_for_url("**/search?**")
    tab_to(page, "Terugtrekken is ook een besluit")
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Terugtrekken is ook een besluit")).to_be_visible()
    tab_to(page, "Klopt er iets niet?")
    keys.press("Enter")
    page.wait_for_url("**/report")
    tab_to(page, "Klopt niet meer")
    keys.press("Space")
    tab_to(page, "Wat zag je?")
    keys.type("Stap twee is dit voorjaar veranderd.")
    tab_to(page, "Melden")
    keys.press("Enter")
    expect(page.locator(".pw-flashes")).to_contain_text("Dank je")


def test_a_veteran_writes_and_submits(person):
    page = person("author", viewport=DESK)
    keys = page.keyboard
    page.goto("/write")
    tab_to(page, "Praktijktip")
    keys.press("Enter")
    page.wait_for_url("**/write/practice-tip")
    written = {
        "Titel": f"Poorten die zakken {uuid4().hex[:6]}",
        "Wanneer speelt dit?": "De stroom is uitgevallen en de poort staat half open.",
        "Waar let je op?": "De rail staat scheef.",
        "Wat doe je?": "Zet eerst een wig onder de poort.",
        "Valkuil": "Denken dat de noodontgrendeling de poort tegenhoudt.",
    }
    for label, text in written.items():
        tab_to(page, label)
        keys.type(text)
    tab_to(page, "Politie")
    keys.press("Space")
    tab_to(page, "Rolnaam")
    keys.type("Ploegchef met 30 dienstjaren")
    tab_to(page, "Indienen")
    keys.press("Enter")

    expect(page.get_by_text("Ingediend. Een moderator leest mee.")).to_be_visible()


@pytest.mark.parametrize(
    ("key", "paths"),
    [
        ("reader", ("/", f"/a/{SLUG}", "/search?q=rook+deur", f"/a/{SLUG}/report", "/account")),
        ("author", ("/write/practice-tip", "/mine")),
        ("moderator", ("/review", "/a/rook-lezen-voor-de-deur/curation", "/bulk")),
    ],
)
def test_every_stop_has_a_name_and_a_ring_and_is_in_sight(person, key, paths):
    page = person(key)
    wrong = []
    for path in paths:
        page.goto(path)
        stops = list(islice(all_stops(page), MOST_STOPS))
        wrong += [(path, here) for here in stops if not (here["name"] and here["ringed"] and here["seen"])]
        assert 5 < len(stops) < MOST_STOPS, path

    assert wrong == []


@pytest.mark.parametrize(
    ("viewport", "rules"), [(DESK, "html { font-size: 200%; }"), ({"width": 360, "height": 740}, ROOM)]
)
def test_large_letters_and_room_between_them_cut_nothing_off(person, viewport, rules):
    page = person("moderator", viewport=viewport, bypass_csp=True)
    wrong = []
    for path in (*PAGES["reader"], *PAGES["moderator"]) if IS_NIGHT else DENSE:
        page.goto(path)
        page.add_style_tag(content=rules)
        found = page.evaluate(CUT)
        if found != {"sideways": False, "cut": []}:
            wrong.append((path, found))

    assert wrong == []
