"""Looks and language of a visitor: two small cookies and no more."""

import pytest

from tests.visitor import post


def attributes(client, path="/sign-in"):
    page = client.get(path).get_data(as_text=True)
    return page[page.index("<html") : page.index(">", page.index("<html"))]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"theme": "dark"}, 'data-theme="dark"'),
        ({"theme": "light", "contrast": "more"}, 'data-contrast="more"'),
        ({"theme": "pink"}, 'data-theme="system"'),
        ({}, 'data-theme="system"'),
    ],
)
def test_a_look_is_on_the_next_page(client, values, expected):
    post(client, "/display", values)

    assert expected in attributes(client)


def test_a_language_is_that_of_the_next_page(client):
    post(client, "/language", {"language": "en"})

    assert 'lang="en"' in attributes(client)


def test_an_unknown_language_changes_nothing(client):
    answer = post(client, "/language", {"language": "xx"})

    assert "wiki_language" not in str(answer.headers)


@pytest.mark.parametrize(
    ("wanted", "place"),
    [("/a/rook?page=2", "/a/rook?page=2"), ("//evil.example", "/"), ("https://evil.example", "/"), ("", "/")],
)
def test_the_way_back_stays_on_this_site(client, wanted, place):
    answer = post(client, "/display", {"theme": "dark", "next": wanted})

    assert (answer.status_code, answer.location) == (303, place)


def test_a_cookie_that_somebody_made_up_is_ignored(client):
    client.set_cookie("wiki_theme", '"><script>')

    assert 'data-theme="system"' in attributes(client)
