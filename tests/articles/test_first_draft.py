"""A first draft asks for a title and a domain; what is still needed is asked for when it is submitted."""

from tests.factories import make_article
from tests.forms import form_with

HALF_WAY = {"title": "Rook lezen", "section__cue": "Rook die terugtrekt.", "role_name": ""}


def values(page):
    return form_with(page, "Bewaren").values


def test_draft_is_saved_without_a_role_name(person):
    author = person("author", domain="fire")

    page = author.do("/write/practice-tip", "Bewaren", **HALF_WAY)

    assert page.status_code == 200
    assert "Rook lezen" in author.words("/mine")


def test_submitting_asks_for_the_role_name_and_says_that_the_text_is_saved(person, session):
    author = person("author", domain="fire")
    sections = {f"section__{key}": "Tekst." for key in ("situation", "cue", "action", "pitfall")}

    page = author.do("/write/practice-tip", "Indienen", **HALF_WAY | sections)

    assert page.status_code == 422
    assert "Je tekst is wel bewaard" in page.text
    assert "Rolnaam: Vul dit in om het artikel in te dienen." in page.text
    assert "Rook lezen" in author.words("/mine")


def test_next_article_begins_with_the_role_name_used_last(person, session):
    author = person("author")
    make_article(session, author=author.actor, status="draft")

    assert values(author.see("/write/practice-tip"))["role_name"] == "Bevelvoerder"


def test_who_asks_a_question_is_not_asked_to_answer_it(person, session):
    author = person("author")
    asked = make_article(session, kind="question", status="draft", author=author.actor)

    assert "section-answers" not in values(author.see("/write/question"))
    assert "section-answers" in values(author.see(f"/a/{asked.slug}/edit"))


def test_writing_while_it_is_in_review_leads_to_taking_it_back(person, session):
    author = person("author")
    article = make_article(session, author=author.actor, status="in_review")

    page = author.see(f"/a/{article.slug}/edit")

    assert "Haal het terug om verder te schrijven." in page.text
    assert "Terughalen" in page.text


def test_archived_article_can_be_brought_back_to_review(person, session):
    article = make_article(session, status="archived")
    moderator = person("moderator")

    moderator.do(f"/a/{article.slug}", "Opnieuw indienen")

    assert article.slug in moderator.words("/review")


def test_moderator_sees_the_tags_that_will_be_published(person, session):
    article = make_article(session, status="in_review", tags=("rookgassen",))

    assert "rookgassen" in person("moderator").words(f"/review/{article.slug}")


def test_desk_shows_the_questions_of_this_round_only(person, session):
    article = make_article(session, status="change-in-review")
    new = make_article(session, status="returned")

    assert "Eerder gevraagd" not in person("moderator").words(f"/review/{article.slug}")
    assert new.stage == "returned"
