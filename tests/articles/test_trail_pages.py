"""History: authors see every revision of theirs, readers those that were published."""

import pytest
from sqlalchemy import select

from tests.factories import content, make_article, prepared, take, written
from wiki.articles import services
from wiki.articles.models import Revision
from wiki.database import now, transaction


@pytest.fixture
def author(person):
    return person("author")


@pytest.fixture
def reader(person):
    return person("reader")


@pytest.fixture
def article(session, author):
    """Revisions 1 (published), 2 (a draft), 3 (published) and 4 (a draft)."""
    made = make_article(session, author=author.actor, title="Rook", text=written(cue="Tekst een."))
    for number, word in ((2, "twee"), (3, "drie")):
        write(session, author, made, number - 1, word)
    take(session, made, "submit", author=author.actor)
    take(session, made, "publish", author=author.actor)
    write(session, author, made, 3, "vier")
    return made


def write(session, author, article, base, word):
    ready = prepared(session, written(cue=f"Tekst {word}."))
    with transaction(session):
        services.save(
            session, actor=author.actor, at=now(), slug=article.slug, based_on=base,
            content=content("Rook", summary=f"Samengevat {word}"), prepared=ready,
        )  # fmt: skip


def test_readers_see_the_revisions_that_were_published(reader, article):
    page = reader.words("/a/rook/history")

    assert [number for number in range(1, 5) if f"/a/rook/revisions/{number}" in page] == [1, 3]
    assert "Samengevat twee" not in page
    assert "Samengevat vier" not in page


def test_authors_see_all_their_revisions(author, article):
    page = author.words("/a/rook/history")

    assert [number for number in range(1, 5) if f"/a/rook/revisions/{number}" in page] == [1, 2, 3, 4]


def test_readers_read_only_what_was_published(reader, article):
    got = {number: reader.see(f"/a/rook/revisions/{number}").status_code for number in (0, 1, 2, 3, 4, 99)}

    assert got == {0: 404, 1: 200, 2: 404, 3: 200, 4: 404, 99: 404}


COMPARISONS = {
    "from=1&to=3": 200,
    "from=3&to=1": 200,
    "from=1&to=1": 200,
    "from=1&to=2": 404,
    "from=1&to=4": 404,
    "from=1": 404,
    "": 404,
    "from=a&to=b": 404,
    "from=-1&to=1": 404,
    "from=1.5&to=1": 404,
    "from=%D9%A1&to=1": 404,
    "from=99999999999999999999&to=1": 404,
    "from=0x1&to=1": 404,
    "from=1&to=%00": 404,
}


def test_a_comparison_is_of_two_revisions_that_one_may_see(reader, article):
    got = {query: reader.see(f"/a/rook/diff?{query}").status_code for query in COMPARISONS}

    assert got == COMPARISONS


def test_a_comparison_shows_the_words_that_changed(reader, article):
    page = reader.words("/a/rook/diff?from=1&to=3")

    assert "een</del>" in page
    assert "drie</ins>" in page
    assert "twee" not in page


@pytest.mark.parametrize("page", ["history", "revisions/1", "diff?from=1&to=1"])
def test_the_history_of_a_draft_is_its_authors(reader, author, session, page):
    draft = make_article(session, status="draft", author=author.actor)

    assert reader.see(f"/a/{draft.slug}/{page}").status_code == 404
    assert author.see(f"/a/{draft.slug}/{page}").status_code == 200


def test_a_moderator_sees_the_text_that_waits_and_not_what_came_before(person, author, session):
    article = make_article(session, status="change-in-review", author=author.actor, title="Rook")
    moderator = person("moderator")

    assert moderator.see("/a/rook/revisions/2").status_code == 200
    take(session, article, "take_back", author=author.actor)
    assert moderator.see("/a/rook/revisions/2").status_code == 404


def test_an_author_brings_an_old_revision_back(author, article, session):
    author.do("/a/rook/revisions/1", "Zet deze versie terug")

    session.rollback()
    head = session.scalars(select(Revision).order_by(Revision.number.desc())).first()
    assert (head.number, head.text) == (5, written(cue="Tekst een."))
    assert head.summary == "Versie 1 teruggezet"


def test_readers_bring_nothing_back(reader, article):
    assert "Zet deze versie terug" not in reader.words("/a/rook/revisions/1")
    assert reader.send("/a/rook/revisions/1/restoration").status_code == 403


def test_a_revision_one_may_not_see_cannot_be_brought_back(person, article):
    assert person("moderator").send("/a/rook/revisions/2/restoration").status_code == 404


def test_an_old_text_does_not_tell_the_title_of_what_was_hidden_since(session, author, reader, person):
    hidden = make_article(session, title="Over iemand")
    old = make_article(session, author=author.actor, title="Rook", text=written(cue=f"Zie [[{hidden.slug}]]."))
    write(session, author, old, 1, "zonder verwijzing")
    take(session, old, "submit", author=author.actor)
    take(session, old, "publish", author=author.actor)
    before = reader.words("/a/rook/revisions/1")

    take(session, hidden, "hide", author=author.actor)

    assert "Over iemand" in before
    assert "Over iemand" not in reader.words("/a/rook/revisions/1")
