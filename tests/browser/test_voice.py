"""Saying it instead of typing: recorded on a phone, sent over a bad connection, written out, gone when it is out."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.browser.steps import field, press

pytestmark = pytest.mark.parametrize("javascript", [True])
SMALL = {"width": 360, "height": 640}
DESK = {"width": 1280, "height": 800}
SECTION = "Wanneer speelt dit?"
SAID = "Je staat voor een dichte deur en ruikt rook."


@pytest.fixture(scope="module")
def browser(launch: Callable[..., Browser]) -> Iterator[Browser]:
    """One with a microphone that hears a tone."""
    launched = launch("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
    yield launched
    launched.close()


@pytest.fixture
def errors() -> list[str]:
    return []


@pytest.fixture
def writing(person: Callable[..., Page], errors: list[str]) -> Callable[..., Page]:
    """A page of an author that begins a tip."""

    def open_page(title: str, **options: object) -> Page:
        page = person("author", **{"viewport": SMALL, "permissions": ["microphone"], **options})
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if "Policy" in said.text else None)
        page.goto("/write/practice-tip")
        field(page, "Titel").fill(title)
        field(page, SECTION)
        return page

    return open_page


def recorder(page: Page) -> Locator:
    return page.locator("[data-voice]:visible").first


def record(page: Page, milliseconds: int = 2200) -> None:
    button = recorder(page).locator("[data-voice-record]")
    button.click()
    expect(button).to_contain_text("Stop de opname")
    page.wait_for_timeout(milliseconds)
    button.click()


def said(page: Page) -> Locator:
    return recorder(page).locator("[data-voice-said]").first


def is_playable(sound: Locator) -> bool:
    """Whether the browser can play what stands there, as when somebody presses its button."""
    return bool(
        sound.evaluate(
            """async (audio) => {
                audio.muted = true;
                await audio.play();
                audio.pause();
                return audio.readyState >= 2 && !audio.error;
            }"""
        )
    )


def test_a_veteran_says_it_on_a_phone(
    writing: Callable[..., Page], person: Callable[..., Page], errors: list[str]
) -> None:
    page = writing("Rook ruiken voor een dichte deur")
    lost: list[str] = []

    def lose_the_first_answer(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.request.url)
            route.fetch()  # the wiki has it, and the page never hears so
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/recordings", lose_the_first_answer)
    record(page)
    expect(said(page)).to_contain_text("Geen verbinding. De opname staat nog hier")
    unsent = recorder(page).locator(".pw-recording--unsent")
    expect(unsent).to_contain_text(re.compile(r"0:0[2-4]"))
    assert is_playable(unsent.locator("audio"))
    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.evaluate("location.href = '/'")
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]

    unsent.get_by_role("button", name="Verstuur opnieuw").click()
    expect(said(page)).to_have_text("De opname is bewaard.")
    expect(unsent).to_have_count(0)
    item = recorder(page).locator("[data-recording]")
    expect(item).to_have_count(1)
    expect(recorder(page)).to_contain_text("Een stem is een persoonsgegeven. Alleen jij hoort deze opname.")
    assert is_playable(item.locator("audio"))

    item.get_by_label("Wat je zei, in tekst").fill(SAID)
    expect(item.locator("[data-recording-said]")).to_have_text("Bewaard bij de opname.")
    item.get_by_role("button", name="Zet in je tekst").click()
    expect(field(page, SECTION)).to_have_value(SAID)
    for label in ("Waar let je op?", "Wat doe je?", "Valkuil"):
        field(page, label).fill("Tekst.")
    page.locator('input[name="domains"][value="fire"]').check(force=True)
    field(page, "Rolnaam", exact=True).fill("Bevelvoerder die praat")
    press(page, "Bewaren")
    page.wait_for_url("**/edit")
    address = page.url

    elsewhere = person("author", viewport=DESK)
    elsewhere.goto(address)
    item = elsewhere.locator("[data-voice] [data-recording]")
    expect(item).to_have_count(1)
    expect(item.get_by_label("Wat je zei, in tekst")).to_have_value(SAID)
    assert is_playable(item.locator("audio"))
    sound = item.locator("audio").get_attribute("src") or ""
    moderator = person("moderator")
    assert moderator.request.get(sound).status == 404
    assert elsewhere.request.get(sound).status == 200

    press(elsewhere, "Indienen")
    elsewhere.wait_for_url("**/mine")
    moderator.goto("/review")
    moderator.get_by_role("link", name="Rook ruiken voor een dichte deur").first.click()
    moderator.get_by_role("button", name="Publiceren", exact=True).click()
    moderator.wait_for_url("**/review")
    for _ in range(50):
        if elsewhere.request.get(sound).status == 404:
            break
        elsewhere.wait_for_timeout(200)
    assert elsewhere.request.get(sound).status == 404
    elsewhere.goto("/recordings")
    expect(elsewhere.locator("body")).not_to_contain_text("Rook ruiken voor een dichte deur")
    assert errors == []


def test_what_goes_wrong_with_the_microphone_is_said(writing: Callable[..., Page], errors: list[str]) -> None:
    page = writing("Zonder microfoon")
    button = recorder(page).locator("[data-voice-record]")
    for fault, sentence in (
        ("NotAllowedError", "Je browser mag de microfoon niet gebruiken"),
        ("NotFoundError", "Er is geen microfoon gevonden"),
        ("NotReadableError", "bezet door een ander programma"),
    ):
        page.evaluate(
            "(name) => { navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', name)); }",
            fault,
        )
        button.click()
        expect(said(page)).to_contain_text(sentence)
    expect(button).to_contain_text("Opnemen")
    assert errors == []


@pytest.mark.nightly
def test_five_minutes_is_the_longest(writing: Callable[..., Page], errors: list[str]) -> None:
    page = writing("Lang van stof")
    recorder(page).locator("[data-voice-record]").click()
    expect(recorder(page).locator("[data-voice-label]")).to_have_text("Stop de opname")
    page.wait_for_timeout(1200)

    page.evaluate("() => { const real = Date.now; Date.now = () => real() + 300_000; }")

    expect(said(page)).to_contain_text("Vijf minuten is het langst")
    expect(recorder(page).locator("[data-recording]")).to_contain_text("5:00")
    assert errors == []


def test_signed_out_and_too_large_are_said_and_lose_nothing(writing: Callable[..., Page], errors: list[str]) -> None:
    page = writing("Afgemeld tijdens het praten")
    cookies = page.context.cookies()
    page.context.clear_cookies()
    record(page, 1200)
    expect(said(page)).to_contain_text("Je bent afgemeld. De opname staat nog hier.")
    page.context.add_cookies(cookies)
    page.route("**/recordings", lambda route: route.fulfill(status=413))
    again = recorder(page).get_by_role("button", name="Verstuur opnieuw")
    again.click()
    expect(said(page)).to_contain_text("te groot om te versturen")
    page.unroute("**/recordings")

    again.click()
    expect(said(page)).to_have_text("De opname is bewaard.")

    remove = recorder(page).locator("[data-recording-remove]")
    remove.click()
    expect(remove).to_have_text("Echt weggooien?")
    remove.click()
    expect(said(page)).to_have_text("De opname is weg.")
    expect(recorder(page).locator("[data-recording]")).to_have_count(0)
    assert errors == []


def test_a_save_waits_for_what_was_just_written_out(writing: Callable[..., Page], errors: list[str]) -> None:
    page = writing("Meteen bewaard")
    record(page, 1200)
    item = recorder(page).locator("[data-recording]")
    item.get_by_label("Wat je zei, in tekst").fill(SAID)
    page.locator('input[name="domains"][value="fire"]').check(force=True)
    page.locator('input[name="role_name"]').evaluate("(field) => (field.value = 'Bevelvoerder die haast heeft')")

    page.evaluate(
        """(said) => {
            const field = document.querySelector("[data-recording] textarea");
            field.value = `${said} Laag.`;
            field.dispatchEvent(new Event("input", { bubbles: true }));
            document.querySelector("button[value=save]").click();
        }""",
        SAID,
    )

    page.wait_for_url("**/edit")
    expect(page.locator("[data-voice] [data-recording] textarea")).to_have_value(f"{SAID} Laag.")
    assert errors == []


def test_a_browser_that_cannot_record_shows_what_was_recorded_elsewhere(
    writing: Callable[..., Page], errors: list[str]
) -> None:
    page = writing("Zonder recorder", viewport=DESK)
    record(page, 1200)
    expect(recorder(page).locator("[data-recording]")).to_have_count(1)
    desk = page.locator("input[name=begun]").input_value()
    page.add_init_script("delete window.MediaRecorder")

    page.on("dialog", lambda dialog: dialog.accept())
    page.route(
        "**/recordings/list*", lambda route: route.continue_(url=re.sub("desk=.*", f"desk={desk}", route.request.url))
    )
    page.goto("/write/practice-tip")

    expect(recorder(page).locator("[data-recording]")).to_have_count(1)
    expect(page.locator("[data-voice-record]:visible")).to_have_count(0)
    assert errors == []


def test_at_a_desk_a_recording_is_made_with_the_keyboard(writing: Callable[..., Page], errors: list[str]) -> None:
    page = writing("Met toetsen gezegd", viewport=DESK)
    button = recorder(page).locator("[data-voice-record]")

    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_contain_text("Stop de opname")
    page.wait_for_timeout(1200)
    page.keyboard.press("Enter")

    item = recorder(page).locator("[data-recording]")
    expect(item).to_have_count(1)
    keep = item.get_by_label("Bewaar deze opname ook na publicatie")
    keep.focus()
    page.keyboard.press("Space")
    expect(item.locator("[data-recording-said]")).to_have_text("Bewaard bij de opname.")
    page.keyboard.press("Enter")
    assert page.url.endswith("/write/practice-tip")
    page.reload()
    expect(recorder(page)).to_be_visible()
    page.goto("/recordings")
    expect(page.get_by_label("Bewaar deze opname ook na publicatie").first).to_be_checked()
    assert errors == []
