"""In production the wiki answers to its own names, and its links say https whatever the request looked like."""

import dataclasses
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.factories import InProcess, make_account
from tests.visitor import post, sign_in
from wiki.app import create_app
from wiki.settings import Settings


@pytest.fixture
def public(settings: Settings) -> Iterator[Flask]:
    app = create_app(
        dataclasses.replace(settings, https=True, trusted_hosts=("wiki.example", "localhost")),
        renderer=InProcess(),  # type: ignore[arg-type]
    )
    app.testing = False
    yield app
    app.extensions["wiki"].engine.dispose()


@pytest.mark.parametrize("host", ["evil.example", "wiki.example.evil.example", "wiki.example:80@evil.example"])
@pytest.mark.parametrize("path", ["/", "/sign-in", "/invitations/geheim", "/nope", "/static/css/base.css"])
def test_another_host_is_refused_without_a_fault(public: Flask, host: str, path: str) -> None:
    answer = public.test_client().get(path, headers={"Host": host})

    assert answer.status_code == 400
    assert host not in answer.text
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"


def test_an_invitation_link_is_https_whatever_the_request_looked_like(public: Flask, session: Session) -> None:
    client = public.test_client()
    sign_in(client, make_account(session, roles=["admin"]))

    post(client, "/users/invitations", {"email": "nieuw@dienst.example", "reader": "all"})

    with client.session_transaction() as kept:
        assert kept["invitation_link"].startswith("https://localhost/invitations/")
