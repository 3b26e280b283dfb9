"""How often articles are read: counted in memory, written down now and then, and nobody is in it."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from tests.factories import make_article
from wiki.articles import services
from wiki.articles.models import ArticleReading
from wiki.web import tally
from wiki.web.tally import Tally


@pytest.fixture
def article(session):
    return make_article(session, title="Rook")


@pytest.fixture(autouse=True)
def often(monkeypatch):
    """Every second reading is written down."""
    monkeypatch.setattr(tally, "MOST", 2)


def counted(session):
    session.rollback()
    return session.scalars(select(ArticleReading.count)).all()


def test_readings_are_counted_and_written_down_now_and_then(person, session, article):
    reader, other = person("reader"), person("author")

    seen = []
    for who in (reader, other, reader, other):
        assert who.see(f"/a/{article.slug}").status_code == 200
        seen.append(counted(session))

    assert seen == [[], [2], [2], [4]]


def test_what_is_no_reading_is_not_counted(person, session, article):
    reader, moderator = person("reader"), person("moderator")
    page = reader.see(f"/a/{article.slug}")

    for _ in range(3):
        reader.client.head(f"/a/{article.slug}")
        assert (
            reader.client.get(f"/a/{article.slug}", headers={"If-None-Match": page.headers["ETag"]}).status_code == 304
        )
        moderator.see(f"/a/{article.slug}")

    assert counted(session) == []


def test_a_count_that_cannot_be_written_down_harms_no_page(person, session, article, monkeypatch, caplog):
    def fail(*_, **__):
        raise OperationalError("INSERT", None, Exception("locked"))

    monkeypatch.setattr(services.readings, "add", fail)
    reader = person("reader")

    assert [reader.see(f"/a/{article.slug}").status_code for _ in range(2)] == [200, 200]
    assert "2 readings not counted" in caplog.text


@pytest.mark.parametrize(("at", "is_due"), [(59.0, False), (60.0, True)])
def test_few_readings_are_written_down_after_a_while(monkeypatch, at, is_due):
    monkeypatch.setattr(tally, "MOST", 50)
    counting = Tally()
    counting.add(7, 0.0)

    assert counting.add(8, at) is is_due
    assert counting.take() == {7: 1, 8: 1}
    assert counting.take() == {}
    assert counting.add(7, at + 59.0) is False
