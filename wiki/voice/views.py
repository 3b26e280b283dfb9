"""Recordings: sending one, one's own, hearing one, writing it out, throwing it away."""

import logging
from contextlib import suppress

from flask import Blueprint, Flask, abort, render_template, request
from flask.blueprints import BlueprintSetupState
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from wiki.accounts.identity import actor, require_sign_in
from wiki.articles import queries as articles
from wiki.articles.models import Article
from wiki.attachments import uploads
from wiki.attachments.refused import Refused
from wiki.attachments.storage import Missing, Store, store_of
from wiki.database import now
from wiki.errors import Invalid
from wiki.markup import clean_text
from wiki.settings import Settings
from wiki.voice import policy, queries, services, sounds
from wiki.voice.words import refusal
from wiki.web.contents import sent
from wiki.web.flow import done
from wiki.web.ground import ground
from wiki.web.locale import current_locale
from wiki.web.session import db, transaction

log = logging.getLogger(__name__)
blueprint = Blueprint("voice", __name__)


def init_app(app: Flask, settings: Settings) -> None:
    uploads.make_room(app, settings, "voice.add")


@blueprint.get("/recordings")
@require_sign_in
def own() -> str:
    """All of them, or those of one article or page, as a page that works without scripts."""
    found, is_all = _asked_for()
    return render_template("voice/own.html", recordings=found, is_all=is_all, locale=current_locale())


@blueprint.get("/recordings/list")
@require_sign_in
def listing() -> str:
    """The same for the writing page."""
    found, _is_all = _asked_for()
    return render_template("voice/_recordings.html", recordings=found, locale=current_locale())


@blueprint.post("/recordings")
@require_sign_in
def add() -> tuple[str | dict[str, str], int]:
    """Take a recording; the answer is what to show of it, when it is safe and never before."""
    article = _article(request.form.get("article", ""))
    policy.require_recording(db(), actor(), article)
    try:
        key = _added(article)
    except Refused as refused:
        return {"message": refusal(refused.code, ground().settings)}, 422
    except Invalid as wrong:
        return {"message": refusal(wrong.fields["file"], ground().settings)}, 422
    found = queries.own(db(), actor(), key=key)
    return render_template("voice/_recordings.html", recordings=found, locale=current_locale()), 201


@blueprint.get("/recordings/<key>")
@require_sign_in
def hear(key: str) -> Response:
    found = queries.recording(db(), actor(), key)
    opened = None
    with suppress(Missing):
        opened = _store().open(found.blob)
    if opened is None:
        log.error("a recording is missing")
        abort(503)
    name = _("opname")
    return sent(opened, mime=found.mime, name=f"{name}.{sounds.EXTENSIONS[found.mime]}", etag=found.blob, how="inline")


@blueprint.post("/recordings/<key>")
@require_sign_in
def write_out(key: str) -> Response | tuple[dict[str, str], int]:
    try:
        with transaction() as session:
            services.write_out(
                session,
                actor=actor(),
                at=now(),
                key=key,
                transcript=clean_text(request.form.get("transcript", "")),
                keep="keep" in request.form,
                longest=ground().settings.max_article_characters,
            )
    except Invalid:
        sentence = _("Deze tekst is te lang om te bewaren. Maak hem korter.")
        return ({"message": sentence}, 422) if uploads.is_script() else done("voice.own", sentence, kind="warn")
    return ({}, 200) if uploads.is_script() else done("voice.own", _("Bewaard."))


@blueprint.post("/recordings/<key>/removal")
@require_sign_in
def remove(key: str) -> Response | tuple[dict[str, str], int]:
    with transaction() as session:
        blobs = services.remove(session, actor=actor(), at=now(), key=key)
    with transaction() as session:
        services.forgotten(session, _store(), blobs)
    return ({}, 200) if uploads.is_script() else done("voice.own", _("De opname is weg."))


@blueprint.record_once
def limit_adding(state: BlueprintSetupState) -> None:
    uploads.limit(state, "voice.add", "recordings")


def _asked_for() -> tuple[list[queries.Shown], bool]:
    article, desk = request.args.get("article") or None, request.args.get("desk") or None
    return list(queries.own(db(), actor(), article=article, desk=desk)), not (article or desk)


def _article(slug: str) -> Article | None:
    return articles.by_slug(db(), actor(), slug)[0] if slug else None


def _added(article: Article | None) -> str:
    """The key of what was sent. Raises Refused, Invalid and NotFound."""
    sound = _sound()
    store, blob = _store(), services.name_of(actor(), sound)
    store.put(blob, sound.content)
    try:
        with transaction() as session:
            key = services.add(
                session,
                actor=actor(),
                at=now(),
                article=article,
                desk=request.form.get("desk", ""),
                section=request.form.get("section", ""),
                sound=sound,
                blob=blob,
                seconds=request.form.get("seconds", type=int) or 0,
            ).key
    except Exception:
        with transaction() as session:
            services.forgotten(session, store, [blob])
        raise
    # Somebody may have thrown the same recording away since it was kept.
    store.put(blob, sound.content)
    return key


def _sound() -> sounds.Sound:
    _called, data = uploads.sent_file(ground().settings)
    with ground().rendering.take(("file", actor().id)):
        return sounds.taken(data)


def _store() -> Store:
    return store_of(ground().settings, services.PLACE)
