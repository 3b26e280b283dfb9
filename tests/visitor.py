"""A visitor at the test client: gets pages, fills in forms with the token that the page gave, follows redirects."""

import re
from collections.abc import Mapping
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.factories import PASSWORD
from wiki.accounts.models import Account

_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


def token(client: FlaskClient, path: str = "/sign-in") -> str:
    """The token of a form on that page."""
    found = _TOKEN.search(client.get(path, follow_redirects=True).get_data(as_text=True))
    assert found, f"no form with a token on {path}"
    return found[1]


def post(client: FlaskClient, path: str, values: Mapping[str, Any] | None = None, **options: Any) -> TestResponse:
    """Send a form with a valid token."""
    return client.post(path, data={"csrf_token": token(client), **(values or {})}, **options)


def sign_in(client: FlaskClient, account: Account, password: str = PASSWORD) -> None:
    """Sign in through the form, as a person does."""
    answer = post(client, "/sign-in", {"email": account.email, "password": password})
    assert answer.status_code == 303, answer.get_data(as_text=True)[:2000]
