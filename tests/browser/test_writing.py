"""Writing in a real browser: by keyboard, on two devices at once, and without losing a word."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import WITHOUT_AT_NIGHT, field, press


def _draft(page: Page) -> str:
    title = f"Ladder aan de goot {uuid4().hex[:6]}"
    page.goto("/write/practice-tip")
    field(page, "Titel").fill(title)
    field(page, "Waar let je op?").fill("De goot zelf, niet de muur.")
    field(page, "Rolnaam", exact=True).fill("Chauffeur-pompbediener")
    press(page, "Bewaren")
    expect(page.get_by_text("Bewaard.", exact=True)).to_be_visible()
    return title


@pytest.mark.parametrize("javascript", WITHOUT_AT_NIGHT)
def test_two_devices_never_overwrite_each_other(person):
    tablet, phone = person("author", viewport={"width": 768, "height": 1024}), person("author")
    _draft(tablet)
    phone.goto(tablet.url)

    field(tablet, "Waar let je op?").fill("Tekst van de tablet.")
    press(tablet, "Bewaren")
    expect(tablet.get_by_text("Bewaard.", exact=True)).to_be_visible()
    field(phone, "Valkuil").fill("Tekst van de telefoon.")
    press(phone, "Bewaren")

    expect(phone.get_by_text("De teksten zijn samengevoegd.")).to_be_visible()
    expect(phone.get_by_label("Waar let je op?")).to_have_value("Tekst van de tablet.")
    expect(phone.get_by_label("Valkuil")).to_have_value("Tekst van de telefoon.")


@pytest.mark.parametrize("javascript", WITHOUT_AT_NIGHT)
def test_two_devices_at_the_same_lines_end_in_one_text_that_somebody_chose(person, javascript):
    tablet, phone = person("author", viewport={"width": 768, "height": 1024}), person("author")
    _draft(tablet)
    phone.goto(tablet.url)
    field(tablet, "Waar let je op?").fill("Tekst van de tablet.")
    press(tablet, "Bewaren")
    expect(tablet.get_by_text("Bewaard.", exact=True)).to_be_visible()

    field(phone, "Waar let je op?").fill("Tekst van de telefoon.")
    press(phone, "Bewaren")

    expect(phone.get_by_role("heading", name="Hetzelfde stuk is twee keer veranderd")).to_be_visible()
    expect(phone.get_by_text("De goot zelf, niet de muur.").first).to_be_visible()
    result = phone.get_by_label("Zo wordt het")
    expect(result).to_have_value("Tekst van de telefoon.\n\nTekst van de tablet.")
    take = phone.get_by_role("button", name=re.compile("Neem deze.*De andere tekst"))
    if javascript:
        take.press("Enter")
        expect(result).to_be_focused()
        expect(result).to_have_value("Tekst van de tablet.")
    else:
        expect(take).to_have_count(0)
        result.fill("Tekst van de tablet.")
    result.press("End")
    result.press_sequentially(" En van de telefoon.")
    press(phone, "Bewaren")
    expect(phone.get_by_text("Bewaard.", exact=True)).to_be_visible()
    expect(phone.get_by_label("Waar let je op?")).to_have_value("Tekst van de tablet. En van de telefoon.")


@pytest.mark.parametrize("javascript", WITHOUT_AT_NIGHT)
def test_same_title_gives_a_choice_and_keeps_what_was_typed(person):
    page = person("author")
    title = _draft(page)

    page.goto("/write/technique")
    field(page, "Titel").fill(title)
    field(page, "Waarvoor").fill("Om veilig te klimmen.")
    field(page, "Rolnaam", exact=True).fill("Chauffeur-pompbediener")
    press(page, "Bewaren")
    expect(page.get_by_text("Er is al een artikel met deze titel")).to_be_visible()
    expect(page.get_by_label("Waarvoor").first).to_have_value("Om veilig te klimmen.")
    field(page, "Ik houd de titel").check()
    press(page, "Bewaren")

    expect(page.get_by_text("Bewaard.", exact=True)).to_be_visible()
    assert page.url.endswith("-2/edit")


@pytest.mark.parametrize("javascript", [True])
def test_on_a_phone_one_question_at_a_time_by_keyboard(person):
    page = person("author", viewport={"width": 360, "height": 640})
    page.goto("/write/decision-point")
    going = page.locator("[data-bar-next]")
    count = page.locator("[data-progress-count]")

    expect(count).to_have_text("Onderdeel 1 van 10")
    page.get_by_label("Titel").fill("Terug uit de kelder")
    going.press("Enter")
    expect(page.get_by_label("Het moment")).to_be_focused()
    expect(page.get_by_label("Titel")).to_be_hidden()
    expect(going).to_have_text("Overslaan")
    page.keyboard.type("We staan voor een kelder.")
    expect(going).to_have_text("Volgende: Het doel")
    going.press("Enter")
    page.locator("[data-bar-back]").press("Enter")
    expect(page.get_by_label("Het moment")).to_have_value("We staan voor een kelder.")

    press(page, "Indienen")
    page.get_by_role("link", name="Signalen").first.click()
    expect(page.get_by_label("Signalen").first).to_be_focused()
    expect(count).to_have_text("Onderdeel 4 van 10")

    page.set_viewport_size({"width": 1280, "height": 800})
    expect(page.get_by_label("Het moment")).to_be_visible()
    expect(going).to_be_hidden()


@pytest.mark.parametrize("javascript", [True])
def test_leaving_with_unsaved_text_asks_first(person):
    page = person("author")
    _draft(page)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

    field(page, "Waar let je op?").press_sequentially(" Nog iets.")
    page.goto("/")

    assert asked == ["beforeunload"]


@pytest.mark.parametrize("javascript", [True])
def test_article_is_found_and_opened_by_keyboard_alone(person):
    page = person("reader", viewport={"width": 1280, "height": 800})
    page.goto("/")

    _tab_to(page, "q")
    page.keyboard.type("ademlucht terugkeren")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?**")
    link = page.locator("main article a").first
    name = link.inner_text()
    for _press in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == name.strip():
            break
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def _tab_to(page: Page, id_: str) -> None:
    for _press in range(30):
        if page.evaluate("document.activeElement.id") == id_:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach #{id_}")
