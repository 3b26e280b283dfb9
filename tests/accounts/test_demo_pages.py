"""Looking around as one of the demo accounts."""

import dataclasses

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.factories import make_account
from tests.visitor import post, token
from wiki.accounts import demo
from wiki.database import now, transaction
from wiki.settings import Settings


class TestDemonstration:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return dataclasses.replace(settings, mode="demo")

    @pytest.fixture(autouse=True)
    def accounts(self, session: Session, settings: Settings) -> None:
        with transaction(session):
            demo.create(session, settings=settings, at=now())

    def test_every_role_is_one_click_away(self, client: FlaskClient) -> None:
        page = client.get("/sign-in").text

        for role in demo.ROLES:
            assert f'value="{role.key}"' in page
            assert str(role.purpose) in page
            answer = post(client, "/sign-in/demo", {"account": role.key, "next": "/account"})
            assert answer.location == "/account"
            assert role.display_name in client.get("/account").text
            post(client, "/sign-out", {"csrf_token": token(client, "/account")})

    def test_an_unknown_key_is_not_found(self, client: FlaskClient) -> None:
        assert post(client, "/sign-in/demo", {"account": "baas"}).status_code == 404

    def test_a_deactivated_demo_account_is_not_found(self, client: FlaskClient, session: Session) -> None:
        account = demo.find(session, "author", settings=Settings(mode="demo"))
        assert account
        with transaction(session):
            account.is_active = False

        assert post(client, "/sign-in/demo", {"account": "author"}).status_code == 404


def test_outside_a_demonstration_there_is_no_one_click(client: FlaskClient, session: Session) -> None:
    make_account(session, email=demo.email("author"))

    assert "/sign-in/demo" not in client.get("/sign-in").text
    assert post(client, "/sign-in/demo", {"account": "author"}).status_code == 404
