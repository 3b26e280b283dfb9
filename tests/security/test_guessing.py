"""The limit on guessing a password counts the account that is tried, however its address is spelled."""

import dataclasses
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.factories import PASSWORD, InProcess, make_account
from tests.visitor import post, token
from wiki.app import create_app
from wiki.settings import Settings


@pytest.fixture
def limited(settings: Settings) -> Iterator[FlaskClient]:
    app = create_app(
        dataclasses.replace(settings, rate_limits=True, sign_in_limit_account="2 per hour"),
        renderer=InProcess(),  # type: ignore[arg-type]
    )
    yield app.test_client()
    app.extensions["wiki"].engine.dispose()


@pytest.mark.parametrize("spelled", ["\ufeff{}", "\ufeff   {}", " {} ", "\u2028{}"])
def test_another_spelling_of_an_address_is_no_new_account(limited: FlaskClient, session: Session, spelled: str) -> None:
    account = make_account(session)
    for _ in range(2):
        post(limited, "/sign-in", {"email": account.email, "password": "mis geraden wachtwoord"})

    answer = post(limited, "/sign-in", {"email": spelled.format(account.email), "password": PASSWORD})

    assert answer.status_code == 429


def test_a_form_is_not_read_from_json(limited: FlaskClient, session: Session) -> None:
    account = make_account(session)
    typed = {"email": account.email, "password": PASSWORD}

    answer = limited.post("/sign-in", json=typed, headers={"X-CSRFToken": token(limited)})

    assert answer.status_code == 422
