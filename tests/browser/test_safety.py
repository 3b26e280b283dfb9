"""A number that may be somebody's is held up while writing, at submitting, and in what a moderator asks."""

from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import WITHOUT_AT_NIGHT, field, press

# Invented: it passes the test of the numbers, and nobody has it.
BSN = "900000016"
LOOKS_LIKE = "Lijkt op een burgerservicenummer."


def _written(page: Page, cue: str) -> str:
    title = f"Deur met sticker {uuid4().hex[:6]}"
    page.goto("/write/practice-tip")
    field(page, "Titel").fill(title)
    for label in ("Wanneer speelt dit?", "Wat doe je?", "Valkuil"):
        field(page, label).fill("Kijk eerst, en vraag het dan.")
    field(page, "Waar let je op?").fill(cue)
    return title


def _finish(page: Page, button: str) -> None:
    field(page, "Brandweer").check()
    field(page, "Rolnaam", exact=True).fill("Chauffeur-pompbediener")
    press(page, button)


@pytest.mark.parametrize("javascript", [True])
def test_it_is_told_while_somebody_types_and_a_reason_stays_while_they_go_on(person):
    author = person("author")
    _written(author, f"Het bsn is {BSN}.")
    finding = author.get_by_text(LOOKS_LIKE)
    reason = author.get_by_label("Haal dit weg. Is het geen persoonsgegeven")

    expect(finding).to_be_visible()
    reason.fill("Nummer van een oefening")
    field(author, "Waar let je op?").press_sequentially(" Kijk ook naar de naam op de bel.")
    expect(reason).to_have_value("Nummer van een oefening")
    field(author, "Waar let je op?").fill("Alleen de sticker.")

    expect(finding).to_have_count(0)


@pytest.mark.parametrize("javascript", WITHOUT_AT_NIGHT)
def test_it_is_held_up_at_submitting_and_goes_on_without_it(person):
    author = person("author")
    title = _written(author, f"Het bsn is {BSN}.")

    _finish(author, "Indienen")
    expect(author.get_by_text("De veiligheidscheck vond iets.")).to_be_visible()
    field(author, "Waar let je op?").fill("Alleen de sticker.")
    press(author, "Indienen")

    expect(author.get_by_text("Ingediend. Een moderator leest mee.")).to_be_visible()
    expect(author.get_by_role("link", name=title)).to_be_visible()


@pytest.mark.parametrize("javascript", [True])
def test_a_moderator_cannot_ask_with_it_and_agrees_before_it_is_published(person):
    author, moderator = person("author"), person("moderator")
    title = _written(author, f"Het bsn is {BSN}.")
    expect(author.get_by_text(LOOKS_LIKE)).to_be_visible()
    author.get_by_label("Haal dit weg. Is het geen persoonsgegeven").fill("Nummer van een oefening")
    _finish(author, "Indienen")
    expect(author.get_by_text("Ingediend. Een moderator leest mee.")).to_be_visible()

    moderator.goto("/review")
    moderator.get_by_role("link", name=title).click()
    expect(moderator.locator("mark", has_text=BSN).first).to_be_visible()
    moderator.get_by_label("Vraag 1").fill(f"Is bsn {BSN} van iemand?")
    moderator.get_by_role("button", name="Terugzetten met vragen").click()
    expect(moderator.get_by_text("Dit lijkt op een persoonsgegeven. Zeg het zonder.").first).to_be_visible()
    moderator.get_by_label("Vraag 1").fill("")
    moderator.get_by_label("Dit is geen persoonsgegeven").check()
    moderator.get_by_role("button", name="Publiceren").click()

    expect(moderator.get_by_text("Gepubliceerd. Collega's kunnen het nu vinden.")).to_be_visible()
