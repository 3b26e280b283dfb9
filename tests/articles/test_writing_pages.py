"""Writing pages: whatever goes wrong, what was typed is still there, with a sentence for each field."""

import pytest
from sqlalchemy import func, select

from tests.factories import make_article, written
from tests.forms import form_with
from tests.visitor import token
from wiki.articles.models import Article, Revision

TITLE = "Rook onder de deur"
GOOD = {"title": TITLE, "domains": ["fire"], "role_name": "Duiker", "section__cue": "Rook die terugtrekt."}
STRANGE = {"NUL": "a\x00b", "control": "a\x1bb", "bidi": "a\u202eb", "isolate": "a\u2066b", "replaced": "a\ufffdb"}
TEXT_FIELDS = ("title", "tags", "role_name", "section__cue", "section__limits", "rest")


@pytest.fixture
def author(person):
    return person("author", domain="fire")


def saved(session):
    session.rollback()
    return session.scalar(select(func.count(Revision.id)))


def values(page, button="Bewaren"):
    return form_with(page, button).values


def test_a_new_page_has_the_writers_own_domain_ticked(author):
    assert values(author.see("/write/practice-tip")).getlist("domains") == ["fire"]


def test_the_title_can_come_along_from_a_search(author):
    assert values(author.see("/write/question?title=Hoe+lang%3F"))["title"] == "Hoe lang?"


@pytest.mark.parametrize("slug", ["practice-tip", "case-story", "decision-point", "question"])
def test_every_type_can_be_begun_with_a_title_and_a_domain(author, session, slug):
    author.do(f"/write/{slug}", "Bewaren", title=TITLE, role_name="Duiker")

    assert session.scalars(select(Article.type)).all() == [slug]


def test_an_english_article_has_english_headings(author, session):
    author.do("/write/practice-tip", "Bewaren", **GOOD, language="en")

    assert session.scalars(select(Revision.text)).one() == "## What do you look for?\n\nRook die terugtrekt.\n"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": ""}, "Vul dit in."),
        ({"title": "x" * 201}, "Dit is te lang. Maak het korter."),
        ({"title": "!!!"}, "Gebruik ook letters of cijfers."),
        ({"domains": []}, "Vul dit in."),
        ({"tags": ", ".join("abcdefghijk")}, "Dit zijn er te veel. Haal er een paar weg."),
        ({"section__cue": "## Valkuil\nTe snel."}, "Deze kop hoort bij een ander onderdeel."),
        ({"base": ""}, "base"),
        ({"base": "x"}, "base"),
        ({"base": "-1"}, "base"),
        ({"domains": ["navy"]}, "domains"),
        ({"blocks": ["luck"]}, "blocks"),
        ({"audience": "friends"}, "audience"),
        ({"byline_kind": "nickname"}, "byline_kind"),
        ({"language": "fy"}, "language"),
    ],
)
def test_a_wrong_field_is_told_and_what_was_typed_stays(author, session, wrong, sentence):
    page = author.do("/write/practice-tip", "Bewaren", **GOOD | wrong)

    assert page.status_code == 422
    assert sentence in page.get_data(as_text=True)
    assert values(page)["section-cue"] == (GOOD | wrong)["section__cue"]
    assert saved(session) == 0


@pytest.mark.parametrize("name", TEXT_FIELDS)
def test_characters_that_are_never_stored_are_refused_with_a_sentence(author, session, name):
    for kind, text in STRANGE.items():
        page = author.do("/write/practice-tip", "Bewaren", **GOOD | {name: text})

        assert page.status_code == 422, kind
        assert "opnieuw" in page.get_data(as_text=True), kind
    assert saved(session) == 0


def test_a_summary_and_an_answer_are_read_with_the_same_care(author, session, person):
    article = make_article(session, status="returned", author=author.actor)
    path = f"/a/{article.slug}/edit"
    answer = next(name for name in values(author.see(path)) if name.startswith("answer-"))

    for name in ("summary", answer):
        assert author.do(path, "Bewaren", **{name: "a\u202eb"}).status_code == 422


@pytest.mark.parametrize("body", [b"title=a%FFb", b"title=a\xffb", b"title=ok&section-cue=%ED%A0%80"])
def test_bytes_that_are_not_utf8_are_refused(author, session, body):
    key = token(author.client).encode()

    page = author.client.post(
        "/write/practice-tip", data=b"csrf_token=" + key + b"&" + body,
        content_type="application/x-www-form-urlencoded",
    )  # fmt: skip

    assert page.status_code == 422
    assert saved(session) == 0


def test_a_body_over_the_limit_is_refused_with_the_limit(author, session):
    page = author.do("/write/practice-tip", "Bewaren", **GOOD | {"section__cue": "x" * 1_100_000})

    assert page.status_code == 413
    assert "1024 kB" in page.get_data(as_text=True)


def test_a_text_over_the_limit_is_told_at_its_longest_part(author, session):
    page = author.do("/write/practice-tip", "Bewaren", **GOOD | {"section__cue": "x" * 100_001})

    assert page.status_code == 422
    assert 'href="#section-cue"' in page.get_data(as_text=True)


def test_a_title_that_is_taken_leads_to_a_choice(author, session):
    make_article(session, title=TITLE)

    page = author.do("/write/practice-tip", "Bewaren", **GOOD | {"title": "Rook, onder de deur"})
    choice = page.get_data(as_text=True)
    author.press(page, "Bewaren", slug="rook-onder-de-deur-2")

    assert page.status_code == 422
    assert 'href="/a/rook-onder-de-deur"' in choice
    assert sorted(session.scalars(select(Article.slug))) == ["rook-onder-de-deur", "rook-onder-de-deur-2"]


def test_a_taken_title_does_not_tell_of_an_article_that_one_may_not_know(author, session):
    make_article(session, title=TITLE, status="draft")

    page = author.do("/write/practice-tip", "Bewaren", **GOOD)

    assert page.status_code == 422
    assert 'href="/a/rook-onder-de-deur"' not in page.get_data(as_text=True)
    assert "rook-onder-de-deur-2" in page.get_data(as_text=True)


def test_saving_without_a_change_says_nothing_was_lost_and_adds_nothing(author, session):
    article = make_article(session, status="draft", author=author.actor)

    page = author.do(f"/a/{article.slug}/edit", "Bewaren")

    assert page.status_code == 200
    assert saved(session) == 1


def test_a_moderator_may_look_and_save_without_a_change(person, session):
    article = make_article(session)

    page = person("moderator").do(f"/a/{article.slug}/edit", "Bewaren")

    assert page.status_code == 200
    assert saved(session) == 1


@pytest.mark.parametrize(
    ("status", "expected"),
    [("draft", 404), ("in_review", 404), ("returned", 404), ("published", 403), ("archived", 403)],
)
def test_others_do_not_write_in_an_article(person, session, status, expected):
    article = make_article(session, status=status)

    assert person("author").see(f"/a/{article.slug}/edit").status_code == expected


def test_text_outside_the_sections_is_shown_and_kept(author, session):
    article = make_article(session, status="draft", author=author.actor, text="Vooraf.\n\n" + written())
    path = f"/a/{article.slug}/edit"

    author.do(path, "Bewaren", section__cue="Anders.")

    assert values(author.see(path))["rest"] == "Vooraf."


def test_a_discarded_change_is_gone_for_its_author(author, session):
    article = make_article(session, status="change-draft", author=author.actor, text=written(cue="Oud."))

    page = author.do(f"/a/{article.slug}/edit", "Weggooien")

    assert "De wijziging is weggegooid" in page.get_data(as_text=True)
    assert values(author.see(f"/a/{article.slug}/edit"))["section-cue"] == "Oud."


def test_what_was_submitted_can_be_taken_back(author, session):
    article = make_article(session, status="in_review", author=author.actor)

    page = author.do(f"/a/{article.slug}", "Terughalen")

    assert page.request.path == f"/a/{article.slug}/edit"


def test_an_archived_article_on_its_way_back_can_be_taken_back(author, session):
    article = make_article(session, status="archived", author=author.actor)
    author.send(f"/a/{article.slug}/submission")

    page = author.do(f"/a/{article.slug}", "Terughalen")

    assert page.request.path == f"/a/{article.slug}/edit"


def test_submitting_an_unfinished_text_leads_to_what_is_missing(author, session):
    article = make_article(session, status="draft", author=author.actor, text=written(cue=""))

    author.send(f"/a/{article.slug}/submission")

    assert "Nog niet ingediend" in author.words(f"/a/{article.slug}/edit")
