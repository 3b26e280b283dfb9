"""The article page: read far more than anything else, so it is answered from as little as possible.

What is the same for every reader is rendered once and kept per published revision, locale and circle of readers;
what changes for anybody, the list of words among it, raises the generation, which is part of every key and of the ETag.
For whoever only reads, the page around it is kept as well, with three holes: the reader's own name, the token of their
forms, and the key of what their device keeps. An unchanged page costs two statements and no template.
"""

import hashlib
import logging
import secrets
import time
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from flask import Response, make_response, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup, escape
from sqlalchemy.exc import OperationalError
from werkzeug.utils import redirect
from werkzeug.wrappers import Response as AnyResponse

from wiki import __version__, database
from wiki.accounts.identity import actor, open_for_reading
from wiki.accounts.policy import Action, Actor, may
from wiki.articles import devices, order, policy, queries, services
from wiki.articles.forms import BylineForm
from wiki.articles.lifecycle import ONLINE, WRITERS, Part, Stage
from wiki.articles.queries import ArticlePage, Known
from wiki.articles.services.byline import Byline
from wiki.articles.views import blueprint
from wiki.articles.views.explaining import explained
from wiki.database import now
from wiki.errors import Invalid, NotFound
from wiki.web import copies, icons
from wiki.web.assets import asset
from wiki.web.display import contrast, display_key, form_token, has_messages, theme
from wiki.web.flow import done, today
from wiki.web.ground import Ground, ground
from wiki.web.locale import current_locale
from wiki.web.session import db, transaction

log = logging.getLogger("wiki.articles")
# Made anew by every process, so that no text can hold them.
NAME_HOLE, TOKEN_HOLE, DEVICE_HOLE = secrets.token_hex(16), secrets.token_hex(16), secrets.token_hex(16)


class Drawn(NamedTuple):
    """An article for its readers: up to its last word, and what stands around it. Between them is each reader's own."""

    text: Markup
    around: Markup


@blueprint.get("/a/<slug>")
@open_for_reading
def read(slug: str) -> AnyResponse | str:
    reader = actor()
    try:
        known = queries.known(db(), reader, slug)
    except NotFound:
        return _unpublished(reader, slug)
    kept = queries.merged_into(db(), reader, known.merged_into_id) if known.merged_into_id else None
    if kept is not None:
        return redirect(url_for("articles.read", slug=kept.slug))
    etag = _etag(reader, known)
    if request.if_none_match.contains_weak(etag):
        return _cachable(Response(status=304), etag)
    if known.parts or request.query_string or has_messages():
        return _cachable(_counted(make_response(_article(*_kept_page(reader, known), known)), known), etag)
    return _cachable(_counted(make_response(_for_reading(reader, known)), known), etag)


@blueprint.post("/a/<slug>/archive")
def archive(slug: str) -> AnyResponse:
    with transaction() as session:
        services.archive(session, actor=actor(), at=now(), slug=slug)
    return done("articles.read", _("Gearchiveerd. Het adres blijft werken."), slug=slug)


@blueprint.post("/a/<slug>/byline")
def byline(slug: str) -> AnyResponse:
    form = BylineForm()
    if not form.validate():
        return done("articles.read", str(next(iter(form.errors.values()))[0]), kind="danger", slug=slug)
    chosen = Byline(kind=form.byline_kind.data or "", shown=form.role_name.data or "")
    try:
        with transaction() as session:
            services.choose_byline(session, actor=actor(), at=now(), slug=slug, byline=chosen)
    except Invalid as error:
        sentence = BylineForm.said_of(next(iter(error.fields.values())))
        return done("articles.read", str(sentence), kind="danger", slug=slug)
    return done("articles.read", _("Je staat nu zo bij dit artikel, ook in de geschiedenis."), slug=slug)


def _counted(response: Response, known: Known) -> Response:
    """Count that somebody opened the article, for who only reads it; once in a while what was counted is written down,
    after the answer."""
    if not known.parts and request.method == "GET" and ground().readings.add(known.id, time.monotonic()):
        response.call_on_close(partial(_write_down, ground()))
    return response


def _write_down(found: Ground) -> None:
    counts = found.readings.take()
    try:
        with found.sessions() as own, database.transaction(own):
            services.readings.add(own, counts, on=today())
    except OperationalError:
        log.warning("%d readings not counted", counts.total())


def _for_reading(reader: Actor, known: Known) -> str:
    """The whole page for somebody who is nothing to this article but its reader."""
    key = (*_key(reader, known), known.state, reader.is_signed_in, reader.grants, theme(), contrast(), request.host)
    token = form_token()

    def make() -> str:
        nobody = replace(reader, display_name=NAME_HOLE)
        owner = DEVICE_HOLE if reader.is_signed_in else ""
        html = _article(
            *_kept_page(reader, known), known, actor=nobody, csrf_token=lambda: TOKEN_HOLE, device_owner=owner
        )
        if token in html:
            raise RuntimeError("a form on the reading page has the token of one reader")
        return icons.within(html, asset(icons.SPRITE))

    html: str = ground().kept_pages.get(key, make)
    filled = html.replace(NAME_HOLE, escape(reader.display_name)).replace(TOKEN_HOLE, token)
    return filled.replace(DEVICE_HOLE, copies.owner(reader.id))


def _kept_page(reader: Actor, known: Known) -> tuple[ArticlePage, Drawn]:
    def make() -> tuple[ArticlePage, Drawn]:
        page = queries.page(db(), reader, known.id, today())
        return page, _drawn(page)

    found: tuple[ArticlePage, Drawn] = ground().kept_pages.get(_key(reader, known), make)
    return found


def _drawn(page: ArticlePage) -> Drawn:
    page, terms = explained(page)
    text = render_template("articles/_text.html", page=page, terms=terms)
    around = render_template("articles/_around.html", page=page)
    return Drawn(Markup(text), Markup(around))  # noqa: S704  a template's own output


def _key(reader: Actor, known: Known) -> tuple[object, ...]:
    return known.id, known.revision_id, known.generation, current_locale(), policy.visibility_key(reader), today()


def _article(page: ArticlePage, drawn: Drawn, known: Known, **instead: object) -> str:
    parts = known.parts
    return render_template(
        "articles/read.html",
        page=page,
        text_html=drawn.text,
        around_html=drawn.around,
        own=bool(WRITERS & parts),
        pending=known.pending if policy.can_see_head(known, parts) else None,
        can_edit=policy.can_do("save", known, parts),
        can_rename=order.can_order(parts),
        can_order=order.can_order(parts) and known.state in ONLINE,
        can_dispose=policy.can_do("dispose", known, parts) and known.merged_into_id is None,
        can_archive=policy.can_do("archive", known, parts),
        can_bring_back=known.merged_into_id is None and _can_bring_back(known),
        can_confirm=policy.can_do("confirm", known, parts),
        can_flag=policy.can_do("flag", known, parts),
        can_curate=policy.can_curate(known, parts),
        can_see_history=actor().is_signed_in,
        can_keep=devices.can_keep(actor(), known.state, known.audience) and not page.is_purged,
        can_report=may(actor(), Action.TAKE_PART),
        can_apply=policy.can_apply(actor(), known.state, page.type.slug, parts) and not page.is_purged,
        shows_applied=page.type.slug not in policy.NOT_APPLIED and not page.is_purged,
        can_hide=policy.can_do("hide", known, parts),
        **instead,
    )


def _can_bring_back(known: Known) -> bool:
    return known.state == Stage.ARCHIVED and policy.can_do("submit", known, known.parts)


def _unpublished(reader: Actor, slug: str) -> str:
    """What no reader has yet, for whoever writes it, and for a moderator while it waits for them."""
    article, parts = queries.by_slug(db(), reader, slug)
    page = queries.preview(db(), reader, article, queries.newest_shown(article, parts), today())
    drawn = _drawn(page)
    return render_template(
        "articles/read.html",
        page=page,
        text_html=drawn.text,
        around_html=drawn.around,
        own=bool(WRITERS & parts),
        pending=article.stage,
        can_edit=policy.can_do("save", article, parts),
        can_rename=policy.can_rename(article, parts),
        can_archive=False,
        can_decide_together=bool({Part.MODERATOR, Part.PRIVACY} & parts) and not WRITERS & parts,
        can_bin=article.published_id is None and policy.can_do("bin", article, parts),
        can_unbin=policy.can_do("unbin" if article.published_id is None else "recover", article, parts),
        can_see_history=bool(WRITERS & parts),
    )


def _etag(reader: Actor, known: Known) -> str:
    """Everything the page depends on. No time of day is in it: when somebody wrote is shown by date only.

    Sets are sorted, for their order differs from one web process to the next.
    """
    basis = (
        __version__,
        (known.id, known.state, known.stage, known.revision_id, known.generation),
        sorted(known.parts),
        (reader.id, reader.display_name),
        sorted((grant.role, grant.domain) for grant in reader.grants),
        current_locale(),
        display_key(),
        today().isoformat(),
    )
    return hashlib.sha256(repr(basis).encode()).hexdigest()[:32]


def _cachable(response: Response, etag: str) -> Response:
    response.set_etag(etag, weak=True)
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Vary"] = "Cookie, Accept-Language"
    return response
