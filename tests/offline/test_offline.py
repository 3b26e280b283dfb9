"""What devices are given to keep: to whom, in which version, and nothing that rights may still take back."""

import json
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import event

from tests.factories import make_article, take, written
from wiki.articles.devices import can_keep
from wiki.articles.models import Article
from wiki.database import now
from wiki.offline import queries
from wiki.web import copies

TODAY = now().date()


@pytest.fixture
def reader(person):
    return person("reader", domain="fire")


def index(reader, **more):
    return reader.see("/offline/articles", **more).get_json()


def texts(reader, *slugs):
    told = reader.see("/offline/articles", query_string={"slug": slugs}).get_json()
    return {each["slug"]: each for each in told["texts"]}


def own(told):
    return {slug for slug, _, is_own in told["rows"] if is_own}


def test_a_device_is_told_what_it_may_keep_and_what_of_it_is_in_its_readers_domains(session, reader):
    make_article(session, title="Rook")
    make_article(session, title="Plein", domains=("enforcement",))

    told = index(reader)

    assert own(told) == {"rook"}
    assert {slug for slug, _, _ in told["rows"]} == {"rook", "plein"}
    assert (told["days"], told["megabytes"], told["next"]) == (14, 20, None)


def test_who_has_no_domain_has_all_that_are_in_use(session, person):
    make_article(session, title="Rook")
    make_article(session, title="Plein", domains=("enforcement",))

    assert own(index(person("reader"))) == {"rook", "plein"}


@pytest.mark.parametrize("status", ["draft", "in_review", "withdrawn", "archived", "binned"])
def test_what_lists_do_not_show_is_not_kept(session, reader, status):
    make_article(session, title="Rook", status=status)

    assert index(reader)["rows"] == []
    assert texts(reader, "rook") == {}


def test_what_is_for_some_domains_alone_stays_on_the_server(session, reader):
    make_article(session, title="Rook", audience="domain")
    assert reader.see("/a/rook").status_code == 200

    assert index(reader)["rows"] == []
    assert texts(reader, "rook") == {}
    assert "data-copy=" not in reader.words("/a/rook")


def test_a_purged_text_is_not_kept(session, reader):
    article = make_article(session, title="Rook")
    article.published.purged_on = TODAY
    session.commit()

    assert index(reader)["rows"] == []


def test_a_change_under_way_is_nobodys_to_keep(session, reader, person):
    author = person("author")
    make_article(session, title="Rook", author=author.actor, status="change-draft", text=written(cue="Zwarte rook."))

    kept = texts(author, "rook")["rook"]

    assert "Zwarte rook." in kept["text"]
    assert "En nog iets." not in kept["html"]
    assert kept["version"].startswith("1.")


def test_a_text_holds_what_a_device_shows_and_finds(session, reader):
    make_article(session, title="Rook", text=written(cue="Rook die terugtrekt."))

    kept = texts(reader, "rook", "none")["rook"]

    assert (kept["title"], kept["lead"], kept["line"]) == ("Rook", "Rook die terugtrekt.", "Brandweer · Praktijktip")
    assert "Valkuil" in kept["headings"]
    assert "Bevelvoerder" in kept["html"]
    assert "data-copy-mark" in kept["html"]
    assert "csrf_token" not in json.dumps(kept)


def test_a_text_that_needs_review_says_so_in_the_one_note(session, reader):
    make_article(session, title="Rook", status="needs_review")

    html = texts(reader, "rook")["rook"]["html"]

    assert "Herziening nodig" in html
    assert html.count("pw-note__title") == 1


def test_no_more_texts_at_once_than_a_page_takes(session, reader):
    make_article(session, title="Rook")

    assert texts(reader, *(f"none-{number}" for number in range(20)), "rook") == {}


def versions(session, reader, **options):
    chosen = {"locale": "nl", "today": TODAY, **options}
    found, _ = queries.rows(session, reader.actor, {"fire"}, 1, **chosen)
    return [row.version for row in found]


def test_a_version_is_another_as_soon_as_the_copy_would_be(session, reader):
    article = make_article(session, title="Rook")
    first = versions(session, reader)
    assert first == versions(session, reader)
    assert first[0] == texts(reader, "rook")["rook"]["version"]

    assert versions(session, reader, locale="en") != first
    assert versions(session, reader, today=article.verified_until + timedelta(days=1)) != first
    take(session, article, "flag", author=reader.actor)
    assert versions(session, reader) != first


def test_what_was_confirmed_last_comes_first(session, reader):
    for title, on in (("Oud", date(2025, 1, 1)), ("Nooit", None), ("Nieuw", date(2026, 1, 1))):
        article = make_article(session, title=title)
        article.verified_on = on
        session.commit()

    assert [row[0] for row in index(reader)["rows"]] == ["nieuw", "oud", "nooit"]


def test_a_long_list_comes_in_pages(session, reader, monkeypatch):
    monkeypatch.setattr(queries, "ROWS_A_PAGE", 2)
    for title in ("Een", "Twee", "Drie"):
        make_article(session, title=title)

    pages = [index(reader, query_string={"page": page}) for page in (1, 2)]

    assert [len(page["rows"]) for page in pages] == [2, 1]
    assert [page["next"] for page in pages] == [2, None]


@contextmanager
def statements(session):
    told = []
    note = lambda *args: told.append(args[2])  # noqa: E731
    event.listen(session.get_bind(), "before_cursor_execute", note)
    yield told
    event.remove(session.get_bind(), "before_cursor_execute", note)


def test_asking_writes_nothing_down(session, reader):
    make_article(session, title="Rook")
    version = "PRAGMA data_version"
    before = session.connection().exec_driver_sql(version).scalar()
    session.rollback()

    texts(reader, "rook")

    assert session.connection().exec_driver_sql(version).scalar() == before


def test_statements_do_not_grow_with_the_texts(session, reader):
    for title in ("Een", "Twee", "Drie"):
        make_article(session, title=title)
    actor = reader.actor

    counts = []
    for slugs in (["een"], ["een", "twee", "drie"]):
        session.rollback()
        session.expunge_all()
        with statements(session) as told:
            assert len(queries.texts(session, actor, slugs, locale="nl", today=TODAY)) == len(slugs)
        counts.append(len(told))

    assert counts[1] <= counts[0]


def test_who_has_no_right_to_read_keeps_nothing(session, person):
    make_article(session, title="Rook")
    nobody = replace(person("reader").actor, grants=frozenset())

    assert queries.rows(session, nobody, set(), 1, locale="nl", today=TODAY) == ((), False)
    assert queries.texts(session, replace(nobody, id=None), ["rook"], locale="nl", today=TODAY) == ()


@pytest.mark.parametrize(
    ("state", "audience", "may"),
    [
        ("published", "members", True),
        ("needs_review", "everyone", True),
        ("published", "domain", False),
        ("archived", "members", False),
        ("withdrawn", "members", False),
    ],
)
def test_what_a_page_offers_to_keep(reader, state, audience, may):
    assert can_keep(reader.actor, state, audience) is may
    assert can_keep(replace(reader.actor, id=None), state, audience) is False


def test_the_page_of_an_article_has_the_key_of_its_reader_and_of_nobody_else(session, person, app):
    make_article(session, title="Rook")
    one, other = person("reader"), person("reader")
    with app.app_context():
        keys = [copies.owner(each.actor.id) for each in (one, other)]

    for who, key in zip((one, other, one), (*keys, keys[0]), strict=True):
        page = who.words("/a/rook")
        assert f'data-device="{key}"' in page
        assert 'data-copy="rook"' in page


def test_the_key_of_a_list_is_another_than_what_pages_show(reader):
    told = index(reader)

    assert len(told["key"]) == 32
    assert told["owner"] not in told["key"]
    assert told["key"] not in reader.words("/offline")


def test_articles_are_not_kept_by_anything_between_server_and_device(session, reader):
    assert reader.client.get("/offline/articles").headers["Cache-Control"] == "no-store"
    assert session.query(Article).count() == 0
