"""The practice card and the sheet of eight, for whoever may read the articles and nobody else."""

import re

import pytest

from tests.factories import make_article, take, written
from wiki.articles.services.byline import Byline
from wiki.articles.views.practice_cards import MOST_CARDS
from wiki.web.qr import code

TEXT = written(cue="Kijk laag. Luister.", action="1. Wacht.\n2. Voel.", pitfall="Haast.", limits="Bij gas.")


@pytest.fixture
def reader(person):
    return person("reader")


def shown(page, name):
    """The words of one part of the card."""
    part = re.search(rf"pw-pcard__part--{name}.*?</section>", page, re.DOTALL)
    return re.findall(r"<li>(.*?)</li>", part[0]) if part else None


def test_a_card_says_the_article_in_one_look(reader, session):
    article = make_article(session, title="Rook lezen", text=TEXT, byline=Byline(kind="role_name", shown="Duiker"))

    page = reader.words(f"/a/{article.slug}/card")

    assert re.search(r"<h1[^>]*>Rook lezen</h1>", page)
    assert "Signaal:</span> Kijk laag." in page
    assert [shown(page, name) for name in ("cue", "do", "dont")] == [
        ["Luister."],
        ["Wacht.", "Voel."],
        ["Haast.", "Bij gas."],
    ]
    for words in ("Brandweer", "Praktijktip", "Bevestigd tot", "versie 1", "Duiker", "localhost/a/rook-lezen"):
        assert words in page, words
    assert code("http://localhost/a/rook-lezen").path in page
    assert "en meer op de pagina" not in page


def test_steps_are_numbered_and_a_rule_of_thumb_needs_no_label(reader, session):
    steps = make_article(session, kind="technique", text=written("technique", steps="1. Kijk.\n2. Wacht."))
    rule = make_article(session, kind="decision-point", text=written("decision-point", rule_of_thumb="Eerst kijken."))

    assert '<ol lang="nl">' in reader.words(f"/a/{steps.slug}/card")
    page = reader.words(f"/a/{rule.slug}/card")
    assert '<p class="pw-pcard__lead">Eerst kijken.</p>' in page


def test_what_does_not_fit_is_said_to_be_on_the_page(reader, session):
    article = make_article(
        session, text=written(action=" ".join(f"Stap {number} hoort erbij." for number in range(30)))
    )

    page = reader.words(f"/a/{article.slug}/card")

    assert "en meer op de pagina" in page
    assert 0 < len(shown(page, "do")) < 30


def test_a_question_without_an_answer_has_a_card_with_its_title(reader, session):
    article = make_article(session, kind="question", title="Wat nu", text=written("question", summary="", answers=""))

    page = reader.words(f"/a/{article.slug}/card")

    assert "pw-pcard__rule--title" in page
    assert "Lees het op de pagina." in page


@pytest.mark.parametrize(
    ("status", "words"), [("needs_review", "Een moderator laat dit artikel nakijken"), ("archived", "Gearchiveerd")]
)
def test_a_card_says_what_the_page_says_of_where_it_stands(reader, session, status, words):
    article = make_article(session, status=status)

    assert words in reader.words(f"/a/{article.slug}")
    assert words in reader.words(f"/a/{article.slug}/card")


def test_a_hidden_article_has_a_card_for_who_decides_and_for_nobody_else(reader, person, session):
    article = make_article(session, status="withdrawn")

    assert reader.see(f"/a/{article.slug}/card").status_code == 404
    assert "Tijdelijk verborgen" in person("moderator").words(f"/a/{article.slug}/card")


def test_a_draft_has_a_card_for_its_author_that_says_so(reader, person, session):
    author = person("author")
    article = make_article(session, status="draft", author=author.actor)

    page = author.words(f"/a/{article.slug}/card")

    assert reader.see(f"/a/{article.slug}/card").status_code == 404
    assert "Druk dit kaartje nog niet af" in page
    assert "/cards/choice" not in page


def test_the_author_of_a_change_gets_the_card_that_readers_get(person, session):
    author = person("author")
    article = make_article(session, author=author.actor, text=TEXT)
    take(session, article, "save", author=author.actor, text=written(cue="Iets anders."))

    assert "Kijk laag." in author.words(f"/a/{article.slug}/card")


def test_a_closed_article_has_no_card_in_another_domain(person, session):
    closed = make_article(session, title="Rook lezen", audience="domain")
    outsider = person("reader", domain="police")

    assert outsider.see(f"/a/{closed.slug}/card").status_code == 404
    assert "Rook lezen" not in outsider.words(f"/cards?a={closed.slug}")
    assert "Rook lezen" not in outsider.words("/cards?domain=fire")
    assert "Rook lezen" not in outsider.words(f"/cards/choice?a={closed.slug}")


def test_a_card_leads_to_where_its_article_went(reader, session):
    kept, gone = make_article(session), make_article(session, status="archived")
    gone.merged_into_id = kept.id
    session.commit()

    assert reader.client.get(f"/a/{gone.slug}/card").location == f"/a/{kept.slug}/card"


def test_the_page_and_the_domain_lead_to_cards(reader, session):
    article = make_article(session)

    assert f'href="/a/{article.slug}/card"' in reader.words(f"/a/{article.slug}")
    assert 'href="/cards/choice?domain=fire"' in reader.words("/domains/fire")


def titles(page):
    return re.findall(r'<h2 class="pw-pcard__title">(.*?)</h2>', page)


def test_a_sheet_holds_what_was_asked_for_in_that_order_and_once(reader, session):
    for name in ("Een", "Twee", "Drie"):
        make_article(session, title=name)

    page = reader.words("/cards?a=drie&a=een&a=drie")

    assert titles(page) == ["Drie", "Een"]
    assert "2 kaartjes" in page


def test_there_are_eight_to_a_sheet(reader, session):
    slugs = [make_article(session).slug for _ in range(9)]

    page = reader.words("/cards?" + "&".join(f"a={slug}" for slug in slugs))

    assert page.count('<section class="pw-cutsheet"') == 2


def test_what_may_not_be_read_and_what_is_not_there_sound_the_same(reader, session):
    hidden = make_article(session, status="draft")

    pages = [reader.words(f"/cards?a={slug}") for slug in (hidden.slug, "bestaat-niet")]

    assert all("1 kaartje ontbreekt" in page for page in pages)
    assert all("Nog geen kaartjes" in page for page in pages)


def test_a_domain_prints_all_that_its_list_shows(reader, session):
    make_article(session, title="Een")
    make_article(session, title="Weg", status="archived")
    make_article(session, title="Elders", domains=("police",))

    assert titles(reader.words("/cards?domain=fire")) == ["Een"]
    assert reader.see("/cards?domain=navy").status_code == 404


def test_more_than_a_pile_is_cut_off_and_said(reader, session):
    make_article(session, title="Een")

    page = reader.words("/cards?a=een&" + "&".join(f"a=x{number}" for number in range(MOST_CARDS)))

    assert f"Dit zijn de eerste {MOST_CARDS}" in page


def test_nothing_chosen_is_an_empty_page_even_in_a_domain(reader, session):
    make_article(session)

    for path in ("/cards", "/cards?chosen=1&domain=fire"):
        assert "Nog geen kaartjes" in reader.words(path), path


def ticked(page):
    boxes = re.findall(r'<input[^>]*name="a" value="([^"]*)"([^>]*)>', page)
    return {slug: "checked" in rest for slug, rest in boxes}


def test_what_was_ticked_stays_so_on_another_page_and_in_another_domain(reader, session):
    make_article(session, title="Een")
    make_article(session, title="Twee", domains=("police",))

    page = reader.words("/cards/choice?domain=fire&a=twee&a=een&a=bestaat-niet")

    assert ticked(page) == {"een": True, "twee": True}
    assert ticked(reader.words("/cards/choice")) == {"een": False, "twee": False}


def test_a_choice_without_articles_says_so(reader, session):
    assert "In dit domein is nog geen artikel" in reader.words("/cards/choice?domain=fire")
    assert "Er is nog geen artikel" in reader.words("/cards/choice")
    make_article(session)
    assert "Verder is er niets" in reader.words("/cards/choice?page=9")


def test_a_long_list_is_turned_with_the_ticks(reader, session):
    for _ in range(21):
        make_article(session)

    page = reader.words("/cards/choice")

    assert re.search(r'<button[^>]*type="submit" name="page" value="2" formaction="/cards/choice"', page)
    assert len(ticked(reader.words("/cards/choice?page=2"))) == 1
