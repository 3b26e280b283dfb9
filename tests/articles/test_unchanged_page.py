"""A page that did not change is answered without being made."""

from tests.factories import make_account, make_article
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
