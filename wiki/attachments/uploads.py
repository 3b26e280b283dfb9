"""What somebody sends as a file, whatever becomes of it: room for it, how large it is, how often they may."""

from typing import cast

from flask import Flask, request
from flask.blueprints import BlueprintSetupState

from wiki.accounts.identity import actor
from wiki.attachments.refused import Refused
from wiki.settings import Settings
from wiki.web.limits import address_key, limit_posts, secret_key_for

# What comes with a file in its form.
AROUND = 64 * 1024


def make_room(app: Flask, settings: Settings, endpoint: str) -> None:
    """Let who may write send more to an endpoint than to others; before anything reads a form."""
    largest = _most(settings) + AROUND

    @app.before_request
    def widen() -> None:
        if request.endpoint == endpoint and request.method == "POST" and actor().can_write:
            request.max_content_length = largest


def limit(state: BlueprintSetupState, endpoint: str, scope: str) -> None:
    """Count what somebody sends to an endpoint; after the views, for it is recorded in their order."""

    def sender() -> str:
        return secret_key_for(f"{scope} of", str(actor().id)) if actor().is_signed_in else address_key()

    limit_posts(cast("Flask", state.app), endpoint, "upload_limit", key=sender, scope=scope)


def sent_file(settings: Settings) -> tuple[str, bytes]:
    """What the file is called, if anything, and what is in it. Raises Refused 'none' and 'too-big'."""
    given = request.files.get("file")
    if given is None:
        raise Refused("none")
    data = given.stream.read(_most(settings) + 1)
    if len(data) > _most(settings):
        raise Refused("too-big")
    return given.filename or "", data


def is_script() -> bool:
    """Whether a script asks, which wants what happened and no page."""
    return request.headers.get("Accept") == "application/json"


def _most(settings: Settings) -> int:
    return settings.max_file_mb * 1024 * 1024
