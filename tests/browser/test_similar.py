"""What is like an article, at the end of it: loaded when the reader gets there, a link without scripts."""

import pytest
from playwright.sync_api import expect

from tests.browser.steps import WITHOUT_AT_NIGHT

SLUG = "terugtrekken-is-ook-een-besluit"


@pytest.mark.parametrize("javascript", [True])
def test_similar_articles_take_the_place_of_the_link_when_the_reader_comes_near(person):
    page = person("reader", viewport={"width": 360, "height": 640})
    page.goto(f"/a/{SLUG}")
    similar = page.get_by_role("region", name="Lijkt hierop")
    expect(page.get_by_role("link", name="Vergelijkbare artikelen")).to_have_count(1)

    page.keyboard.press("End")

    expect(similar.get_by_role("link").first).to_be_visible()
    expect(page.get_by_role("link", name="Vergelijkbare artikelen")).to_have_count(0)


@pytest.mark.parametrize("javascript", [True])
def test_what_does_not_come_is_said_and_the_link_stays(person):
    page = person("reader", viewport={"width": 360, "height": 640})
    page.route("**/similar?part=1*", lambda route: route.abort())
    page.goto(f"/a/{SLUG}")

    page.keyboard.press("End")

    expect(page.get_by_text("Dit deel kwam niet binnen.")).to_be_visible()
    expect(page.get_by_role("link", name="Vergelijkbare artikelen")).to_be_visible()
    expect(page.locator("[aria-busy]")).to_have_count(0)
    expect(page.get_by_role("button", name="Afdrukken")).to_be_visible()


@pytest.mark.parametrize("javascript", [False])
def test_without_scripts_the_link_leads_to_them(person):
    page = person("reader")
    page.goto(f"/a/{SLUG}")

    expect(page.get_by_role("button", name="Afdrukken")).to_have_count(0)
    page.get_by_role("link", name="Vergelijkbare artikelen").click()

    expect(page.get_by_role("heading", level=1, name="Lijkt hierop")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has=page.get_by_role("article")).first).to_be_visible()


@pytest.mark.parametrize("javascript", WITHOUT_AT_NIGHT)
def test_a_knowledge_manager_adds_a_word_and_search_goes_by_it(person):
    page = person("knowledge-manager")
    page.goto("/search?q=zuurstoffles")
    expect(page.get_by_role("heading", level=1, name="Nog geen antwoord.")).to_be_visible()

    page.goto("/words/new")
    page.get_by_label("Woord", exact=True).fill("manometer")
    page.get_by_label("Andere vormen").fill("zuurstoffles\nluchtfles")
    page.get_by_role("button", name="Woord bewaren").click()
    expect(page.get_by_text("Zoeken rekent er meteen mee.")).to_be_visible()

    page.goto("/search?q=zuurstoffles")
    expect(page.locator(".pw-hits > li").first).to_contain_text("manometer")

    page.goto("/words?q=zuurstoffles")
    page.get_by_role("link", name="manometer").click()
    page.get_by_role("button", name="Uit de lijst halen").click()
    page.goto("/search?q=zuurstoffles")
    expect(page.get_by_role("heading", level=1, name="Nog geen antwoord.")).to_be_visible()
