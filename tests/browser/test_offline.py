"""Without a connection: what is kept is read and found, nobody else gets it, and what is typed arrives later."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import Error, Page, Route, expect

from tests.browser.steps import field, press

pytestmark = pytest.mark.parametrize("javascript", [True])
KEEP, DROP = "Bewaar op dit toestel", "Van dit toestel halen"
TABLET = {"width": 768, "height": 1024}
WITHDRAWN = "natuurbrand-ankerpunt"
SMOKE = "rook-lezen-voor-de-deur"
DEVICE = "JSON.parse(localStorage.getItem('praktijkwijs:device'))"
KEPT = """() => new Promise((done) => {
  const asked = indexedDB.open('praktijkwijs-offline', 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore('articles', { keyPath: 'slug' });
  asked.onsuccess = () => {
    const all = asked.result.transaction('articles').objectStore('articles').getAllKeys();
    all.onsuccess = () => { asked.result.close(); done(all.result); };
  };
})"""


def until(page: Page, holds: Callable[[], bool]) -> None:
    """Wait for what happens in a page beside what it shows; its policy lets nobody wait in the page itself."""
    for _ in range(200):
        with suppress(Error):  # the page is on its way to another
            if holds():
                return
        page.wait_for_timeout(100)
    raise AssertionError("it never happened")


def holds(page: Page, *slugs: str) -> bool:
    return set(page.evaluate(KEPT)) >= set(slugs) if slugs else page.evaluate(KEPT) == []


def ready(page: Page) -> None:
    """Wait until this browser has what it needs to go on without a connection."""
    state = "navigator.serviceWorker.getRegistration().then((found) => found?.active?.state)"
    until(page, lambda: page.evaluate(state) == "activated")


def keep(page: Page, slug: str) -> None:
    page.goto(f"/a/{slug}")
    page.get_by_role("button", name=KEEP).click()
    expect(page.get_by_role("button", name=DROP)).to_be_visible()
    ready(page)


def lose(page: Page) -> None:
    page.context.set_offline(True)


def regain(page: Page) -> None:
    page.context.set_offline(False)


def follow(page: Page) -> None:
    """Have the articles of one's domains on this device."""
    page.goto("/offline")
    page.get_by_label("Houd de artikelen van mijn domeinen op dit toestel").check()
    expect(page.get_by_text("Bijgewerkt om")).to_be_visible()
    expect(page.locator("[data-shelf-list] > li").nth(5)).to_be_visible()
    ready(page)


def test_what_is_kept_is_read_and_found_without_a_connection(person):
    page = person("reader")
    keep(page, SMOKE)
    expect(page.get_by_text("Je leest het ook zonder verbinding.")).to_be_visible()
    title = page.get_by_role("heading", level=1).inner_text()
    expect(page.get_by_role("link", name="Bewaard")).to_be_visible()

    lose(page)
    page.goto(f"/a/{SMOKE}")
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
    day = datetime.now().astimezone().day
    expect(page.get_by_text(f"Kopie op dit toestel van {day} ")).to_contain_text("Zonder verbinding.")
    page.goto("/a/terugtrekken-is-ook-een-besluit")
    expect(page.get_by_role("heading", level=1, name="We kunnen deze pagina nu niet tonen")).to_be_visible()
    found = page.locator("[data-shelf-list]").get_by_role("link")
    expect(found).to_have_text([title])
    page.get_by_role("searchbox").fill("röok déur")
    expect(found).to_have_text([title])
    page.get_by_role("searchbox").fill("drone")
    expect(found).to_have_count(0)
    expect(page.get_by_text("Gevonden: 0.")).to_be_visible()
    page.get_by_role("searchbox").fill("")
    found.click()
    expect(page.get_by_text("Kopie op dit toestel van")).to_be_visible()

    page.goto("/offline")
    page.get_by_role("button", name=DROP).click()
    expect(page.get_by_text("Er staat niets op dit toestel")).to_be_visible()
    regain(page)
    page.goto(f"/a/{SMOKE}")
    expect(page.get_by_role("button", name=KEEP)).to_be_visible()


def test_a_sent_form_that_cannot_leave_gets_an_honest_page(person):
    page = person("reader")
    page.goto("/")
    ready(page)
    lose(page)

    page.get_by_role("button", name="English").click()

    expect(page.get_by_role("heading", level=1, name="We kunnen deze pagina nu niet tonen")).to_be_visible()
    expect(page.get_by_text("wat je typte staat er nog")).to_be_visible()
    regain(page)
    expect(page.get_by_text("Er is weer verbinding.")).to_be_visible(timeout=20_000)


def publish_for_domain(author: Page, moderator: Page) -> str:
    """Write an article for colleagues of one domain, and have it published."""
    title = f"Alleen voor ons {uuid4().hex[:6]}"
    author.goto("/write/practice-tip")
    author.get_by_label("Titel").fill(title)
    for label in ("Wanneer speelt dit?", "Waar let je op?", "Wat doe je?", "Valkuil"):
        author.get_by_label(label).first.fill("Kijk eerst, en zeg hardop wat je ziet.")
    author.get_by_label("Rolnaam", exact=True).fill("Duiker")
    author.locator(".pw-write__more > summary").click()
    author.get_by_label("Wie mag dit lezen?").select_option("domain")
    author.get_by_role("button", name="Indienen").last.click()
    expect(author.get_by_text("Ingediend. Een moderator leest mee.")).to_be_visible()
    moderator.goto("/review")
    moderator.get_by_role("link", name=title).click()
    moderator.get_by_role("button", name="Publiceren").click()
    moderator.wait_for_load_state()
    return title.lower().replace(" ", "-")


def test_articles_of_my_domains_come_and_what_is_withdrawn_goes(person):
    page, guard = person("author", viewport=TABLET), person("admin")
    restricted = publish_for_domain(page, person("moderator", viewport=TABLET))
    page.goto(f"/a/{restricted}")
    expect(page.get_by_role("heading", level=1, name="Alleen voor ons")).to_be_visible()
    expect(page.locator("[data-copy]")).to_have_count(0)
    follow(page)
    assert holds(page, WITHDRAWN)
    assert not holds(page, restricted)

    guard.goto(f"/a/{WITHDRAWN}/report")
    guard.locator('input[name="kind"][value="personal-data"]').check()
    guard.get_by_role("button", name="Verberg meteen").click()
    expect(guard.locator(".pw-flash--ok")).to_be_visible()
    # Within the hour the device does not ask again.
    page.goto("/")
    page.wait_for_load_state("networkidle")
    assert holds(page, WITHDRAWN)
    page.clock.set_system_time(datetime.now(UTC) + timedelta(hours=2))
    page.goto("/")
    until(page, lambda: not holds(page, WITHDRAWN))
    assert not holds(page)


def test_the_limit_is_kept_and_what_was_chosen_goes_first(person):
    page = person("author")
    keep(page, SMOKE)
    page.route("**/offline/articles*", lambda route: limited(route, 0.02))
    page.goto("/offline")
    page.get_by_label("Houd de artikelen van mijn domeinen op dit toestel").check()

    expect(page.get_by_text("Er was geen plaats voor")).to_be_visible()
    kept = page.evaluate(KEPT)
    assert SMOKE in kept
    assert 1 <= len(kept) < 8
    # What still asks when the page goes would end in the next journey.
    page.unroute_all(behavior="wait")


def limited(route: Route, megabytes: float) -> None:
    answer = route.fetch()
    route.fulfill(response=answer, json={**answer.json(), "megabytes": megabytes})


def test_signing_out_empties_the_device_and_nobody_else_sees_it(person):
    page = person("author")
    keep(page, SMOKE)

    page.get_by_role("button", name="Afmelden").click()
    page.wait_for_url("**/sign-in")
    until(page, lambda: holds(page))
    assert page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('praktijkwijs:'))") == []

    page.locator('button[name="account"][value="moderator"]').click()
    page.wait_for_url("**/")
    expect(page.get_by_role("link", name="Bewaard")).to_be_visible()
    ready(page)
    lose(page)
    page.goto("/offline")
    expect(page.get_by_text("Er staat niets op dit toestel")).to_be_visible()
    page.goto(f"/a/{SMOKE}")
    expect(page.get_by_role("heading", level=1, name="We kunnen deze pagina nu niet tonen")).to_be_visible()


def test_another_person_who_is_signed_in_on_the_device_gets_nothing(person):
    page, other = person("author"), person("reader")
    keep(page, SMOKE)
    cookies = other.context.cookies()

    page.context.clear_cookies()
    page.context.add_cookies(cookies)
    page.goto("/")

    until(page, lambda: holds(page))
    until(page, lambda: page.evaluate(f"{DEVICE}.seen") > 0)
    assert page.evaluate(f"{DEVICE}.chosen") is None


def test_after_a_session_that_ended_only_its_owner_gets_the_list_back(person):
    page = person("author")
    keep(page, SMOKE)
    page.context.clear_cookies()
    page.goto("/")
    until(page, lambda: holds(page))
    left = page.evaluate("JSON.stringify(localStorage)")
    assert SMOKE not in left

    page.locator('button[name="account"][value="author"]').click()

    until(page, lambda: holds(page, SMOKE))


def test_after_two_weeks_without_contact_the_device_forgets(person):
    page = person("reader")
    keep(page, SMOKE)
    lose(page)
    page.clock.set_system_time(datetime.now(UTC) + timedelta(days=13))
    page.goto(f"/a/{SMOKE}")
    expect(page.get_by_text("Kopie op dit toestel van")).to_be_visible()

    page.clock.set_system_time(datetime.now(UTC) + timedelta(days=15))
    page.goto(f"/a/{SMOKE}")

    expect(page.get_by_role("heading", level=1, name="We kunnen deze pagina nu niet tonen")).to_be_visible()
    expect(page.get_by_text("Er staat niets op dit toestel")).to_be_visible()
    assert page.evaluate(KEPT) == []


def test_no_page_of_the_wiki_is_in_the_cache(person):
    page = person("author")
    keep(page, SMOKE)
    page.goto("/write/practice-tip")

    held = page.evaluate("""async () => {
      const found = [];
      for (const name of await caches.keys()) {
        for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname);
      }
      return found;
    }""")

    assert {path for path in held if not path.startswith("/static/")} == {"/offline/look", "/offline/shell"}


def test_what_is_begun_without_a_connection_arrives(person):
    page, title = person("author"), f"Onderweg {uuid4().hex[:6]}"
    page.goto("/")
    ready(page)
    lose(page)
    page.goto("/offline")
    page.get_by_text("Praktijktip").click()
    page.get_by_label("Titel").fill(title)
    page.get_by_label("Waar let je op?").fill("Het raam slaat uit.")
    expect(page.get_by_text("Op dit toestel bewaard om")).to_be_visible()
    page.goto("/search?q=rook")  # without pressing anything
    expect(page.get_by_role("link", name=title)).to_be_visible()

    regain(page)
    page.goto("/write")
    page.get_by_role("link", name=title).click()
    page.get_by_role("button", name="Zet terug").click()
    expect(page.get_by_label("Titel")).to_have_value(title)
    field(page, "Rolnaam", exact=True).fill("Duiker")
    press(page, "Bewaren")

    expect(page.get_by_text("Bewaard.", exact=True)).to_be_visible()
    expect(page.get_by_label("Waar let je op?")).to_have_value("Het raam slaat uit.")
    page.goto("/write")
    expect(page.get_by_role("link", name=title)).to_have_count(0)


def test_a_save_without_a_connection_happens_when_there_is_one_and_meets_the_other_text(person):
    tablet, phone = (person("author", viewport=TABLET) for _ in range(2))
    tablet.goto("/write/practice-tip")
    field(tablet, "Titel").fill(f"Ontmoeting {uuid4().hex[:6]}")
    field(tablet, "Rolnaam", exact=True).fill("Duiker")
    press(tablet, "Bewaren")
    expect(tablet.get_by_text("Bewaard.", exact=True)).to_be_visible()
    phone.goto(tablet.url)
    field(tablet, "Valkuil").fill("Van de tablet.")
    press(tablet, "Bewaren")
    expect(tablet.get_by_text("Bewaard.", exact=True)).to_be_visible()

    lose(phone)
    field(phone, "Valkuil").fill("Van de telefoon.")
    press(phone, "Bewaren")
    expect(phone.locator("[data-kept]").get_by_text("We versturen dit zodra die er weer is")).to_be_visible()
    regain(phone)

    expect(phone.get_by_label("Zo wordt het")).to_have_value("Van de telefoon.\n\nVan de tablet.")
