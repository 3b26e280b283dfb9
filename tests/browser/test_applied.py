"""From what went wrong on the street to a text that says when it does not hold, in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.browser.steps import WITHOUT_AT_NIGHT
from tests.practice.made import later
from wiki.database import now

PHONE = {"width": 360, "height": 740}


@pytest.mark.parametrize("javascript", WITHOUT_AT_NIGHT)
def test_what_made_it_worse_is_told_looked_into_and_seen_by_readers(person, javascript):
    recruit, moderator = person("reader", viewport=PHONE), person("moderator", viewport=PHONE)
    slug = "bodycam-vooraf-melden" if javascript else "warmtebeeldcamera-vergelijken-niet-geloven"
    recruit.goto(f"/a/{slug}")
    told = recruit.get_by_role("region", name="Heb je dit in de praktijk toegepast?")
    told.scroll_into_view_if_needed()
    if javascript:
        expect(told).to_contain_text("Nog niemand vertelde of dit in de praktijk werkt.")
    told.get_by_role("link", name="Werkte averechts").click()
    expect(recruit.get_by_role("radio", name="Werkte averechts")).to_be_checked()
    recruit.get_by_label("Wat deed je anders?").fill("Eerst een stap terug, en dan pas kijken.")
    recruit.get_by_role("button", name="Versturen").click()
    expect(recruit.get_by_text("Dank je. Zo weten collega's")).to_be_visible()
    expect(recruit.get_by_text("Eerst een stap terug")).to_be_visible()

    moderator.goto("/")
    moderator.get_by_role("link", name="aanname").click()
    moderator.get_by_role("link", name="Bodycam" if javascript else "Warmtebeeldcamera").click()
    moderator.get_by_label("Wat pleit ertegen?").fill("Van dichtbij was de kleur niet te zien.")
    moderator.get_by_role("radio", name="Aanscherpen").check()
    moderator.get_by_label("Wat nemen we voortaan aan?").fill("Op drie meter is de kleur te zien.")
    moderator.get_by_label("Wanneer kijken we terug?").fill(later(now()).isoformat())
    moderator.get_by_role("button", name="Besluiten").click()
    expect(moderator.get_by_role("heading", name="De aanname is aangescherpt")).to_be_visible()

    recruit.goto(f"/a/{slug}")
    expect(recruit.get_by_text("In de praktijk bleek dit niet altijd te kloppen.")).to_be_visible()
    if javascript:
        told.scroll_into_view_if_needed()
        expect(told.get_by_text("Eerst een stap terug")).to_be_visible()
    told.get_by_role("link", name="Wat collega's ermee deden").click()
    trail = recruit.get_by_role("region", name="Hoe de aanname veranderde")
    expect(trail).to_contain_text("Op drie meter is de kleur te zien.")
