"""Titles that somebody may link to while they write."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from tests.factories import make_article
from tests.visitor import Person
from wiki.search import suggestions

People = Callable[..., Person]


@pytest.fixture
def author(person: People, session: Session) -> Person:
    make_article(session, title="Rook lezen bij de deur")
    make_article(session, title="Rook van een accu", audience="domain", domains=("police",))
    make_article(session, title="Rook in concept", status="draft")
    make_article(session, title="Oude rook", status="archived")
    suggestions.prepare(session)
    return person("author", domain="fire")


def test_published_titles_are_offered_by_the_beginnings_of_words(author: Person) -> None:
    words = author.words("/search/titles?q=deu+ro")

    assert "Rook lezen bij de deur" in words
    assert 'data-slug="rook-lezen-bij-de-deur"' in words
    assert 'role="listbox"' in words


def test_what_somebody_may_not_be_listed_is_not_offered(author: Person) -> None:
    words = author.words("/search/titles?q=rook")

    assert "accu" not in words
    assert "concept" not in words
    assert "Oude" not in words


@pytest.mark.parametrize("typed", ["", "r", "zzzz", "%00", "[["])
def test_where_nothing_fits_there_is_no_list(author: Person, typed: str) -> None:
    assert author.words(f"/search/titles?q={typed}").strip() == ""
