"""The first page: what is new for whoever reads it, and how much there is to browse."""

import re
from datetime import timedelta

import pytest

from tests.factories import make_article
from wiki.database import now
from wiki.search import indexing
from wiki.search.models import PastQuery


@pytest.fixture
def shelf(session):
    make_article(session, title="Over rook", domains=("fire",), blocks=("innovation",))
    make_article(session, title="Over fuiken", domains=("police",))
    make_article(session, title="Nog een concept", status="draft")
    make_article(session, title="Oud verhaal", status="archived")


def test_an_empty_wiki_invites_to_write(person):
    assert "Er is nog niets gepubliceerd." in person("author").words("/")


def test_new_is_what_was_published_and_is_not_archived(person, shelf):
    page = person("reader").words("/")

    assert ("Over rook" in page, "Over fuiken" in page) == (True, True)
    assert ("Nog een concept" in page, "Oud verhaal" in page) == (False, False)


def test_new_is_first_of_all_what_is_new_in_ones_own_domain(person, shelf):
    page = person("reader", domain="police").words("/")

    assert ("Over rook" in page, "Over fuiken" in page) == (False, True)


def test_a_translation_is_not_news(person, session, shelf):
    article = make_article(session, title="About smoke", language="en")
    article.translation_of = "over-rook"
    session.commit()

    assert "About smoke" not in person("reader").words("/")
    assert "About smoke" in person("reader").words("/a/over-rook")


def test_places_say_how_much_is_in_them(person, shelf):
    page = person("reader").words("/")

    assert page.count("1 artikel<") == 3


def test_a_wiki_without_articles_gives_no_examples(person):
    assert "groep jongeren" not in person("reader").words("/")
    assert "Nodig collega" in person("admin").words("/")


def test_examples_are_in_the_language_of_the_reader(person, session):
    make_article(session)

    assert "warn or fine" in person("reader", locale="en").words("/")


def examples(person):
    part = person.words("/").partition('class="pw-ask__try"')[2].partition("</ul>")[0]
    return re.findall(r'<a href="/search\?q=[^"]*">([^<]+)</a>', part)


def searched(session, *texts, days=3):
    """Each of these searched for on so many days, the first of them most often."""
    for place, text in enumerate(texts):
        for ago in range(days):
            day = (now() - timedelta(days=ago)).date()
            session.add(PastQuery(text=text, day=day, count=len(texts) - place))
    session.commit()


@pytest.fixture
def smoke(session, settings, sessions):
    for word in ("rook", "slang", "deur", "pomp", "raam"):
        make_article(session, title=f"Over {word}")
    make_article(session, title="Over tanks", domains=("defence",), audience="domain")
    indexing.rebuild(indexing.engine_of(settings), sessions)


def test_examples_are_what_colleagues_search_for_most(person, session, smoke):
    searched(session, "niets daarvan", "over tanks", "over slang", "over rook", "over raam", "over deur", "over pomp")

    assert examples(person("reader", domain="fire")) == ["over slang", "over rook", "over raam", "over deur"]


def test_until_there_are_some_the_examples_are_our_own(person, session, smoke):
    searched(session, "over rook")
    searched(session, "over slang", "over raam", days=2)

    assert "kind vermist" in examples(person("reader"))
    assert examples(person("reader")) == examples(person("author"))


def test_an_empty_wiki_has_no_examples(person):
    assert examples(person("reader")) == []
