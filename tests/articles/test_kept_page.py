"""A page that did not change is answered without being made, and a kept one holds nothing of another reader."""

import re

from tests.factories import actor_of, make_account, make_article
from tests.visitor import sign_in


def test_an_unchanged_page_is_not_sent_again(client, session):
    article = make_article(session)
    sign_in(client, make_account(session))
    first = client.get(f"/a/{article.slug}")

    second = client.get(f"/a/{article.slug}", headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status_code, second.status_code) == (200, 304)
    assert second.data == b""


def test_a_page_is_sent_again_when_readers_got_something_new(client, session):
    article = make_article(session)
    sign_in(client, make_account(session))
    first = client.get(f"/a/{article.slug}")
    make_article(session)

    second = client.get(f"/a/{article.slug}", headers={"If-None-Match": first.headers["ETag"]})

    assert second.status_code == 200


def test_two_readers_of_one_page_get_their_own_name_and_token(app, session):
    article = make_article(session)
    pages, names = [], ("Noor & Co", "Sam")
    for name in names:
        client = app.test_client()
        sign_in(client, make_account(session, name=name))
        client.get(f"/a/{article.slug}")
        pages.append(client.get(f"/a/{article.slug}").get_data(as_text=True))

    assert "Je account, Noor &amp; Co" in pages[0]
    assert "Je account, Sam" in pages[1]
    assert "Noor" not in pages[1]
    assert not _tokens(pages[0]) & _tokens(pages[1])


def test_the_token_of_a_kept_page_is_accepted(app, session):
    article = make_article(session)
    first, second = app.test_client(), app.test_client()
    for client in (first, second):
        sign_in(client, make_account(session))
        page = client.get(f"/a/{article.slug}").get_data(as_text=True)

    (token,) = _tokens(page)

    assert second.post("/sign-out", data={"csrf_token": token}).status_code == 303


def test_a_kept_page_looks_as_its_reader_wants(app, session):
    article = make_article(session)
    reader = make_account(session)
    light, dark = app.test_client(), app.test_client()
    dark.set_cookie("wiki_theme", "dark")
    for client in (light, dark):
        sign_in(client, reader)

    pages = [client.get(f"/a/{article.slug}").get_data(as_text=True) for client in (light, dark)]

    assert ['data-theme="dark"' in page for page in pages] == [False, True]


def test_the_author_sees_tools_that_another_reader_does_not(app, session):
    writer = make_account(session, roles=("author",))
    article = make_article(session, author=actor_of(writer))
    pages = []
    for account in (make_account(session, roles=("author",)), writer):
        client = app.test_client()
        sign_in(client, account)
        pages.append(client.get(f"/a/{article.slug}").get_data(as_text=True))

    assert [f'href="/a/{article.slug}/edit"' in page for page in pages] == [False, True]


def _tokens(page: str) -> set[str]:
    return set(re.findall(r'name="csrf_token" value="([^"]+)"', page))
