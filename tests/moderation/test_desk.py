"""The moderator's desk, page by page."""

from datetime import timedelta

import pytest

from tests.factories import make_article, take, written
from tests.forms import form_with
from wiki.articles.models import Article
from wiki.database import now


@pytest.fixture
def moderator(person):
    return person("moderator", domain="fire")


@pytest.fixture
def author(person):
    return person("author")


def test_what_waited_longest_is_on_top(moderator, session):
    make_article(session, status="in_review", title="Nieuwste", at=now())
    make_article(session, status="in_review", title="Oudste", at=now() - timedelta(days=3))

    page = moderator.words("/review")

    assert page.index("Oudste") < page.index("Nieuwste")


@pytest.mark.parametrize("status", ["draft", "returned", "published", "archived", "change-draft"])
def test_only_what_was_submitted_waits(moderator, session, status):
    make_article(session, status=status, title="Rook")

    assert "Rook" not in moderator.words("/review")


def test_other_domains_do_not_wait_here(moderator, session):
    article = make_article(session, status="in_review", domains=("police",), title="Fuik")

    assert "Fuik" not in moderator.words("/review")
    assert moderator.see(f"/review/{article.slug}").status_code == 404


def test_ones_own_article_waits_for_another(person, session):
    own = person("moderator")
    article = make_article(session, status="in_review", author=own.actor)

    assert "een ander beoordeelt" in own.words("/review")
    assert "Je schreef dit zelf" in own.words(f"/review/{article.slug}")
    assert (
        own.send(f"/review/{article.slug}/publication", base=1, domains="fire", audience="members").status_code == 403
    )


def test_a_change_is_shown_beside_what_readers_have(moderator, author, session):
    article = make_article(session, author=author.actor, text=written(cue="Oude tekst."))
    author.do(f"/a/{article.slug}/edit", "Indienen", section__cue="Nieuwe tekst.", summary="Preciezer")

    page = moderator.words(f"/review/{article.slug}")

    assert "Oude" in page
    assert "Nieuwe" in page
    assert "Preciezer" in page


@pytest.mark.parametrize("status", ["change-draft", "change-returned"])
def test_a_change_that_was_not_submitted_is_not_shown(moderator, session, status):
    article = make_article(session, status=status)

    page = moderator.words(f"/review/{article.slug}")

    assert "wacht niet meer op beoordeling" in page
    assert "En nog iets." not in page


def test_answers_wait_until_the_text_comes_back(moderator, author, session):
    article = make_article(session, status="change-returned", author=author.actor)
    path = f"/a/{article.slug}/edit"
    answer = next(name for name in form_with(author.see(path), "Bewaren").values if name.startswith("answer-"))
    author.do(path, "Bewaren", **{answer: "Halve gedachte."})

    assert "Halve gedachte." not in moderator.words(f"/review/{article.slug}")


@pytest.mark.parametrize(
    ("filled", "sentence"),
    [
        ({}, "Stel minstens één vraag."),
        ({"question_1": "  "}, "Stel minstens één vraag."),
        ({"question_1": "Hoe?", "question_2": "x" * 501}, "hoogstens 500 tekens"),
        ({"question_1": "a\u202eb"}, "leesrichting"),
        ({"question_1": "a\x00b"}, "stuurteken"),
        ({"question_1": "Hoe?", "base": ""}, "base"),
    ],
)
def test_a_return_without_a_good_question_is_refused(moderator, session, filled, sentence):
    article = make_article(session, status="in_review")

    page = moderator.do(f"/review/{article.slug}", "Terugzetten met vragen", **filled)

    assert page.status_code == 422
    assert sentence in page.get_data(as_text=True)
    session.refresh(article)
    assert article.state == "in_review"


def test_a_refused_return_keeps_the_questions(moderator, session):
    article = make_article(session, status="in_review")

    page = moderator.do(
        f"/review/{article.slug}", "Terugzetten met vragen", question_1="Waar was dat?", question_2="x" * 501
    )

    assert "Waar was dat?" in page.get_data(as_text=True)


@pytest.mark.parametrize("wrong", [{"domains": []}, {"domains": ["navy"]}, {"blocks": ["luck"]}])
def test_publishing_in_no_place_is_refused(moderator, session, wrong):
    article = make_article(session, status="in_review")

    page = moderator.do(f"/review/{article.slug}", "Publiceren", **wrong)

    assert page.status_code == 422
    assert session.get(Article, article.id, populate_existing=True).state == "in_review"


@pytest.mark.parametrize("button", ["Terugzetten met vragen", "Publiceren"])
def test_a_text_that_changed_meanwhile_is_shown_again_with_the_questions(moderator, author, session, button):
    article = make_article(session, status="in_review", author=author.actor)
    path = f"/review/{article.slug}"
    old = moderator.see(path)
    author.do(f"/a/{article.slug}", "Terughalen")
    author.do(f"/a/{article.slug}/edit", "Indienen", section__cue="Intussen anders.")

    page = moderator.press(old, button, question_1="Waar was dat?")

    assert page.status_code == 409
    assert "Intussen anders." in page.get_data(as_text=True)
    assert "Waar was dat?" in page.get_data(as_text=True)
    assert moderator.press(page, button).request.path == "/review"


def test_deciding_twice_is_told(moderator, session):
    article = make_article(session, status="in_review")
    page = moderator.see(f"/review/{article.slug}")
    moderator.press(page, "Publiceren")

    assert moderator.press(page, "Publiceren").status_code == 403


def test_a_moderator_archives_what_readers_have(person, session):
    article = make_article(session)

    page = person("moderator").do(f"/a/{article.slug}", "Archiveren")

    assert "Gearchiveerd" in page.get_data(as_text=True)


@pytest.mark.parametrize("role", ["author", "admin"])
def test_the_desk_is_for_moderators(person, session, role):
    article = make_article(session, status="in_review")
    someone = person(role)

    assert someone.see("/review").status_code == 404
    assert someone.see(f"/review/{article.slug}").status_code == 404


def test_the_desk_is_cut_in_pages(moderator, author, session):
    first = make_article(session, status="in_review", author=author.actor)
    assert "/review?page=2" not in moderator.words("/review")
    take(session, first, "take_back", author=author.actor)

    assert "Er wacht niets" in moderator.words("/review")
    assert moderator.see("/review?page=7").status_code == 200


@pytest.mark.parametrize("domain", ["fire", "police"])
def test_a_change_that_moves_an_article_waits_in_both_domains(person, session, domain):
    author = person("author")
    article = make_article(session, author=author.actor, domains=("fire",))
    author.do(f"/a/{article.slug}/edit", "Indienen", domains=["police"], section__cue="Ook voor de politie.")

    assert article.slug in person("moderator", domain=domain).words("/review")
    assert article.slug not in person("moderator", domain="enforcement").words("/review")
