"""Files: adding them, one's own, and sending one to whoever may see a text that shows it."""

import logging
from contextlib import suppress

from flask import Blueprint, Flask, abort, render_template
from flask.blueprints import BlueprintSetupState
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from wiki.accounts.identity import actor, open_for_reading, require_sign_in
from wiki.attachments import policy, queries, services, uploads, workshop
from wiki.attachments.naming import name_for
from wiki.attachments.queries import File
from wiki.attachments.refused import Refused
from wiki.attachments.storage import Missing, store_of
from wiki.attachments.words import refusal
from wiki.database import now
from wiki.errors import NotAllowed, NotFound
from wiki.settings import Settings
from wiki.web.contents import sent
from wiki.web.flow import done, today
from wiki.web.ground import ground
from wiki.web.paging import page_number
from wiki.web.session import db, transaction

SHOWN = ("image", "audio", "video")

log = logging.getLogger(__name__)
blueprint = Blueprint("attachments", __name__)


def init_app(app: Flask, settings: Settings) -> None:
    uploads.make_room(app, settings, "attachments.add")


@blueprint.get("/files")
@require_sign_in
def own() -> str:
    return _page()


@blueprint.post("/files")
@require_sign_in
def add() -> Response | tuple[dict[str, str], int] | tuple[str, int]:
    """Take a file. A script gets what to put into a text; without one the list shows it."""
    policy.require_adding(actor())
    try:
        added = _added()
    except Refused as refused:
        sentence = refusal(refused.code, ground().settings)
        status = 503 if refused.code == "unkept" else 422
        return ({"message": sentence}, status) if uploads.is_script() else (_page(refused=sentence), status)
    if uploads.is_script():
        return {"markdown": added.markdown, "kind": added.kind, "name": added.name}, 201
    return done("attachments.own", _("%(name)s staat erbij. Neem de code over in je tekst.", name=added.name))


@blueprint.get("/files/<key>/<name>")
@blueprint.get("/files/<key>/<int:width>x<int:height>/<name>")
@open_for_reading
def fetch(key: str, name: str, width: int | None = None, **_height: int) -> Response:
    """A file, or a smaller width of a picture."""
    file = queries.file(db(), actor(), key)
    if name != file.name or bool(width) != bool(file.width):
        raise NotFound(name)
    content = queries.content_of(file, width)
    opened = None
    with suppress(Missing):
        opened = store_of(ground().settings).open(content)
    if opened is None:
        log.error("a content is missing", extra={"file": file.id})
        abort(503)
    how = "inline" if file.kind in SHOWN else "attachment"
    return sent(opened, mime=file.mime, name=file.name, etag=content, how=how)


@blueprint.post("/files/<key>/removal")
@require_sign_in
def remove(key: str) -> Response:
    try:
        with transaction() as session:
            services.remove(session, actor=actor(), at=now(), key=key)
    except NotAllowed:
        return done("attachments.own", _("Dit bestand is in gebruik en blijft."), kind="warn")
    return done("attachments.own", _("Het bestand is weg."))


@blueprint.record_once
def limit_adding(state: BlueprintSetupState) -> None:
    uploads.limit(state, "attachments.add", "files")


def _added() -> File:
    """Raises Refused."""
    settings = ground().settings
    called, data = uploads.sent_file(settings)
    if not called:
        raise Refused("none")
    with ground().rendering.take(("file", actor().id)):
        made = workshop.clean(data, most_pixels=settings.max_image_megapixels * 1_000_000)
    store = store_of(settings)
    try:
        blob = services.kept(store, made)
    except (Missing, OSError) as error:
        log.error("a file cannot be kept", extra={"fault": type(error).__name__})  # noqa: TRY400  it says all
        raise Refused("unkept") from error
    name = name_for(called, made.format.extension, otherwise=_otherwise(made.format.kind), today=today())
    with transaction() as session:
        added = queries.shown(services.add(session, actor=actor(), at=now(), made=made, blob=blob, name=name))
    # The last file with the same content may have been forgotten since; `wiki files check` tells where this fails too.
    with suppress(Missing, OSError):
        services.kept(store, made)
    return added


def _otherwise(kind: str) -> str:
    names: dict[str, str] = {
        "image": _("afbeelding"),
        "document": _("document"),
        "audio": _("geluid"),
        "video": _("film"),
    }
    return names[kind]


def _page(*, refused: str | None = None) -> str:
    files = queries.own(db(), actor(), page_number())
    return render_template("attachments/own.html", page=files, refused=refused, most=ground().settings.max_file_mb)
