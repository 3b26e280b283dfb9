"""The pages of accounts: the way in and out, one's own account, and the accounts of others for admins."""

from contextlib import suppress
from typing import cast

from flask import Flask, request
from flask.blueprints import BlueprintSetupState

from wiki.accounts import identity
from wiki.accounts.queries import normal_email
from wiki.accounts.views import own, signing, users  # noqa: F401  they add their pages to the blueprint
from wiki.accounts.views.blueprint import blueprint
from wiki.errors import UnsafeText
from wiki.markup import clean_line
from wiki.web.limits import address_key, limit_posts, secret_key_for


@blueprint.record_once
def limit_guessing(state: BlueprintSetupState) -> None:
    """Guessing passwords is limited by the account that is tried, there or not, and by where the tries come from."""
    app = cast("Flask", state.app)
    limit_posts(app, "accounts.sign_in", "sign_in_limit_account", key=_tried_account, scope="sign-in-account")
    limit_posts(app, "accounts.sign_in", "sign_in_limit_address", key=address_key, scope="sign-in-address")
    limit_posts(app, "accounts.change_password", "sign_in_limit_account", key=_own_account, scope="password")


def _tried_account() -> str:
    """By the address as the form will read it, or one account would have as many limits as it has spellings."""
    typed = request.form.get("email", "")
    with suppress(UnsafeText):
        typed = clean_line(typed)
    return secret_key_for("email", normal_email(typed))


def _own_account() -> str:
    return secret_key_for("account", str(identity.actor().id))


__all__ = ["blueprint"]
