"""Pictures and who is in them: said when a text is submitted, and asked again for another picture."""

import pytest

from tests.factories import content, make_actor, make_article, perform, prepared, written
from wiki.articles import services
from wiki.database import now, transaction
from wiki.errors import Invalid
from wiki.markup import picture_keys

ONE, OTHER = (f"![Deur](/files/{letter * 26}/1200x800/deur.webp)" for letter in "ab")
DOCUMENT = f"[Regels](/files/{'c' * 26}/regels.pdf)"


@pytest.fixture
def author(session):
    return make_actor(session)


def submit(session, article, author, *, said=False):
    with transaction(session):
        services.submit(
            session, actor=author, at=now(), slug=article.slug, based_on=article.head.number, faces_agreed=said
        )


def save(session, article, author, cue):
    ready = prepared(session, written(cue=cue))
    with transaction(session):
        perform(session, article, "save", actor=author, ready=ready, chosen=content(article.title))


def draft(session, author, cue):
    return make_article(session, status="draft", author=author, text=written(cue=cue))


def test_pictures_are_told_from_other_files():
    assert picture_keys(f"{ONE} {DOCUMENT} {OTHER}") == {"a" * 26, "b" * 26}


def test_a_text_with_a_picture_is_submitted_when_its_author_looked_at_it(session, author):
    article = draft(session, author, ONE)

    with pytest.raises(Invalid) as refused:
        submit(session, article, author)
    submit(session, article, author, said=True)

    assert refused.value.fields == {"faces": "faces"}
    assert article.stage == "in_review"


@pytest.mark.parametrize("cue", ["Kijk.", DOCUMENT])
def test_without_pictures_nothing_is_asked(session, author, cue):
    article = draft(session, author, cue)

    submit(session, article, author)

    assert article.stage == "in_review"


@pytest.mark.parametrize(("cue", "is_asked"), [(f"Meer tekst. {ONE}", False), ("Zonder foto.", False), (OTHER, True)])
def test_what_was_said_goes_along_with_the_same_pictures(session, author, cue, is_asked):
    article = draft(session, author, ONE)
    submit(session, article, author, said=True)
    with transaction(session):
        services.take_back(session, actor=author, at=now(), slug=article.slug)
    save(session, article, author, cue)

    if is_asked:
        with pytest.raises(Invalid):
            submit(session, article, author)
    else:
        submit(session, article, author)


def test_what_readers_have_is_brought_back_without_asking(session, author):
    article = make_article(session, status="archived", author=author, text=written(cue=ONE))
    with transaction(session):
        article.head.faces_agreed = False

    submit(session, article, make_actor(session, "moderator"))

    assert article.stage == "in_review"


def test_the_page_asks_for_it_where_there_is_a_picture_and_the_moderator_is_told(session, person):
    author = person("author")
    article = draft(session, author.actor, ONE)
    path = f"/a/{article.slug}/edit"

    asked = author.do(path, "Indienen")
    author.do(path, "Indienen", faces="y")

    assert asked.status_code == 422
    assert "Kijk de foto" in asked.get_data(as_text=True)
    assert "Met foto" in person("moderator").words(f"/review/{article.slug}")
