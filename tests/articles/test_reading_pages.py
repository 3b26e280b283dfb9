"""What readers get, and that a kept page is never an old one."""

import pytest

from tests.factories import make_article, take, written
from wiki import worker
from wiki.articles import services
from wiki.articles.services.byline import Byline
from wiki.database import now, transaction


@pytest.fixture
def reader(person):
    return person("reader")


def etag(someone, path):
    """The mark of the page once the browser has its cookies."""
    someone.see(path)
    return someone.see(path).headers["ETag"]


def answer(someone, path, mark):
    return someone.client.get(path, headers={"If-None-Match": mark}).status_code


def test_a_page_that_did_not_change_is_not_sent_again(reader, session):
    path = f"/a/{make_article(session).slug}"

    assert answer(reader, path, etag(reader, path)) == 304


@pytest.mark.parametrize(
    "change",
    [
        ("/display", {"theme": "dark"}),
        ("/display", {"contrast": "more"}),
        ("/language", {"language": "en"}),
        ("/account/preferences", {"language": "en"}),
    ],
)
def test_another_look_or_language_is_another_page(reader, session, change):
    path = f"/a/{make_article(session).slug}"
    mark = etag(reader, path)

    reader.send(change[0], **change[1])

    assert answer(reader, path, mark) == 200


def byline(session, article, author):
    with transaction(session):
        services.choose_byline(
            session, actor=author, at=now(), slug=article.slug, byline=Byline(kind="role_name", shown="Duiker")
        )


def archive(session, article, author):
    take(session, article, "archive", author=author)


def save(session, article, author):
    take(session, article, "save", author=author, text=written(cue="Nieuw."))


def other(session, article, author):
    make_article(session, text=written(cue=f"Zie [[{article.slug}]]."))


@pytest.mark.parametrize("change", [byline, archive, save, other])
def test_what_changed_is_sent(reader, person, session, change):
    author = person("author")
    article = make_article(session, author=author.actor)
    path = f"/a/{article.slug}"
    mark = etag(reader, path)

    change(session, article, author.actor)

    assert answer(reader, path, mark) == 200


def test_a_new_byline_is_on_the_page_at_once(reader, person, session):
    author = person("author", name="Bas Bakker")
    article = make_article(session, author=author.actor, byline=Byline(kind="name"))
    assert "Bas Bakker" in reader.words(f"/a/{article.slug}")

    author.do(f"/a/{article.slug}", "Rolnaam bewaren", role_name="Duiker")

    page = reader.words(f"/a/{article.slug}")
    assert ("Bas Bakker" in page, "Duiker" in page) == (False, True)


@pytest.mark.parametrize("name", ["", "a\x00b", "a\u202eb", "x" * 81, "bas bakker"])
def test_a_byline_that_cannot_be_shown_changes_nothing(person, session, name):
    author = person("author", name="Bas Bakker")
    article = make_article(session, author=author.actor)

    page = author.do(f"/a/{article.slug}", "Rolnaam bewaren", role_name=name)

    session.refresh(article.authorship)
    assert article.authorship.shown == "Bevelvoerder"
    assert "Je staat nu zo bij dit artikel" not in page.get_data(as_text=True)


def test_an_archived_article_can_be_read_and_says_so(reader, session):
    article = make_article(session, status="archived", tags=("rook",), blocks=("innovation",))

    assert "Gearchiveerd" in reader.words(f"/a/{article.slug}")
    for path in ("/", "/domains/fire", "/blocks/innovation"):
        assert f"/a/{article.slug}" not in reader.words(path)
    assert reader.see("/tags/rook").status_code == 404


def test_a_published_article_is_in_the_lists_of_its_places(reader, session):
    article = make_article(session, tags=("Zwarte rook",), blocks=("innovation",))

    for path in ("/", "/domains/fire", "/blocks/innovation", "/tags/zwarte-rook"):
        assert f'href="/a/{article.slug}"' in reader.words(path), path
    assert f"/a/{article.slug}" not in reader.words("/domains/police")


@pytest.mark.parametrize("path", ["/domains/navy", "/domains/customs", "/blocks/luck", "/tags/none", "/a/none"])
def test_what_is_not_there_is_not_found(reader, path):
    page = reader.see(path)

    assert page.status_code == 404
    assert "Deze pagina is er niet" in page.get_data(as_text=True)


def test_what_is_not_there_is_told_in_the_language_of_the_reader(person):
    page = person("reader", locale="en").see("/a/none")

    assert 'lang="en"' in page.get_data(as_text=True)


def test_a_list_past_its_end_is_empty_and_not_an_error(reader, session):
    make_article(session)

    assert reader.see("/domains/fire?page=9").status_code == 200


def test_a_link_to_what_is_not_written_yet_gets_its_mark_and_loses_it(reader, person, session, sessions, settings):
    linking = make_article(session, text=written(cue="Zie [[rook-lezen]]."))
    path = f"/a/{linking.slug}"
    target = make_article(session, status="in_review", title="Rook lezen")
    assert "pw-missing" in reader.words(path)

    take(session, target, "publish", author=person("author").actor)
    reader.see(path)
    worker.drain(settings, sessions)

    assert "pw-missing" not in reader.words(path)
    assert path in reader.words("/a/rook-lezen")


def test_a_link_never_tells_that_a_closed_article_exists(reader, session):
    make_article(session, title="Rook lezen", audience="domain")
    linking = make_article(session, text=written(cue="Zie [[rook-lezen]]."))

    assert "pw-missing" in reader.words(f"/a/{linking.slug}")


def test_readers_of_another_domain_do_not_meet_a_closed_article(person, session):
    closed = make_article(session, title="Rook lezen", audience="domain", tags=("rook",))
    linked = make_article(session, text=written(cue="Zie [[rook-lezen]]."), tags=("damp",))
    outsider = person("reader", domain="police")

    assert outsider.see(f"/a/{closed.slug}").status_code == 404
    for path in ("/", f"/a/{linked.slug}", "/domains/fire", "/search?q=rook"):
        assert "Rook lezen" not in outsider.words(path), path


def test_who_wrote_it_sees_where_their_change_is(person, session):
    author = person("author")
    article = make_article(session, author=author.actor, status="change-in-review")

    assert "Een moderator kijkt naar een wijziging" in author.words(f"/a/{article.slug}")
    assert "Een moderator kijkt naar een wijziging" not in person("reader").words(f"/a/{article.slug}")
