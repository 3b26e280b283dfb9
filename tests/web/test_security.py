"""Headers of every answer, and where a form may send somebody."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import InProcess
from wiki.app import create_app
from wiki.web.security import CONTENT_SECURITY_POLICY, safe_next


@pytest.mark.parametrize("url", ["/", "/a/rook", "/search?q=a%20b&page=2", "/a/rook#s-valkuil", "/a//b"])
def test_a_path_of_this_site_is_safe(url):
    assert safe_next(url) == url


@pytest.mark.parametrize(
    "url",
    [
        None, "", "a/rook", "https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example",
        "/\t/evil.example", "/\n/evil.example", " //evil.example", "javascript:alert(1)", "/a\\b", "/a\x7fb", "/\x00",
        "http:/evil.example",
    ],
)  # fmt: skip
def test_anything_else_is_not(url):
    assert safe_next(url) is None


@given(st.text(max_size=40))
def test_what_is_safe_never_leaves_the_site(url):
    safe = safe_next(url)

    assert safe is None or (safe == url and safe[0] == "/" and safe[1:2] not in ("/", "\\"))


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere():
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert "http" not in CONTENT_SECURITY_POLICY
    assert "default-src 'none'" in CONTENT_SECURITY_POLICY


def test_pages_are_not_kept_by_others(client):
    assert client.get("/sign-in").headers["Cache-Control"] == "no-store"


def test_static_files_with_their_hash_are_kept_for_long(client):
    with client.get("/static/css/site.css?v=1") as known, client.get("/static/css/site.css") as plain:
        assert "immutable" in known.headers["Cache-Control"]
        assert "immutable" not in plain.headers["Cache-Control"]


def test_a_missing_static_file_is_not_kept(client):
    assert "immutable" not in client.get("/static/none.css?v=1").headers.get("Cache-Control", "")


@pytest.mark.parametrize("https", [True, False])
def test_tls_is_promised_where_there_is_tls(settings, https):
    app = create_app(replace(settings, https=https), renderer=InProcess())

    answer = app.test_client().get("/sign-in")

    app.extensions["wiki"].engine.dispose()
    assert ("Strict-Transport-Security" in answer.headers) is https
    cookie = answer.headers["Set-Cookie"]
    assert ("__Host-" in cookie, "Secure" in cookie) == (https, https)


def test_another_host_than_ours_is_refused(settings):
    app = create_app(replace(settings, trusted_hosts=("wiki.example",)), renderer=InProcess())

    codes = [app.test_client().get("/sign-in", base_url=f"http://{host}").status_code for host in HOSTS]

    app.extensions["wiki"].engine.dispose()
    assert codes == [200, 400]


HOSTS = ("wiki.example", "evil.example")
