"""The circle: somebody is invited, writes, is asked a question, answers, is published, and is found and read."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import WITHOUT_AT_NIGHT, field, press

PASSWORD = "rustig ademen bij de deur"
SECTIONS = {
    "Wanneer speelt dit?": "Je staat bij een schuifpoort van een loods en de stroom is uitgevallen.",
    "Waar let je op?": "De poort hangt scheef in de rail en de kabels zijn warm.",
    "Wat doe je?": "Zet eerst een wig onder de poort. Zeg hardop: ik ga eronderdoor.",
    "Valkuil": "Denken dat de noodontgrendeling de poort ook tegenhoudt.",
}
QUESTION = "Waaraan zag je dat de kabels warm waren?"


@pytest.mark.parametrize("javascript", WITHOUT_AT_NIGHT)
def test_practice_tip_goes_from_invitation_to_recruit(person, new_page):
    name = f"Schuifpoorten in loodsen {uuid4().hex[:6]}"
    author, moderator, recruit = _invited(person("admin"), new_page()), person("moderator"), person("reader")

    _write(author, name)
    _return_with_question(moderator, name)
    _answer(author, name)
    _publish(moderator, name)

    _find(recruit, name, "schuifpoort loodsen kabel")
    expect(recruit.get_by_text("Zet eerst een wig onder de poort.")).to_be_visible()
    expect(recruit.get_by_text("Ploegchef met 30 dienstjaren").first).to_be_visible()
    expect(recruit.get_by_text(QUESTION)).to_have_count(0)


def _invited(admin: Page, page: Page) -> Page:
    admin.goto("/users")
    admin.get_by_text("Iemand uitnodigen").click()
    admin.get_by_label("E-mailadres", exact=True).fill(f"ploegchef-{uuid4().hex[:8]}@dienst.example")
    admin.get_by_role("group", name="Auteur").get_by_label("Brandweer").check()
    admin.get_by_role("button", name="Uitnodiging maken").click()
    link = re.search(r"/invitations/\S+", admin.locator(".pw-secret").inner_text())
    assert link
    page.goto(link[0])
    page.get_by_label("Je naam", exact=True).fill("Wim Veteraan")
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.get_by_label("nog een keer").fill(PASSWORD)
    page.get_by_role("button", name="Account maken").click()
    expect(page.get_by_role("heading", name="Waar loop je tegenaan?")).to_be_visible()
    return page


def _write(page: Page, name: str) -> None:
    page.goto("/write")
    page.get_by_role("link", name="Praktijktip").click()
    field(page, "Titel").fill(name)
    field(page, "Wanneer speelt dit?").fill(SECTIONS["Wanneer speelt dit?"])
    field(page, "Brandweer").check()
    field(page, "Rolnaam", exact=True).fill("Ploegchef met 30 dienstjaren")
    press(page, "Indienen")
    expect(page.get_by_text("Nog niet ingediend", exact=False).first).to_be_visible()
    for heading, text in SECTIONS.items():
        field(page, heading).fill(text)
    press(page, "Indienen")
    expect(page.get_by_text("Ingediend. Een moderator leest mee.")).to_be_visible()


def _return_with_question(page: Page, name: str) -> None:
    page.goto("/review")
    page.get_by_role("link", name=name).click()
    page.get_by_label("Vraag 1").fill(QUESTION)
    page.get_by_role("button", name="Terugzetten met vragen").click()
    expect(page.get_by_text("Teruggezet met vragen.")).to_be_visible()


def _answer(page: Page, name: str) -> None:
    page.goto("/")
    page.get_by_role("link", name=name).click()
    field(page, QUESTION).fill("Aan de geur, en je voelt het met de rug van je hand.")
    press(page, "Indienen")
    expect(page.get_by_text("Ingediend. Een moderator leest mee.")).to_be_visible()


def _publish(page: Page, name: str) -> None:
    page.goto("/review")
    page.get_by_role("link", name=name).click()
    expect(page.get_by_text("Aan de geur")).to_be_visible()
    page.get_by_role("button", name="Publiceren").click()
    expect(page.get_by_text("Gepubliceerd.", exact=False).first).to_be_visible()


def _find(page: Page, name: str, query: str) -> None:
    """The index is at most a second behind; a recruit who is quicker than that searches again."""
    for _try in range(20):
        page.goto("/")
        page.get_by_label("Waar loop je tegenaan?").fill(query)
        page.get_by_role("button", name="Zoeken").click()
        page.wait_for_url("**/search?**")
        if page.get_by_role("link", name=name).count():
            break
        page.wait_for_timeout(250)
    page.get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()
