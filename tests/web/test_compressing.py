"""Answers are made small for who takes that, and say the same."""

import gzip

import pytest
from flask import Flask, Response

from tests.factories import make_article
from wiki.web import compressing
from wiki.web.compressing import FEWEST_BYTES, MOST_PADDING

GZIP = {"Accept-Encoding": "gzip, deflate, br"}


def test_a_page_is_sent_small_and_says_the_same(client):
    plain, small = client.get("/sign-in"), client.get("/sign-in", headers=GZIP)

    assert "Content-Encoding" not in plain.headers
    assert small.headers["Content-Encoding"] == "gzip"
    assert int(small.headers["Content-Length"]) == len(small.data) < len(plain.data) / 2
    assert b"<h1" in gzip.decompress(small.data)
    for answer in (plain, small):
        assert "Accept-Encoding" in answer.headers["Vary"]


@pytest.mark.parametrize("accepted", ["", "br", "gzip;q=0", "identity"])
def test_who_does_not_take_it_gets_it_plain(client, accepted):
    assert "Content-Encoding" not in client.get("/sign-in", headers={"Accept-Encoding": accepted}).headers


def test_the_length_of_a_page_tells_nothing(client):
    """Apart from its token a page is the same each time, but not its length."""
    lengths = {len(client.get("/healthz-none", headers=GZIP).data) for _ in range(20)}

    assert len(lengths) > 5
    assert max(lengths) - min(lengths) <= 2 * MOST_PADDING


@pytest.mark.parametrize(
    ("path", "is_small"),
    [("css/site.css", True), ("js/suggest.js", True), ("icons/sprite.svg", True), ("img/favicon.svg", False)],
)
def test_a_static_file_is_sent_small_where_that_helps(client, path, is_small):
    plain = client.get(f"/static/{path}").data

    answers = [client.get(f"/static/{path}", headers=GZIP) for _ in range(2)]

    assert [answer.headers.get("Content-Encoding") == "gzip" for answer in answers] == [is_small] * 2
    if is_small:
        assert answers[0].data == answers[1].data
        assert gzip.decompress(answers[0].data) == plain
        assert "Accept-Ranges" not in answers[0].headers


def test_a_font_is_small_already(client):
    answer = client.get("/static/fonts/radio-canada-latin-400-800.woff2", headers=GZIP)

    assert "Content-Encoding" not in answer.headers
    assert answer.data[:4] == b"wOF2"


def test_the_error_page_of_one_reader_is_given_to_nobody_else(person):
    """Where a static file is not there the answer is a page, with the name of its reader and the token of a form."""
    one, other = person("reader", name="Eva Een"), person("reader", name="Tom Twee")

    pages = [each.client.get("/static/none.css", headers=GZIP) for each in (one, other)]

    assert [page.status_code for page in pages] == [404, 404]
    assert "Tom Twee" in gzip.decompress(pages[1].data).decode()
    assert "Eva Een" not in gzip.decompress(pages[1].data).decode()
    assert pages[1].headers["Cache-Control"] == "no-store"


def test_part_of_a_file_is_sent_as_it_is(client):
    answer = client.get("/static/css/site.css", headers={**GZIP, "Range": "bytes=0-99"})

    assert (answer.status_code, len(answer.data)) == (206, 100)
    assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize("path", ["/static/css/site.css", "/a/{slug}"])
def test_what_a_browser_has_by_gzip_is_not_sent_again(person, session, path):
    client, address = person("reader").client, path.format(slug=make_article(session).slug)
    tag = client.get(address, headers=GZIP).headers["ETag"]

    assert tag.startswith("W/")
    assert client.get(address, headers={**GZIP, "If-None-Match": tag}).status_code == 304


@pytest.fixture
def own() -> Flask:
    app = Flask("own", static_folder=None)
    compressing.init_app(app)
    return app


@pytest.mark.parametrize(
    ("response", "is_small"),
    [
        (Response("x" * FEWEST_BYTES, mimetype="text/html"), True),
        (Response("x" * (FEWEST_BYTES - 1), mimetype="text/html"), False),
        (Response("x" * FEWEST_BYTES, mimetype="image/png"), False),
        (Response(iter(["x" * FEWEST_BYTES]), mimetype="text/html"), False),
        (Response("x" * FEWEST_BYTES, mimetype="text/html", headers={"Content-Encoding": "br"}), False),
        (Response("x" * FEWEST_BYTES, mimetype="text/html", headers={"ETag": '"a"'}), True),
        (Response(status=204, mimetype="text/html"), False),
    ],
)
def test_only_whole_texts_are_made_small(own, response, is_small):
    own.add_url_rule("/", view_func=lambda: response)

    answer = own.test_client().get("/", headers=GZIP)

    assert (answer.headers.get("Content-Encoding") == "gzip") == is_small
    assert not is_small or gzip.decompress(answer.data) == b"x" * FEWEST_BYTES
    assert not is_small or not answer.headers.get("ETag") or answer.headers["ETag"] == 'W/"a"'
