"""What is typed is never lost: not by a connection, a browser, a session or a second device that goes."""

import shutil
from contextlib import suppress
from functools import partial
from uuid import uuid4

import pytest
from playwright.sync_api import Error, Page, expect

from tests.browser.conftest import WIKI
from tests.browser.steps import field, press
from tools.serving import free_port, serving, settings

pytestmark = pytest.mark.parametrize("javascript", [True])
TABLET = {"width": 768, "height": 1024}
SMALL = {"width": 360, "height": 640}
KEPT = "Bewaard om"
LOCAL = "Nog niet verstuurd, wel op dit toestel bewaard"
WORDS = {
    "Het moment": "We staan voor een kelder, rook kruipt langs de trap omhoog.",
    "Het doel": "Zeker weten dat er niemand meer beneden is.",
    "Signalen": "De rook wordt dunner, en het fluiten dat er had moeten zijn is er niet.",
    "De keuze en waarom": "Niet naar binnen; de trap gaf mee onder mijn hand.",
}

# A service worker that crashes with its page never answers the tool that drives the browser.
CAN_CRASH = {"service_workers": "block"}


def type_into(page: Page, words: dict[str, str]) -> None:
    for label, text in words.items():
        field(page, label).press_sequentially(text, delay=2)


def reads(page: Page, sentence: str) -> None:
    expect(page.locator("[data-kept]").get_by_text(sentence)).to_be_visible()


def hears_kept(page: Page) -> None:
    reads(page, KEPT)


@pytest.mark.parametrize(
    "size", [pytest.param(TABLET, marks=pytest.mark.nightly, id="tablet"), pytest.param(SMALL, id="phone")]
)
def test_a_veteran_whose_connection_drops_twice_and_whose_browser_dies_has_every_character(person, size):
    page = person("author", viewport=size, **CAN_CRASH)
    context = page.context
    title = f"De kelder {uuid4().hex[:6]}"
    page.goto("/write/decision-point")
    field(page, "Titel").fill(title)
    parts = [dict([pair]) for pair in WORDS.items()]

    type_into(page, parts[0])
    hears_kept(page)
    for part in parts[1:3]:
        context.set_offline(True)
        type_into(page, part)
        reads(page, LOCAL)
        context.set_offline(False)
        hears_kept(page)
    context.set_offline(True)
    type_into(page, parts[3])
    crash(page)

    context.set_offline(False)
    again = context.new_page()
    again.goto("/write/decision-point")
    again.get_by_role("button", name="Zet terug").click()
    for label, text in WORDS.items():
        expect(again.get_by_label(label, exact=False).first).to_have_value(text)
    field(again, "Rolnaam", exact=True).fill("Bevelvoerder")
    press(again, "Bewaren")
    expect(again.get_by_text("Bewaard.", exact=True)).to_be_visible()
    for label, text in WORDS.items():
        expect(again.get_by_label(label, exact=False).first).to_have_value(text)
    expect(again.get_by_role("button", name="Zet terug")).to_have_count(0)


def crash(page: Page) -> None:
    """The page is gone without a word, as when a browser is killed."""
    with suppress(Error):  # that it crashed
        page.goto("chrome://crash")
    page.close()


def test_what_was_typed_on_one_device_is_taken_up_on_another(person):
    tablet, phone = person("author", viewport=TABLET), person("author", viewport=SMALL)
    title = f"Op twee toestellen {uuid4().hex[:6]}"
    tablet.goto("/write/technique")
    field(tablet, "Titel").fill(title)
    type_into(tablet, {"Waarvoor": "Om een deur te lezen voor je hem opent."})
    hears_kept(tablet)

    phone.goto("/mine")
    phone.get_by_role("link", name=title).click()

    expect(phone.get_by_label("Waarvoor").first).to_have_value("Om een deur te lezen voor je hem opent.")
    field(phone, "Rolnaam", exact=True).fill("Instructeur")
    press(phone, "Bewaren")
    expect(phone.get_by_text("Bewaard.", exact=True)).to_be_visible()
    phone.goto("/mine")
    expect(phone.get_by_role("link", name=title).first).to_be_visible()
    expect(phone.locator(".pw-unsaved").get_by_text(title)).to_have_count(0)


def test_who_is_signed_out_meanwhile_signs_in_and_goes_on(person):
    page = person("author")
    page.goto("/write/practice-tip")
    field(page, "Titel").fill(f"Zonder sessie {uuid4().hex[:6]}")
    cookies = page.context.cookies()
    page.context.clear_cookies()

    type_into(page, {"Waar let je op?": "De wind."})
    reads(page, "Je bent afgemeld. Je tekst staat op dit toestel.")
    page.context.add_cookies(cookies)
    type_into(page, {"Valkuil": "Te dichtbij."})

    hears_kept(page)
    field(page, "Rolnaam", exact=True).fill("Duiker")
    press(page, "Bewaren")
    expect(page.get_by_text("Bewaard.", exact=True)).to_be_visible()
    expect(page.get_by_label("Waar let je op?")).to_have_value("De wind.")


@pytest.mark.nightly
def test_who_signs_in_again_in_the_same_tab_gets_the_text_back(person):
    page = person("author")
    page.goto("/write/practice-tip")
    page.context.clear_cookies()
    type_into(page, {"Waar let je op?": "Het geluid van de haken."})

    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("link", name="Meld je weer aan").click()
    page.locator('button[name="account"][value="author"]').click()
    page.get_by_role("button", name="Zet terug").click()

    expect(page.get_by_label("Waar let je op?")).to_have_value("Het geluid van de haken.")
    hears_kept(page)


def test_what_is_on_the_device_is_offered_where_the_article_is_by_now(person):
    page = person("author")
    page.goto("/write/practice-tip")
    field(page, "Titel").fill(f"Verhuisd {uuid4().hex[:6]}")
    field(page, "Rolnaam", exact=True).fill("Duiker")
    press(page, "Bewaren")
    expect(page.get_by_text("Bewaard.", exact=True)).to_be_visible()
    page.context.set_offline(True)
    type_into(page, {"Valkuil": "De stroming onder de brug."})
    reads(page, LOCAL)
    old = page.url.split("/a/")[1].split("/")[0]
    context = page.context
    page.close()
    context.set_offline(False)

    page = context.new_page()
    page.goto(f"/a/{old}")
    page.get_by_role("navigation", name="Met dit artikel").get_by_text("Meer").click()
    page.get_by_label("Adres van dit artikel").fill(f"{old}-nu")
    page.get_by_role("button", name="Adres wijzigen").click()
    page.goto(f"/a/{old}-nu/edit")
    page.get_by_role("button", name="Zet terug").click()

    expect(page.get_by_label("Valkuil")).to_have_value("De stroming onder de brug.")
    hears_kept(page)


def test_nobody_else_on_the_same_device_is_offered_it(person):
    page = person("author")
    page.goto("/write/practice-tip")
    page.wait_for_load_state()
    page.context.set_offline(True)
    type_into(page, {"Waar let je op?": "Alleen van mij."})
    reads(page, LOCAL)
    page.context.set_offline(False)
    page.context.clear_cookies()

    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/sign-in")
    page.locator('button[name="account"][value="moderator"]').click()
    page.goto("/write/practice-tip")

    expect(page.get_by_role("button", name="Zet terug")).to_have_count(0)
    expect(page.get_by_label("Waar let je op?")).to_have_value("")


@pytest.mark.nightly
def test_leaving_what_is_safe_asks_nothing(person):
    page = person("author")
    page.goto("/write/practice-tip")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

    type_into(page, {"Waar let je op?": "Veilig."})
    hears_kept(page)
    page.goto("/")

    assert asked == []


@pytest.mark.nightly
def test_a_whole_text_that_was_only_on_this_device_comes_back_whole(person):
    page = person("author", viewport=TABLET, **CAN_CRASH)
    page.goto("/write/practice-tip")
    field(page, "Titel").fill(f"In een keer {uuid4().hex[:6]}")
    page.get_by_role("button", name="Liever de hele tekst").click()
    hears_kept(page)
    page.context.set_offline(True)
    field(page, "De hele tekst").fill("## Valkuil\n\nTe snel naar boven.")
    reads(page, LOCAL)
    crash(page)

    page.context.set_offline(False)
    again = page.context.new_page()
    again.goto("/write/practice-tip")
    again.get_by_role("button", name="Zet terug").click()

    expect(again.get_by_label("De hele tekst")).to_have_value("## Valkuil\n\nTe snel naar boven.")
    hears_kept(again)
    again.goto("/write/practice-tip")
    expect(again.get_by_role("button", name="Zet terug")).to_have_count(0)


@pytest.mark.nightly
def test_what_is_being_put_together_is_kept_too(person):
    tablet, phone = person("author", viewport=TABLET), person("author", viewport=TABLET)
    tablet.goto("/write/practice-tip")
    field(tablet, "Titel").fill(f"Samen {uuid4().hex[:6]}")
    field(tablet, "Rolnaam", exact=True).fill("Duiker")
    press(tablet, "Bewaren")
    expect(tablet.get_by_text("Bewaard.", exact=True)).to_be_visible()
    phone.goto(tablet.url)
    for page, text in ((tablet, "Van de tablet."), (phone, "Van de telefoon.")):
        field(page, "Valkuil").fill(text)
        press(page, "Bewaren")
    phone.get_by_label("Zo wordt het").fill("Van ons allebei.")
    hears_kept(phone)
    crash(phone)

    again = phone.context.new_page()
    again.goto(tablet.url)
    again.get_by_role("link", name="Verder met die tekst").first.click()

    expect(again.get_by_label("Valkuil")).to_have_value("Van ons allebei.")


@pytest.mark.nightly
def test_a_server_that_restarts_between_keystrokes_loses_nothing(browser, demo_instance, tmp_path, javascript):
    instance, port = tmp_path / "instance", free_port()
    shutil.copytree(demo_instance, instance)
    running = partial(serving, WIKI, environment=settings(instance), folder=tmp_path, port=port)
    here = {"base_url": f"http://127.0.0.1:{port}", "viewport": SMALL, "locale": "nl-NL"}
    context = browser.new_context(java_script_enabled=javascript, **here)
    page = context.new_page()
    with running():
        page.goto("/sign-in")
        page.locator('button[name="account"][value="author"]').click()
        page.goto("/write/decision-point")
        field(page, "Titel").fill("Onderbroken door een herstart")
        text = field(page, "Het moment")
        text.press_sequentially("We staan voor een kelder")
        hears_kept(page)
        text.press_sequentially(", rook kruipt")
    text.press_sequentially(" langs de trap")
    reads(page, LOCAL)
    with running():
        text.press_sequentially(" omhoog.")
        # The page tries again after ever longer pauses.
        expect(page.locator("[data-kept]").get_by_text(KEPT)).to_be_visible(timeout=45_000)
        field(page, "Rolnaam", exact=True).fill("Bevelvoerder")
        press(page, "Bewaren")
        expect(page.get_by_text("Bewaard.", exact=True)).to_be_visible()
        whole = "We staan voor een kelder, rook kruipt langs de trap omhoog."
        expect(page.get_by_label("Het moment").first).to_have_value(whole)
    context.close()
