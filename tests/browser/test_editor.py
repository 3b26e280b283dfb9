"""Writing with the tools: lists, links, pasted text and photos, on a phone and at a keyboard."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.attachments import made
from tests.browser.steps import field, press

pytestmark = pytest.mark.parametrize("javascript", [True])
SMALL = {"width": 360, "height": 640}
TABLET = {"width": 768, "height": 1024}
FROM_WORD = """<html><body><!--StartFragment--><h1>Kop</h1>
<p class=MsoNormal>Gewoon <b>vet</b> en <span style="font-style:italic">cursief</span></p>
<p class=MsoListParagraph style="mso-list:l0 level1"><span style="mso-list:Ignore">·   </span>Eerste</p>
<p class=MsoListParagraph style="mso-list:l0 level1"><span style="mso-list:Ignore">·   </span>Tweede</p>
<table><tr><td>a</td><td>b|c</td></tr><tr><td>1</td><td>2</td></tr></table>
<p><a href="javascript:alert(1)">slecht</a> <a href="https://example.org/a(b)">goed</a><img src="file:///x.png"></p>
<script>document.title = "gekaapt"</script></body></html>"""
AS_MARKDOWN = """### Kop

Gewoon **vet** en _cursief_

- Eerste
- Tweede

| a | b\\|c |
| --- | --- |
| 1 | 2 |

slecht [goed](https://example.org/a(b))"""


@pytest.fixture
def errors() -> list[str]:
    return []


@pytest.fixture
def writing(person: Callable[..., Page], errors: list[str]) -> Callable[..., Page]:
    """A page of an author that writes a tip."""

    def open_page(title: str, **options: object) -> Page:
        page = person("author", permissions=["clipboard-read", "clipboard-write"], **options)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if "Security Policy" in said.text else None)
        page.goto("/write/practice-tip")
        field(page, "Titel").fill(title)
        return page

    return open_page


def story(page: Page) -> Locator:
    found = field(page, "Wanneer speelt dit?")
    found.click()
    return found


def choose(page: Page, name: str, data: bytes) -> None:
    """Choose a file with the button under the field that somebody is in."""
    with page.expect_file_chooser() as chooser:
        page.locator("[data-tool-file]:visible").first.click()
    chooser.value.set_files({"name": name, "mimeType": "application/octet-stream", "buffer": data})


def said(page: Page) -> Locator:
    return page.locator("[data-files-said]:visible").first


def test_a_veteran_on_a_phone_shows_a_photo(
    writing: Callable[..., Page], person: Callable[..., Page], errors: list[str], tmp_path: Path
) -> None:
    page = writing("Rook onder de deur op een foto", viewport=SMALL)
    text = story(page)
    text.press_sequentially("Kijk eerst:\n\n- de deur")
    for typed in ("de klink",):
        text.press("Enter")
        text.press_sequentially(typed)
    text.press("Enter")
    text.press("Enter")
    expect(text).to_have_value("Kijk eerst:\n\n- de deur\n- de klink\n\n")

    choose(page, "../tekening.svg", made.SVG)
    expect(said(page)).to_contain_text("Bewaar de tekening als PNG")
    expect(text).to_have_value(re.compile("de klink"))

    page.context.set_offline(True)
    choose(page, "deur.jpg", made.photo((1200, 800)))
    expect(said(page)).to_contain_text("Geen verbinding")
    page.context.set_offline(False)

    choose(page, "deur.jpg", made.photo((1200, 800)))
    expect(said(page)).to_contain_text("Typ tussen de haken")
    page.keyboard.type("Rook onder een deur")
    expect(text).to_have_value(
        re.compile(r"- de klink\n\n!\[Rook onder een deur\]\(/files/[a-z2-7]{26}/1200x800/deur\.webp\)")
    )

    page.locator("[data-tool-preview]:visible").first.click()
    shown = page.locator("[data-preview-panel]:visible img")
    expect(shown).to_have_attribute("alt", "Rook onder een deur")
    expect(shown).to_have_js_property("complete", True)

    for label in ("Waar let je op?", "Wat doe je?", "Valkuil"):
        field(page, label).fill("Tekst.")
    page.locator('input[name="domains"][value="fire"]').check(force=True)
    field(page, "Rolnaam", exact=True).fill("Bevelvoerder met foto")
    page.get_by_label("Op de foto's is niemand te herkennen").check()
    press(page, "Indienen")
    page.wait_for_url("**/mine")

    moderator = person("moderator")
    moderator.goto("/review")
    moderator.get_by_role("link", name="Rook onder de deur op een foto").first.click()
    expect(moderator.locator('img[alt="Rook onder een deur"]').first).to_have_attribute("srcset", re.compile("480w"))
    assert errors == []


def test_at_a_keyboard_everything_is_within_reach(writing: Callable[..., Page], errors: list[str]) -> None:
    page = writing("Alles met toetsen", viewport=TABLET)
    text = story(page)

    text.press_sequentially("zie [[rook")
    option = page.locator("[role=option]:visible").first
    expect(option).to_be_visible()
    title = option.locator(".pw-suggest__words").inner_text()
    text.press("ArrowDown")
    expect(text).to_have_attribute("aria-activedescendant", re.compile("suggest-"))
    text.press("Enter")
    expect(text).to_have_value(re.compile(r"^zie \[\[[a-z0-9-]+\|" + re.escape(title) + r"\]\]$"))

    text.press_sequentially(" en vet")
    for _ in range(3):
        text.press("Shift+ArrowLeft")
    text.press("Control+b")
    text.press("End")
    expect(text).to_have_value(re.compile(r"en \*\*vet\*\*$"))

    page.keyboard.press("Tab")
    for key in ("ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    expect(page.locator('[data-md-button="unordered-list"]:focus')).to_have_count(1)
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(page.locator("[data-preview-panel]:visible strong")).to_have_text("vet")
    expect(page.locator("[data-tool-preview]:focus")).to_have_attribute("aria-pressed", "true")

    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('markdown-toolbar')")
    assert errors == []


def test_text_from_word_comes_along_and_undo_takes_it_back(writing: Callable[..., Page], errors: list[str]) -> None:
    page = writing("Uit Word", viewport=TABLET)
    text = story(page)
    page.evaluate(
        """async (html) => navigator.clipboard.write([new ClipboardItem({
            "text/html": new Blob([html], { type: "text/html" }),
            "text/plain": new Blob(["plat"], { type: "text/plain" }),
        })])""",
        FROM_WORD,
    )
    errors.clear()  # the browser itself reads what is put on the clipboard, and complains of its styles

    text.press("Control+v")
    expect(text).to_have_value(AS_MARKDOWN)
    text.press("Control+z")
    expect(text).to_have_value("")
    text.press("Control+Shift+v")
    expect(text).to_have_value("plat")

    assert page.title() != "gekaapt"
    assert errors == []


def test_a_photo_is_pasted_and_dragged_onto_the_text(writing: Callable[..., Page], errors: list[str]) -> None:
    page = writing("Gesleept", viewport=TABLET)
    text = story(page)
    give = """(field, { kind, bytes }) => {
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(bytes)], "schermafdruk.png", { type: "image/png" }));
        const options = { bubbles: true, cancelable: true };
        field.dispatchEvent(kind === "paste"
            ? new ClipboardEvent("paste", { ...options, clipboardData: data })
            : new DragEvent("drop", { ...options, dataTransfer: data }));
    }"""
    for number, kind in enumerate(("paste", "drop"), start=1):
        text.evaluate(give, {"kind": kind, "bytes": list(made.picture("PNG", (40, 30)))})
        shown = r"(!\[\]\(/files/[a-z2-7]{26}/40x30/schermafdruk\.webp\)\s*)"
        expect(text).to_have_value(re.compile(f"{shown}{{{number}}}"))
        text.press("Control+End")

    assert errors == []
