"""A visitor at the test client: gets pages, fills in forms with the token that the page gave, follows redirects."""

import re
from collections.abc import Mapping
from typing import Any
from weakref import WeakKeyDictionary

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.factories import PASSWORD, actor_of
from tests.forms import press
from wiki.accounts.models import Account

_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
# The token that a page gave each browser, with the cookie that it goes with.
_given: WeakKeyDictionary[FlaskClient, tuple[str, str]] = WeakKeyDictionary()


class ReadsAll(FlaskClient):
    """Takes an answer whole, as a browser does: a file that is sent row by row too."""

    def open(self, *args: Any, **options: Any) -> TestResponse:
        return super().open(*args, **{"buffered": True, **options})


def token(client: FlaskClient, path: str = "/sign-in") -> str:
    """The token of a form on that page."""
    found = _TOKEN.search(client.get(path, follow_redirects=True).get_data(as_text=True))
    assert found, f"no form with a token on {path}"
    return found[1]


def post(client: FlaskClient, path: str, values: Mapping[str, Any] | None = None, **options: Any) -> TestResponse:
    """Send a form with a valid token: one that a page gave already, as long as its cookie is the same."""
    if client not in _given or _given[client][0] != _cookie(client):
        fresh = token(client)
        _given[client] = _cookie(client), fresh
    return client.post(path, data={"csrf_token": _given[client][1], **(values or {})}, **options)


def _cookie(client: FlaskClient) -> str:
    found = client.get_cookie(client.application.config["SESSION_COOKIE_NAME"])
    return found.value if found else ""


def sign_in(client: FlaskClient, account: Account, password: str = PASSWORD) -> None:
    """Sign in through the form, as a person does."""
    answer = post(client, "/sign-in", {"email": account.email, "password": password})
    assert answer.status_code == 303, answer.get_data(as_text=True)[:2000]


class Person:
    """Somebody with a browser of their own, signed in unless they are a visitor."""

    def __init__(self, app: Flask, account: Account | None = None) -> None:
        self.client = app.test_client()
        if account is not None:
            self.actor = actor_of(account)
            sign_in(self.client, account)

    def see(self, path: str, **options: Any) -> TestResponse:
        """The page at this address, or where it leads."""
        return self.client.get(path, follow_redirects=True, **options)

    def words(self, path: str) -> str:
        return self.see(path).get_data(as_text=True)

    def press(self, page: TestResponse, button: str, **filled: Any) -> TestResponse:
        """Fill in fields of a page, press a button, and see the page that follows."""
        answer = press(self.client, page, button, **filled)
        return self.see(answer.location) if answer.location else answer

    def do(self, path: str, button: str, **filled: Any) -> TestResponse:
        return self.press(self.see(path), button, **filled)

    def send(self, path: str, **values: Any) -> TestResponse:
        """Send a form that no page gave, with a token that one did."""
        return post(self.client, path, values)
