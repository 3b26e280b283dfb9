"""Findings on the moderator's desk: in the text, with the author's reason, and part of the decision."""

import pytest

from tests.articles.test_safety import BLOCKED, BSN, CONFIRMED, explain, submit
from tests.factories import make_actor, make_article, take, written

AGREE = "Dit is geen persoonsgegeven"


@pytest.fixture
def moderator(person):
    return person("moderator", domain="fire")


def waiting(session, cue=BLOCKED):
    author = make_actor(session)
    article = make_article(session, status="draft", author=author, text=written(cue=cue))
    explain(session, article, author)
    submit(session, article, author)
    return article


def test_a_finding_is_marked_in_the_text_and_told_with_its_reason(session, moderator):
    article = waiting(session)

    page = moderator.words(f"/review/{article.slug}")

    assert "1 bevinding van de veiligheidscheck" in page
    assert page.count(f"<mark>{BSN}</mark>") == 2
    assert "Zaaknummer uit een oefening" in page


def test_what_blocks_is_agreed_with_before_it_is_published(session, moderator):
    article = waiting(session)
    page = moderator.see(f"/review/{article.slug}")

    refused = moderator.press(page, "Publiceren")
    agreed = page.get_data(as_text=True).split('name="agreed" value="')[1].split('"')[0]
    moderator.press(page, "Publiceren", agreed=agreed)

    session.refresh(article)
    assert refused.status_code == 422
    assert "Zeg eerst bij elke bevinding" in refused.get_data(as_text=True)
    assert article.stage == "published"


def test_what_only_asks_for_a_reason_has_no_box(session, moderator):
    article = waiting(session, CONFIRMED)

    page = moderator.see(f"/review/{article.slug}")
    moderator.press(page, "Publiceren")

    session.refresh(article)
    assert AGREE not in page.get_data(as_text=True)
    assert article.stage == "published"


def test_tactics_are_told_and_how_something_is_said_is_not(session, moderator):
    article = waiting(session, "Het alarmcode is 4711. Dat was dom van de ploeg.")

    page = moderator.words(f"/review/{article.slug}")

    assert "Kan iemand met slechte bedoelingen hier iets mee?" in page
    assert "Welke omstandigheid maakte dit logisch?" not in page


def test_words_of_a_change_are_marked_in_the_difference(session, moderator):
    author = make_actor(session)
    article = make_article(session, author=author)
    take(session, article, "save", author=author, text=written(cue=CONFIRMED))
    explain(session, article, author)
    submit(session, article, author)

    page = moderator.words(f"/review/{article.slug}")

    assert "<mark>06-12345678</mark>" in page.split("Wat er verandert")[1].split("Zo ziet het artikel")[0]


def test_without_findings_nothing_is_said_about_them(session, moderator):
    article = waiting(session, "Kijk naar de rook.")

    assert "veiligheidscheck" not in moderator.words(f"/review/{article.slug}")


@pytest.mark.parametrize("agreed", ["x", "999"])
def test_agreeing_with_what_is_not_there_publishes_nothing(session, moderator, agreed):
    article = waiting(session)
    page = moderator.see(f"/review/{article.slug}")

    moderator.press(page, "Publiceren", agreed=agreed)

    session.refresh(article)
    assert article.stage == "in_review"
