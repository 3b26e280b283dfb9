"""The whole text in one field, for who rather writes that way: the same article, and nothing lost there and back."""

import pytest
from sqlalchemy import select

from tests.factories import make_article, written
from tests.forms import form_with
from wiki.articles.models import Revision

TO_WHOLE, TO_PARTS = "Liever de hele tekst in één veld", "Terug naar de losse onderdelen"
NEW = "/write/practice-tip"
GOOD = {"title": "Rook onder de deur", "domains": ["fire"], "role_name": "Duiker"}


@pytest.fixture
def author(person):
    return person("author", domain="fire")


def values(page):
    return form_with(page, "Bewaren").values


def texts(session):
    session.rollback()
    return session.scalars(select(Revision.text).order_by(Revision.number)).all()


def test_what_was_typed_in_sections_is_one_text_and_comes_back(author, session):
    page = author.do(NEW, TO_WHOLE, **GOOD, section__cue="Rook.", section__why="Omdat.", rest="Vooraf.")
    back = author.press(page, TO_PARTS)

    assert page.status_code == 200
    assert values(page)["whole"].strip() == (
        "Vooraf.\n\n## Wanneer speelt dit?\n\n## Waar let je op?\n\nRook.\n\n## Wat doe je?\n\n"
        "## Waarom werkt het?\n\nOmdat."
        "\n\n## Valkuil\n\n## Wanneer niet?"
    )
    assert "section-cue" not in values(page)
    assert values(page)["title"] == GOOD["title"]
    assert (values(back)["section-cue"], values(back)["section-why"], values(back)["rest"]) == (
        "Rook.",
        "Omdat.",
        "Vooraf.",
    )
    assert texts(session) == []


def test_it_is_saved_with_the_fixed_headings_in_their_order(author, session):
    page = author.do(NEW, TO_WHOLE, **GOOD)

    saved = author.press(
        page, "Bewaren", whole="## valkuil\nTe snel.\n\n## Waar let je op?\nRook.\n\n### Kleur\nGrijs."
    )

    assert saved.status_code == 200
    assert texts(session) == ["## Waar let je op?\n\nRook.\n\n### Kleur\nGrijs.\n\n## Valkuil\n\nTe snel.\n"]


def test_an_existing_article_is_edited_as_one_text(author, session):
    article = make_article(session, status="draft", author=author.actor, text=written())
    page = author.do(f"/a/{article.slug}/edit", TO_WHOLE)

    author.press(page, "Bewaren", whole=values(page)["whole"].replace("Tekst over valkuil.", "Nieuw."))

    assert texts(session)[1] == texts(session)[0].replace("Tekst over valkuil.", "Nieuw.")


@pytest.mark.parametrize("wrong", [{"title": ""}, {"whole": "a\x1bb"}, {"whole": "x" * 100_001}])
def test_what_is_refused_comes_back_as_it_was_typed(author, session, wrong):
    page = author.do(NEW, TO_WHOLE, **GOOD)
    typed = {"whole": "## Valkuil\nTe snel.\n\n## Waar let je op?\nRook."} | wrong

    again = author.press(page, "Bewaren", **typed)

    assert again.status_code == 422
    assert values(again)["whole"].replace("\r\n", "\n") == typed["whole"]
    assert texts(session) == []


def test_who_submits_too_early_is_led_to_the_field(author):
    page = author.do(NEW, TO_WHOLE, **GOOD)

    again = author.press(page, "Indienen", whole="## Waar let je op?\nRook.")

    assert "Deze onderdelen zijn nog leeg:" in again.text


def test_whole_texts_meet_by_section_too(author, session):
    article = make_article(session, status="draft", author=author.actor, text=written(cue="Begin."))
    path = f"/a/{article.slug}/edit"
    mine = author.do(path, TO_WHOLE)
    author.do(path, "Bewaren", section__cue="Hun begin.")

    met = author.press(mine, "Bewaren", whole=values(mine)["whole"] + "\nNog een grens.")
    overlap = author.press(mine, "Bewaren", whole=values(mine)["whole"].replace("Begin.", "Mijn begin."))

    assert met.status_code == 200
    assert "Hun begin." in texts(session)[-1]
    assert texts(session)[-1].endswith("Nog een grens.\n")
    assert overlap.status_code == 409
    assert form_with(overlap, "Bewaren").values["section-cue"] == "Mijn begin.\n\nHun begin."
    assert "whole" not in form_with(overlap, "Bewaren").values


def test_what_was_kept_of_a_whole_text_is_taken_up_as_one(author):
    author.send("/unsaved/a-page-of-the-writer_1", of="write/practice-tip", title="Rook", whole="## Valkuil\nTe snel.")

    page = author.see(f"{NEW}?unsaved=a-page-of-the-writer_1")

    assert values(page)["whole"] == "## Valkuil\nTe snel."
