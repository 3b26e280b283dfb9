"""Deciding together, page by page, as the people who do it."""

import pytest

from tests.factories import make_article
from tests.forms import form_with
from tests.moderation.two import GROUND, agreed, asked
from wiki.articles.models import Article
from wiki.articles.services.byline import Byline
from wiki.database import now, transaction
from wiki.moderation.models import Matter


@pytest.fixture
def moderator(person):
    return person("moderator", domain="fire")


@pytest.fixture
def officer(person):
    return person("privacy-officer")


@pytest.fixture
def hidden(session):
    return make_article(session, status="withdrawn", title="Rook")


def state(session, article):
    session.rollback()
    return session.get(Article, article.id, populate_existing=True).state


def test_from_a_hidden_article_to_readers_again(session, moderator, officer, hidden):
    page = moderator.see(f"/a/{hidden.slug}")
    assert f'href="/matters/ask/{hidden.slug}"' in page.get_data(as_text=True)
    choice = moderator.words(f"/matters/ask/{hidden.slug}")
    assert "Terugzetten voor lezers" in choice
    assert "Weten wie de auteur is" not in choice

    page = moderator.do(f"/matters/ask/{hidden.slug}?kind=release", "Vraag dit", ground="De melding klopte niet.")
    matter = page.request.path
    assert "Je krijgt bericht" in page.get_data(as_text=True)
    assert "Door jou gevraagd" in moderator.words("/matters")
    assert "Bekijk het verzoek" in officer.words("/notices")
    assert "Wacht op jou" in officer.words("/matters")
    assert "De melding klopte niet." in officer.words(matter)
    page = officer.do(matter, "Akkoord", answer="Eens.")

    assert "Je bent akkoord" in page.get_data(as_text=True)
    assert state(session, hidden) == "published"
    assert "Eens." in moderator.words(matter)
    assert "akkoord met wat je vroeg" in moderator.words("/notices")
    assert "Besloten" in moderator.words("/matters")


def test_what_is_wrong_is_said_at_the_field_and_what_was_typed_stays(moderator, hidden):
    path = f"/matters/ask/{hidden.slug}?kind=purge"

    page = moderator.do(path, "Vraag dit", ground="Er staat een naam in.", with_drafts=[])

    assert page.status_code == 422
    assert "Kies minstens één versie." in page.get_data(as_text=True)
    assert form_with(page, "Vraag dit").values["ground"] == "Er staat een naam in."
    for wrong in ({"ground": "a\x00b"}, {"revisions": ["99"]}):
        assert moderator.do(path, "Vraag dit", **wrong).status_code == 422
    assert moderator.send(f"/matters/ask/{hidden.slug}", kind="unseal").status_code == 404
    assert "Vraag dit" in moderator.words(f"/matters/ask/{hidden.slug}?kind=poem")


def test_a_refusal_needs_a_sentence(session, moderator, officer, hidden):
    matter = asked(session, hidden, "release", moderator.actor)
    path = f"/matters/{matter.id}"

    page = officer.do(path, "Weigeren")
    assert page.status_code == 422
    assert "Schrijf op waarom je weigert." in page.get_data(as_text=True)
    assert officer.do(path, "Akkoord", answer="a\x00b").status_code == 422
    page = officer.do(path, "Weigeren", answer="Er staat nog een naam in.")

    assert "Geweigerd" in page.get_data(as_text=True)
    assert "Er staat nog een naam in." in moderator.words(path)
    assert state(session, hidden) == "withdrawn"


def test_what_is_no_longer_hidden_is_told_to_who_agrees_too_late(session, moderator, officer, hidden):
    first, second = (asked(session, hidden, kind, moderator.actor) for kind in ("release", "shelve"))
    agreed(session, first, officer.actor)

    page = officer.do(f"/matters/{second.id}", "Akkoord")

    assert page.status_code == 422
    assert "Dit kan niet meer" in page.get_data(as_text=True)


def test_taking_it_back(session, moderator, hidden):
    matter = asked(session, hidden, "release", moderator.actor)

    page = moderator.do(f"/matters/{matter.id}", "Verzoek intrekken")

    assert "ingetrokken" in page.get_data(as_text=True)
    assert session.get(Matter, matter.id, populate_existing=True).outcome == "withdrawn"
    assert "Ingetrokken" in moderator.words(f"/matters/{matter.id}")


def test_an_admin_sees_that_a_purge_waits_and_no_word_of_why(session, person, moderator, officer, hidden):
    matter = asked(session, hidden, "purge", moderator.actor)
    admin = person("admin")
    path = f"/matters/{matter.id}"
    assert admin.see(path).status_code == 404
    agreed(session, matter, officer.actor)

    page = admin.words(path)

    assert "Samen beslissen" in admin.words("/")
    assert f"Artikel {hidden.id}" in page
    assert "Rook" not in page + admin.words("/matters")
    assert GROUND not in page
    assert "De tekst is gewist" in admin.do(path, "Tekst wissen").get_data(as_text=True)
    assert "Gewist" in officer.words(path)


def test_a_purge_of_what_readers_have_again_is_not_carried_out(session, person, moderator, officer, hidden):
    matter = agreed(session, asked(session, hidden, "purge", moderator.actor), officer.actor)
    agreed(session, asked(session, hidden, "release", moderator.actor), officer.actor)

    page = person("admin").do(f"/matters/{matter.id}", "Tekst wissen")

    assert page.status_code == 422
    assert "Lezers zien deze versie nu." in page.get_data(as_text=True)


def test_breaking_the_glass_through_the_pages(session, person, officer):
    article = make_article(session)
    manager = person("knowledge-manager", domain="fire")
    path = f"/matters/ask/{article.slug}?kind=unseal"
    assert "/matters/ask/" in officer.words(f"/a/{article.slug}/history")

    page = manager.do(path, "Vraag dit", ground="Er is gevaar.")
    assert page.status_code == 422
    assert "Voor een oordeel over iemand kan dit niet." in page.get_data(as_text=True)
    page = manager.do(path, "Vraag dit", ground="Er is gevaar.", is_no_judgement="y", untold="y")
    assert page.status_code == 422
    page = manager.do(path, "Vraag dit", ground="Er is gevaar.", is_no_judgement="y")
    page = officer.do(page.request.path, "Akkoord")

    assert "Wie er achter de rolnaam staat" in page.get_data(as_text=True)
    assert "De auteur heeft bericht gekregen." in page.get_data(as_text=True)


def test_after_its_days_the_name_is_sealed_again(session, person, officer):
    manager = person("knowledge-manager")
    matter = agreed(session, asked(session, make_article(session), "unseal", manager.actor), officer.actor)
    with transaction(session):
        row = session.get(Matter, matter.id)
        row.decided_at = now().replace(year=2020)

    assert "weer verzegeld" in manager.words(f"/matters/{matter.id}")


def test_there_is_nothing_to_ask_about_a_shown_name_without_a_text(person, session):
    article = make_article(session, byline=Byline(kind="name"))

    page = person("privacy-officer").words(f"/matters/ask/{article.slug}")

    assert "Hier valt niets te vragen" in page
    assert person("author").see(f"/matters/ask/{article.slug}").status_code == 404


def test_an_empty_list_says_so_and_many_are_cut_in_pages(session, moderator, officer, hidden):
    assert "Er valt niets te beslissen" in officer.words("/matters")
    with transaction(session):
        session.add_all(
            Matter(
                kind="release",
                article_id=hidden.id,
                ground="Omdat.",
                asked_by=moderator.actor.id,
                asked_as="moderator",
                asked_at=now(),
                decided_at=now(),
                outcome="withdrawn",
            )
            for _ in range(25)
        )

    assert 'href="/matters?page=2"' in officer.words("/matters")
    assert "Zoveel pagina" in officer.words("/matters?page=9")


@pytest.mark.parametrize("role", ["reader", "author", "coach"])
def test_who_decides_nothing_has_no_such_pages(session, person, hidden, role):
    someone = person(role)
    matter = asked(session, hidden, "release", person("moderator").actor)

    assert {someone.see(path).status_code for path in ("/matters", f"/matters/{matter.id}")} == {404}
    assert "Samen beslissen" not in someone.words("/")
