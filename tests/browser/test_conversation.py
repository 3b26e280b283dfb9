"""A veteran alone on a phone: begins to tell, stops, goes on another day in another browser, and ends with a draft."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import WITHOUT_AT_NIGHT, press

PHONE = {"width": 360, "height": 640}
STORY = "We stonden in een portiek vol rook. De deur viel achter ons dicht."
CHOICE = "Terug naar de trap, want de slang werd slap."
ELSE = "Wachten op de tweede ploeg."
NOTICED = "De verf bladderde onderaan de deur."
MISSED = "Die kijkt naar het vuur en niet naar de deur."
RULE = "Stil is erger dan lawaai."


def _heading(page: Page, name: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def _begin(page: Page) -> str:
    """The map and the two hardest chunks; gives the address of the conversation."""
    page.goto("/write")
    page.get_by_role("link", name="Liever vertellen?").click()
    page.get_by_role("link", name="Begin een gesprek").click()
    page.get_by_label("Waar gaat het over?").fill("Een kelder verkennen")
    press(page, "Beginnen")
    for number, name in enumerate(("Aankomst", "De kelderdeur", "Nablussen"), start=1):
        page.get_by_label(f"Stuk {number}").fill(name)
    press(page, "Verder")
    _heading(page, "De lastigste stukken")
    for name in ("Aankomst", "De kelderdeur"):
        page.get_by_label(name).check()
    press(page, "Verder")
    _heading(page, "Verhalen: Aankomst")
    return page.url.partition("/steps/")[0]


def _tell(page: Page) -> None:
    press(page, "Verder")
    _heading(page, "Verhalen: De kelderdeur")
    page.get_by_label("De situatie").fill(STORY)
    page.get_by_label("De keuze").fill(CHOICE)
    page.get_by_label("Wat ook had gekund").fill(ELSE)
    page.get_by_text("Opvallen", exact=True).first.click()
    page.get_by_role("textbox", name="Opvallen").fill(NOTICED)
    press(page, "Bewaren")
    expect(page.get_by_text("Bewaard.", exact=True)).to_be_visible()


def _fits(page: Page) -> bool:
    page.wait_for_load_state()
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.parametrize("javascript", WITHOUT_AT_NIGHT)
def test_a_veteran_tells_stops_and_goes_on_until_there_is_a_draft(person):
    page = person("author", viewport=PHONE)
    address = _begin(page)
    _tell(page)
    assert _fits(page)

    later = person("author", viewport=PHONE)
    later.goto("/mine")
    later.get_by_role("link", name="Kennisgesprekken").click()
    later.locator(f'a[href="{address[address.index("/conversations") :]}"]').click()
    assert _fits(later)
    later.get_by_role("link", name="Verder met het gesprek").click()
    expect(later.get_by_label("De situatie")).to_have_value(STORY)
    expect(later.get_by_role("textbox", name="Opvallen")).to_have_value(NOTICED)
    press(later, "Verder")
    press(later, "Verder")
    _heading(later, "Door de ogen van een starter: De kelderdeur")
    later.get_by_label("Wat mist die?").fill(MISSED)
    later.get_by_label("Wat geef je mee?").fill(RULE)
    press(later, "Verder")
    press(later, "Verder")
    _heading(later, "Concepten maken")
    assert _fits(later)
    about = later.get_by_role("region", name="De kelderdeur")
    expect(about.get_by_label("Beslismoment")).to_be_checked()
    about.get_by_role("button", name="Maak een concept").click()

    expect(later.get_by_text("Concept gemaakt van wat je vertelde.")).to_be_visible()
    for section, said in {
        "Het moment": STORY,
        "Signalen": NOTICED,
        "Opties": ELSE,
        "De keuze en waarom": CHOICE,
        "Wat een starter mist": MISSED,
        "Vuistregel": RULE,
    }.items():
        expect(later.get_by_label(section).first).to_have_value(said)


@pytest.mark.parametrize("javascript", WITHOUT_AT_NIGHT)
def test_what_another_tab_saved_is_not_lost(person):
    page = person("author", viewport=PHONE)
    address = _begin(page)
    other = page.context.new_page()
    page.goto(f"{address}/steps/people")
    other.goto(f"{address}/steps/people")
    page.get_by_label("Wie weet dit nog meer?").fill("De chauffeur.")
    press(page, "Bewaren")

    other.get_by_label("Wie weet dit nog meer?").fill("De tweede ploeg.")
    press(other, "Verder")

    expect(other.get_by_text("Beide teksten staan er nu")).to_be_visible()
    expect(other.get_by_label("Wie weet dit nog meer?")).to_have_value("De tweede ploeg.\n\nDe chauffeur.")


@pytest.mark.parametrize("javascript", [True])
def test_what_is_typed_is_kept_before_anybody_saves_and_survives_a_lost_connection_and_session(person):
    page = person("author", viewport=PHONE)
    address = f"{_begin(page)}/steps/people"
    page.goto(address)
    kept = page.locator("[data-kept]")

    page.get_by_label("Wie weet dit nog meer?").press_sequentially("De chauffeur van de tweede ploeg.")
    expect(kept.get_by_text("Bewaard om")).to_be_visible()
    page.context.set_offline(True)
    page.get_by_label("Waar leer je dit?").press_sequentially("Op de oefentoren.")
    expect(kept.get_by_text("wel op dit toestel bewaard")).to_be_visible()
    page.context.clear_cookies()
    page.context.set_offline(False)
    expect(kept.get_by_text("Je bent afgemeld.")).to_be_visible()
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/sign-in")
    page.locator('button[name="account"][value="author"]').click()
    page.wait_for_url(lambda url: "/sign-in" not in url)
    page.goto(address)
    expect(page.get_by_label("Wie weet dit nog meer?")).to_have_value("De chauffeur van de tweede ploeg.")
    page.get_by_role("button", name="Zet terug").click()

    expect(page.get_by_label("Waar leer je dit?")).to_have_value("Op de oefentoren.")
    press(page, "Bewaren")
    expect(page.get_by_text("Bewaard.", exact=True)).to_be_visible()
    expect(page.get_by_label("Wie weet dit nog meer?")).to_have_value("De chauffeur van de tweede ploeg.")
    expect(page.get_by_label("Waar leer je dit?")).to_have_value("Op de oefentoren.")
    expect(page.get_by_role("button", name="Zet terug")).to_have_count(0)
