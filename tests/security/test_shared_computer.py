"""A computer at a station is used by many: nothing of the one before is there for the next."""

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.factories import make_account
from tests.visitor import post, sign_in


def test_an_invitation_link_does_not_outlive_signing_out(client: FlaskClient, session: Session) -> None:
    sign_in(client, make_account(session, roles=["admin"]))
    post(client, "/users/invitations", {"email": "nieuw@dienst.example", "reader": "all"})

    post(client, "/sign-out")

    with client.session_transaction() as kept:
        assert "invitation_link" not in kept
