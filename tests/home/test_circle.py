"""The circle as its people walk it: write, ask, answer, publish, read. Without JavaScript."""

import pytest

from tests.forms import form_with

PARTS = {
    "section__situation": "Je staat voor een dichte deur.",
    "section__cue": "Rook die terugtrekt onder de deur door.",
    "section__action": "Wacht, koel, en open dan pas.",
    "section__pitfall": "Te snel naar binnen.",
}


@pytest.fixture
def author(person):
    return person("author", domain="fire", name="Bas Bakker")


@pytest.fixture
def moderator(person):
    return person("moderator", domain="fire")


@pytest.fixture
def reader(person):
    return person("reader")


def test_an_article_goes_around_the_circle(author, moderator, reader):
    author.do("/write/practice-tip", "Bewaren", title="Rook onder de deur", role_name="Bevelvoerder", **PARTS)
    author.do("/a/rook-onder-de-deur/edit", "Indienen")
    assert reader.see("/a/rook-onder-de-deur").status_code == 404

    assert "Rook onder de deur" in moderator.words("/review")
    moderator.do("/review/rook-onder-de-deur", "Terugzetten met vragen", question_1="Hoe lang wacht je?")
    assert "Rook onder de deur" in author.words("/mine")
    assert "Hoe lang wacht je?" in author.words("/a/rook-onder-de-deur/edit")

    answer = answer_field(author, "/a/rook-onder-de-deur/edit")
    author.do("/a/rook-onder-de-deur/edit", "Indienen", **{answer: "Tot hij stilvalt."})
    assert "Tot hij stilvalt." in moderator.words("/review/rook-onder-de-deur")

    moderator.do("/review/rook-onder-de-deur", "Publiceren")
    page = reader.words("/a/rook-onder-de-deur")
    assert "Wacht, koel, en open dan pas." in page
    assert "Bevelvoerder" in page
    assert "Bas Bakker" not in page
    assert "Rook onder de deur" in reader.words("/")


def answer_field(author, path):
    """The name of the field for the first answer."""
    return next(name for name in form_with(author.see(path), "Indienen").values if name.startswith("answer-"))


def test_an_answer_is_kept_by_a_save_that_is_not_yet_a_submission(author, moderator):
    author.do("/write/practice-tip", "Indienen", title="Rook", role_name="Bevelvoerder", **PARTS)
    moderator.do("/review/rook", "Terugzetten met vragen", question_1="Hoe?")
    answer = answer_field(author, "/a/rook/edit")

    author.do("/a/rook/edit", "Bewaren", **{answer: "Nog aan het nadenken."})

    assert "Nog aan het nadenken." in author.words("/a/rook/edit")
    assert moderator.see("/review/rook").status_code == 404


def test_what_is_missing_is_told_on_a_page_that_saves_to_the_same_article(author):
    refused = author.do("/write/practice-tip", "Indienen", title="Rook", role_name="Bevelvoerder", section__cue="Rook.")
    assert refused.status_code == 422
    assert "Valkuil" in refused.get_data(as_text=True)

    author.press(refused, "Indienen", **PARTS)

    assert author.words("/mine").count("Rook</a>") == 1


def test_submitting_what_did_not_change_says_so(author, moderator):
    author.do("/write/practice-tip", "Indienen", title="Rook", role_name="Bevelvoerder", **PARTS)
    moderator.do("/review/rook", "Publiceren")

    page = author.do("/a/rook/edit", "Indienen")

    assert page.status_code == 200
    assert "Er is niets veranderd" in page.get_data(as_text=True)


def test_a_change_waits_while_readers_keep_what_they_have(author, moderator, reader):
    author.do("/write/practice-tip", "Indienen", title="Rook", role_name="Bevelvoerder", **PARTS)
    moderator.do("/review/rook", "Publiceren")

    author.do("/a/rook/edit", "Indienen", section__action="Open meteen.")
    assert "Wacht, koel" in reader.words("/a/rook")
    assert "Open meteen." not in reader.words("/a/rook")
    moderator.do("/review/rook", "Publiceren")

    assert "Open meteen." in reader.words("/a/rook")


def test_what_waits_is_on_the_first_page(author, moderator):
    author.do("/write/practice-tip", "Bewaren", title="Rook", role_name="Bevelvoerder", **PARTS)
    assert 'href="/a/rook/edit"' in author.words("/")

    author.do("/a/rook/edit", "Indienen")
    assert "1 artikel wacht op beoordeling" in moderator.words("/")

    moderator.do("/review/rook", "Terugzetten met vragen", question_1="Hoe?")
    assert 'href="/a/rook/edit"' in author.words("/")
    assert "wacht op beoordeling" not in moderator.words("/")
