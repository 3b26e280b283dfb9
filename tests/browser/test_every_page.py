"""Every kind of page in a real browser: fits the smallest phone, has one heading of the first level, breaks no rule."""

from uuid import uuid4

import pytest

from tests.browser.steps import field, press

SLUG = "terugtrekken-is-ook-een-besluit"
PAGES = {
    "none": ("/sign-in", "/invitations/unknown", "/help", "/accessibility", "/styleguide", "/offline/shell"),
    "reader": (
        "/",
        "/help",
        "/help/searching",
        "/help/accessibility",
        "/help/terms",
        f"/a/{SLUG}",
        f"/a/{SLUG}/card",
        f"/cards?a={SLUG}&a=rook-lezen-voor-de-deur&a=bestaat-niet",
        "/cards",
        f"/cards/choice?domain=police&a={SLUG}",
        f"/a/{SLUG}/history",
        f"/a/{SLUG}/revisions/1",
        f"/a/{SLUG}/diff?from=1&to=1",
        "/search?q=rook+deur",
        "/search?q=xyzzy",
        "/search?q=ademlugt+wanneer+terug",
        "/search?q=bob",
        f"/a/{SLUG}/similar",
        "/search?sort=date&domain=fire&type=technique",
        "/domains/enforcement",
        "/blocks/team-learning",
        "/tags/rook",
        "/account",
        "/a/bestaat-niet",
        f"/a/{SLUG}/report",
        f"/a/{SLUG}/applied",
        f"/a/{SLUG}/applied/telling?result=worked",
        "/reports/mine",
        "/notices",
        "/offline",
        "/coverage",
        "/coverage?domains=all",
    ),
    "author": (
        "/write",
        "/offline",
        "/wanted",
        "/write/decision-point",
        "/write/question?title=Wat+doe+je+met+een+drone",
        "/mine",
        "/conversations",
        "/conversations/new",
        "/recordings",
        "/files",
        f"/a/{SLUG}/copy",
    ),
    "privacy-officer": (
        "/audit",
        "/reports",
        f"/a/{SLUG}/report",
        "/matters",
        f"/matters/ask/{SLUG}",
        f"/matters/ask/{SLUG}?kind=unseal",
        "/matters/99",
    ),
    "moderator": (
        "/review",
        "/review/small",
        "/review/questions",
        "/review/numbers",
        "/readings",
        "/review/away",
        "/reports",
        "/assumptions",
        f"/matters/ask/{SLUG}?kind=purge",
        "/templates",
        "/templates/new",
        "/due",
        "/bin",
        "/bulk",
        "/bulk/history",
        "/tags/manage",
        "/unheld",
        "/sources",
        f"/a/{SLUG}/curation",
        "/search?q=rook",
        "/search/explanation/rook-lezen-voor-de-deur?q=rook+deur",
    ),
    "knowledge-manager": ("/words", "/words?q=xyzzyxyzzy", "/words?domain=fire&page=2", "/words/new", "/words/1"),
    "admin": ("/accessibility", "/users", "/users?q=nobody", "/users/1"),
}
SMALLEST = {"width": 320, "height": 640}
MEASURE = """() => {
  const wide = [...document.querySelectorAll('main *')].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width && box.right > innerWidth + 1 && !element.closest('.pw-table, .pw-tabs, .pw-scroll, pre');
  });
  const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
  // A tick is as large as its label; a word in running text is as high as its line (WCAG 2.5.8, inline).
  const exempt = '.pw-check input, .pw-vh, [type=hidden], .pw-term';
  const small = [...document.querySelectorAll('button, summary, input, select')].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width && box.height < 43 && !element.matches(exempt);
  });
  return {
    sideways: document.documentElement.scrollWidth > innerWidth,
    wide: wide.slice(0, 3).map((element) => element.outerHTML.slice(0, 120)),
    headings: document.querySelectorAll('h1').length,
    twice: ids.filter((id, index) => ids.indexOf(id) !== index),
    small: small.slice(0, 3).map((element) => element.outerHTML.slice(0, 120)),
    unnamed: [...document.querySelectorAll('a, button')].filter((e) => !e.textContent.trim() && !e.ariaLabel).length,
    language: document.documentElement.lang,
  };
}"""


@pytest.mark.parametrize("javascript", [True])
@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.nightly)])
@pytest.mark.parametrize("key", PAGES)
def test_pages_hold_on_the_smallest_phone_and_ask_nothing_of_other_sites(new_page, person, live_server, key, scheme):
    options = {"viewport": SMALLEST, "color_scheme": scheme}
    page = new_page(**options) if key == "none" else person(key, **options)
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    for path in PAGES[key]:
        answer = page.goto(path)
        found = page.evaluate(MEASURE)

        assert answer
        assert answer.status in (200, 404), path
        assert found == {
            "sideways": False,
            "wide": [],
            "headings": 1,
            "twice": [],
            "small": [],
            "unnamed": 0,
            "language": "nl",
        }, path
    assert [problem for problem in problems if "404" not in problem] == []
    assert [url for url in asked if not url.startswith(live_server)] == []


@pytest.mark.parametrize("javascript", [False])
def test_an_address_without_end_makes_no_page_wider(person):
    page = person("author", viewport=SMALLEST)
    page.goto("/write/practice-tip")
    field(page, "Titel").fill(f"Lang adres {uuid4().hex[:6]}")
    for text in ("Kijk.", f"![Deur]({'/files/' + 'a' * 60}/deur.webp)"):
        field(page, "Waar let je op?").fill(text)
        press(page, "Bewaren")
    article = page.url.removesuffix("/edit")

    for path in ("", "/history", "/revisions/2", "/diff?from=1&to=2", "/copy"):
        page.goto(article + path)
        assert page.evaluate(MEASURE)["sideways"] is False, path
