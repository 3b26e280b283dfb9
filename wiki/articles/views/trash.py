"""Throwing away: a change to what is published for good, a draft or what is archived into the bin and out of it."""

from flask_babel import gettext as _
from werkzeug.wrappers import Response

from wiki.accounts.identity import actor, require_sign_in
from wiki.articles import queries, services
from wiki.articles.views import blueprint
from wiki.database import now
from wiki.web.flow import done
from wiki.web.session import db, transaction


@blueprint.post("/a/<slug>/discard")
def discard(slug: str) -> Response:
    with transaction() as session:
        services.discard(session, actor=actor(), at=now(), slug=slug)
    return done("articles.read", _("De wijziging is weggegooid. Lezers merken er niets van."), slug=slug)


@blueprint.post("/a/<slug>/bin")
@require_sign_in
def throw_away(slug: str) -> Response:
    if _was_published(slug):
        with transaction() as session:
            services.dispose(session, actor=actor(), at=now(), slug=slug)
        return done("moderation.binned", _("Het artikel ligt in de prullenbak."))
    with transaction() as session:
        services.throw_away(session, actor=actor(), at=now(), slug=slug)
    return done("articles.mine", _("Weggegooid. Het ligt nog in je prullenbak."))


@blueprint.post("/a/<slug>/bin/recovery")
@require_sign_in
def take_out(slug: str) -> Response:
    if _was_published(slug):
        with transaction() as session:
            services.recover(session, actor=actor(), at=now(), slug=slug)
        return done("articles.read", _("Teruggezet. Het artikel is weer gearchiveerd."), slug=slug)
    with transaction() as session:
        services.take_out(session, actor=actor(), at=now(), slug=slug)
    return done("articles.mine", _("Teruggezet. Het is weer een concept."))


def _was_published(slug: str) -> bool:
    article, _parts = queries.by_slug(db(), actor(), slug)
    return article.published_id is not None
