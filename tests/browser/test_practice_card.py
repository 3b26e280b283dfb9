"""The practice card as it comes out of a printer, and choosing cards with and without scripts."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.browser.steps import WITHOUT_AT_NIGHT
from tests.plugins.profiles import IS_NIGHT
from wiki.demo import content

SLUG = "terugtrekken-is-ook-een-besluit"
MM = 96 / 25.4
SMALLEST_TYPE = 7.5
# Of each card: whether something is cut off, how large the code is, and the smallest type in points.
LAID_OUT = """() => [...document.querySelectorAll('.pw-pcard')].map((card) => {
  const body = card.querySelector('.pw-pcard__body');
  const box = card.getBoundingClientRect();
  const words = [...card.querySelectorAll('*')].filter((e) => !e.children.length && e.textContent.trim());
  return {
    slug: card.id,
    cut: body.scrollHeight > body.clientHeight || card.scrollWidth > card.clientWidth
      || card.querySelector('.pw-pcard__foot').getBoundingClientRect().bottom > box.bottom + 1,
    code: card.querySelector('.pw-qr').getBoundingClientRect().width,
    type: Math.min(...words.map((e) => parseFloat(getComputedStyle(e).fontSize) * 0.75)),
  };
})"""


@pytest.fixture(scope="module")
def slugs():
    """All demo articles, the longest text first."""
    return [each.slug for each in sorted(content.articles(), key=lambda each: -len(each.body))]


def pages(page):
    """What the printer gets: the size of each page in millimetres."""
    read = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    return [tuple(round(float(side) / 72 * 25.4) for side in each.mediabox[2:]) for each in read.pages]


def check(cards):
    assert [each["slug"] for each in cards if each["cut"]] == []
    assert {round(each["code"] / MM) for each in cards} == {20}
    assert min(each["type"] for each in cards) >= SMALLEST_TYPE - 0.01


@pytest.mark.parametrize("javascript", [False])
def test_the_longest_articles_are_one_page_of_a6_each(person, slugs):
    page = person("reader")

    for slug in slugs[:3]:
        page.goto(f"/a/{slug}/card")
        assert pages(page) == [(105, 148)], slug


@pytest.mark.parametrize("javascript", [False])
def test_nothing_is_cut_off_from_any_card_and_no_type_is_too_small(person, slugs):
    page = person("reader", viewport={"width": 397, "height": 559})
    page.emulate_media(media="print")

    found = []
    # Another journey may have hidden one.
    tried = slugs if IS_NIGHT else slugs[::4]
    shown = [slug for slug in tried if page.request.get(f"/a/{slug}/card").ok]
    for slug in shown:
        page.goto(f"/a/{slug}/card")
        found += page.evaluate(LAID_OUT)

    assert len(found) == len(shown) >= len(tried) - 1
    check(found)


@pytest.mark.parametrize("javascript", [False])
def test_eight_cards_stand_on_each_a4(person, slugs):
    page = person("reader", viewport={"width": 1123, "height": 794})

    page.goto("/cards?" + "&".join(f"a={slug}" for slug in slugs[:9]))
    assert pages(page) == [(297, 210), (297, 210)]

    page.emulate_media(media="print")
    for domain in ("fire", "police"):
        page.goto(f"/cards?domain={domain}")
        check(page.evaluate(LAID_OUT))


@pytest.mark.parametrize("javascript", WITHOUT_AT_NIGHT)
def test_cards_are_chosen_over_pages_and_printed(person, javascript):
    page = person("reader")
    page.goto("/domains/fire")
    page.get_by_role("link", name="Kaartjes om af te drukken").click()
    page.get_by_label("Laat de mensen die er altijd zijn").check()
    page.get_by_role("button", name="Volgende").click()
    page.get_by_label("Terugtrekken is ook een besluit").check()
    page.get_by_role("button", name="Kaartjes maken").click()

    assert page.get_by_role("article").count() == 2
    assert page.get_by_role("button", name="Afdrukken").count() == int(javascript)


@pytest.mark.parametrize("javascript", WITHOUT_AT_NIGHT)
def test_the_way_from_an_article_to_its_card_and_the_printer(person, javascript):
    page = person("reader")
    page.goto(f"/a/{SLUG}")
    assert page.get_by_role("button", name="Afdrukken").count() == int(javascript)

    page.get_by_role("link", name="Kaartje").click()

    assert page.get_by_role("heading", level=1).inner_text() == "Terugtrekken is ook een besluit"
    if javascript:
        page.evaluate("window.print = () => { document.title = 'geprint' }")
        page.get_by_role("button", name="Afdrukken op A6").click()
        assert page.title() == "geprint"


@pytest.mark.parametrize("javascript", [False])
def test_an_article_on_paper_is_one_column_that_ends_with_its_version(person):
    page = person("reader", viewport={"width": 1280, "height": 900})
    page.goto(f"/a/{SLUG}")

    read = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    page.emulate_media(media="print")
    widths = page.evaluate("[...document.querySelectorAll('.pw-prose p')].map((e) => e.getBoundingClientRect().width)")

    assert [round(float(side) / 72 * 25.4) for side in read.pages[0].mediabox[2:]] == [210, 297]
    last = read.pages[-1].extract_text()
    assert all(words in last for words in ("versie 1 van", "Bevestigd tot", f"/a/{SLUG}"))
    assert max(widths) <= 140 * MM + 1
    assert not page.get_by_role("navigation").first.is_visible()
