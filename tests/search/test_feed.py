"""A search as a feed."""

import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session, sessionmaker

from tests.factories import make_article, written
from tests.visitor import Person
from wiki.search import indexing
from wiki.search.engine import Engine
from wiki.settings import Settings

People = Callable[..., Person]
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def articles(session: Session, sessions: sessionmaker[Session], engine: Engine) -> None:
    for title, day, domains in (
        ("Rook & vuur", 3, ("fire",)),
        ("Rook later", 9, ("fire",)),
        ("Rook <b>", 5, ("police",)),
    ):
        make_article(
            session,
            title=title,
            text=written(cue="Rook."),
            domains=domains,
            at=datetime(2026, 3, day, 14, 30, tzinfo=UTC),
        )
    make_article(session, title="Rook besloten", text=written(cue="Rook."), domains=("police",), audience="domain")
    indexing.rebuild(engine, sessions)


def read(person: Person, address: str) -> ET.Element:
    answer = person.see(address)
    assert answer.mimetype == "application/atom+xml"
    return ET.fromstring(answer.get_data(as_text=True))  # noqa: S314  our own


def titles(feed: ET.Element) -> list[str | None]:
    return [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]


def test_a_feed_has_what_is_found_the_newest_first(person: People) -> None:
    feed = read(person("reader", domain="fire"), "/search/feed?q=rook")

    assert titles(feed) == ["Rook later", "Rook <b>", "Rook & vuur"]
    assert feed.findtext(f"{ATOM}title") == "Praktijkwijs: rook"


def test_a_feed_goes_by_the_filters_of_the_search(person: People) -> None:
    assert titles(read(person("reader"), "/search/feed?q=rook&domain=police&type=practice-tip")) == [
        "Rook besloten",
        "Rook <b>",
    ]


def test_addresses_are_whole_and_times_are_days(person: People) -> None:
    feed = read(person("reader", domain="fire"), "/search/feed?q=rook&domain=fire")
    entry = next(feed.iter(f"{ATOM}entry"))

    assert feed.findtext(f"{ATOM}id") == "http://localhost/search/feed?q=rook&domain=fire"
    assert entry.findtext(f"{ATOM}id") == "http://localhost/a/rook-later"
    assert entry.findtext(f"{ATOM}updated") == "2026-03-09T00:00:00+00:00"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Bevelvoerder"


def test_a_feed_without_anything_new_is_not_sent_again(person: People) -> None:
    reader = person("reader")
    first = reader.see("/search/feed?q=rook")

    again = reader.client.get("/search/feed?q=rook", headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("query", ["q=xyzzyxyzzy", "q=%00", "q=" + "a" * 5000, "q=%22rook", "domain=circus"])
def test_any_search_is_a_feed(person: People, query: str) -> None:
    read(person("reader"), f"/search/feed?{query}")


def test_the_page_of_results_names_its_feed(person: People) -> None:
    assert 'href="/search/feed?domain=fire&amp;q=rook"' in person("reader").words("/search?q=rook&domain=fire")


def test_a_feed_is_not_empty_while_there_is_no_index_but_later(
    person: People, engine: Engine, settings: Settings
) -> None:
    (settings.instance / "search" / "current").unlink()

    answer = person("reader").see("/search/feed?q=rook")

    assert (answer.status_code, answer.headers["Retry-After"], "ETag" in answer.headers) == (503, "60", False)
