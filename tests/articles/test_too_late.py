"""A text that comes too late is not saved, and not lost."""

import pytest

from tests.factories import make_article, take, written

TYPED = "Wat nog niet bewaard was."


@pytest.fixture
def author(person):
    return person("author")


def values(base=1):
    return {"title": "Rook", "domains": "fire", "section-cue": TYPED, "base": base, "byline_kind": "role_name",
            "role_name": "Duiker", "language": "nl"}  # fmt: skip


def test_author_who_submitted_on_another_device_keeps_the_text(author, session):
    article = make_article(session, status="in_review", author=author.actor)

    answer = author.send(f"/a/{article.slug}/edit", **values())

    assert answer.status_code == 409
    assert TYPED in answer.text
    assert "intussen ingediend" in answer.text
    assert "Verder met mijn tekst" not in answer.text


def test_moderator_whom_the_author_overtook_keeps_the_text_and_sees_no_draft(person, author, session):
    article = make_article(session, author=author.actor)
    take(session, article, "save", author=author.actor, text=written(cue="Geheim concept."))
    moderator = person("moderator")

    answer = moderator.send(f"/a/{article.slug}/edit", **values())

    assert answer.status_code == 409
    assert TYPED in answer.text
    assert "Geheim concept" not in answer.text


def test_reader_who_sends_a_text_is_told_that_it_is_not_theirs_to_send(person, session):
    article = make_article(session)

    assert person("reader").send(f"/a/{article.slug}/edit", **values()).status_code == 403
