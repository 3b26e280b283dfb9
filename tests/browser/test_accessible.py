"""What a machine can say about WCAG 2.2 AA: axe-core over every page. The rest is in docs/accessibility.md."""

import re
import shutil
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Page

from tests.browser.conftest import WIKI
from tests.browser.seeds import seed
from tests.browser.test_every_page import PAGES, SLUG
from tests.plugins.profiles import IS_NIGHT
from tests.test_routes import ROWS
from tools.serving import serving, settings

# The wiki that is looked at is made once.
pytestmark = pytest.mark.xdist_group("axe")
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text()
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Rule, what is wrong and where: what somebody needs to mend it.
ASK = """async (only) => {
  const rules = only ? {runOnly: {type: "rule", values: only}} : {runOnly: {type: "tag", values: TAGS}};
  const found = await axe.run(document, {...rules, resultTypes: ["violations"]});
  const why = (node) => [...node.any, ...node.all, ...node.none].map((one) => one.message).join("; ");
  return found.violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}: ${why(node)}`));
}""".replace("TAGS", str(STANDARD))
# By day the other themes are looked at on the pages where most components stand; at night on every page.
MAIN = {"/", f"/a/{SLUG}", "/search?q=rook+deur", "/write/decision-point", "/review", "/users", "/sign-in"}
LOOKS = [(scheme, contrast) for scheme in ("light", "dark") for contrast in ("normal", "more")]
# What is sent to programs or is not a page of its own.
NO_PAGES = re.compile(
    r"/(static|files|recordings/.*|healthz|readyz|sw\.js|.*\.(css|csv|md|pdf|webmanifest)"
    r"|offline/articles|search/(feed|suggestions|titles))(/.*)?"
)
# Where to look at what people made, by the words of `seeds`; others see of it what the route × role test says.
SEEDED = {
    "moderator": (
        "item",
        "curated",
        "source",
        "bulk",
        "preview",
        "template",
        "place",
        "merging",
        "merge",
        "report",
        "doubted",
        "looked-back",
    ),
    "knowledge-manager": ("tag", "agreed"),
    "privacy-officer": ("matter", "hidden"),
    "author": ("returned", "draft", "change", "talk", "sheet", "drafts"),
    "coach": ("asked",),
    "reader": ("applied", "telling"),
    "admin": (),
    "none": (),
}


@pytest.fixture(scope="module")
def seeded(demo_instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    """A running wiki in which people have been at work, and where to find what they made."""
    instance = tmp_path_factory.mktemp("seeded") / "instance"
    shutil.copytree(demo_instance, instance)
    made = seed(instance)
    with serving(WIKI, environment=settings(instance, RATE_LIMITS="false"), folder=instance.parent) as address:
        yield address, made


@pytest.fixture
def visits(browser, seeded) -> Iterator[Callable[..., tuple[Page, list[str]]]]:
    """A page of somebody with this demo account, and the addresses that are looked at as them."""
    contexts = []

    def visit(key: str, language: str = "nl") -> tuple[Page, list[str]]:
        address, made = seeded
        size = {"width": 360, "height": 740}
        context = browser.new_context(base_url=address, viewport=size, locale=language, reduced_motion="reduce")
        contexts.append(context)
        page = context.new_page()
        page.add_init_script(AXE)
        page.goto("/sign-in")
        if key != "none":
            page.locator(f'button[name="account"][value="{key}"]').click()
            page.wait_for_url(lambda url: "/sign-in" not in url)
        assert page.locator("html").get_attribute("lang") == language
        return page, [*PAGES.get(key, ()), *(made[word] for word in SEEDED[key])]

    yield visit
    for context in contexts:
        context.close()


def wrong_with(page: Page, path: str) -> list[str]:
    """What axe finds at this address, with all that folds away unfolded; in the other themes of the colours alone."""
    page.emulate_media(color_scheme="light")
    page.goto(path)
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    found = page.evaluate(ASK, None)
    for scheme, contrast in LOOKS[1:] if IS_NIGHT or path in MAIN else ():
        page.emulate_media(color_scheme=scheme)
        page.evaluate("(contrast) => { document.documentElement.dataset.contrast = contrast; }", contrast)
        found += [f"{scheme}, {contrast}: {each}" for each in page.evaluate(ASK, ["color-contrast"])]
    return [f"{path}: {each}" for each in found]


def test_axe_finds_what_is_planted(visits):
    page, _ = visits("none")
    page.evaluate(
        """() => {
          const heading = document.querySelector("h1");
          heading.style.color = "#ccc";
          heading.after(Object.assign(document.createElement("a"), {href: "/"}));
        }"""
    )

    found = page.evaluate(ASK, None)

    assert {each.split(":")[0] for each in found} >= {"link-name", "color-contrast"}


def test_every_page_of_the_site_is_looked_at(seeded):
    _, made = seeded
    paths = [*chain(*PAGES.values()), *(made[word] for word in chain(*SEEDED.values()))]
    looked_at = {path.partition("?")[0] for path in paths}
    rules = {rule for method, rule, _, _ in ROWS if method == "GET" and not NO_PAGES.fullmatch(rule)}

    patterns = {rule: re.sub(r"<(?:int:)?\w+>", "[^/]+", rule) for rule in rules}

    assert {rule for rule in rules if not any(re.fullmatch(patterns[rule], path) for path in looked_at)} == set()


@pytest.mark.parametrize("key", SEEDED)
def test_axe_finds_nothing_on_any_page(visits, key):
    page, paths = visits(key)

    assert [wrong for path in paths for wrong in wrong_with(page, path)] == []


@pytest.mark.nightly
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("key", SEEDED)
def test_axe_finds_nothing_on_what_anybody_sees_of_the_pages_of_others(visits, key, language):
    page, _ = visits(key, language)
    everything = {path for paths in PAGES.values() for path in paths}

    assert [wrong for path in sorted(everything) for wrong in wrong_with(page, path)] == []
