"""Keeping what is typed between saves. The page asks; without its script nothing is kept, and nothing is promised."""

import re

from flask import request
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from wiki.accounts.identity import actor, require_sign_in
from wiki.articles import queries, services
from wiki.articles.lifecycle import HANDS
from wiki.articles.models import Article
from wiki.articles.views import blueprint
from wiki.database import now
from wiki.errors import Invalid, NotFound
from wiki.taxonomy.data import TYPES
from wiki.web import copies, desks
from wiki.web.flow import done
from wiki.web.ground import ground
from wiki.web.limits import SAFE
from wiki.web.session import db, transaction

NOT_TEXT = frozenset({"csrf_token", "desk", "taken", "of", "action"})
# Beside the text there are a title, choices and answers to questions.
ROOM = 20_000
_TAKEN = re.compile(rf"({desks.NAME.pattern}):([0-9]{{1,9}})")


@blueprint.post("/unsaved/<desk>")
@require_sign_in
def keep_unsaved(desk: str) -> tuple[dict[str, int], int]:
    """Keep what stands in a page; the answer says so after it is safe, and never before."""
    kind, article = _place(request.form.get("of", ""))
    if not desks.NAME.fullmatch(desk):
        raise NotFound(desk)
    fields = {name: request.form.getlist(name) for name in request.form if name not in NOT_TEXT}
    longest = ground().settings.max_article_characters + ROOM
    try:
        with transaction() as session:
            kept = services.unsaved.keep(
                session,
                actor=actor(),
                at=now(),
                desk=desk,
                kind=kind,
                article=article,
                fields=fields,
                longest=longest,
            )
            version = kept.version
    except Invalid:
        return {}, 413
    return {"version": version}, 200


@blueprint.post("/unsaved/<desk>/removal")
@require_sign_in
def discard_unsaved(desk: str) -> Response:
    if desks.NAME.fullmatch(desk):
        with transaction() as session:
            services.unsaved.discard(session, actor=actor(), desk=desk)
    return done("articles.mine", _("De tekst is weggegooid."))


def address_now(slug: str) -> str:
    """Where an article is by now, for what is sent from a page that was opened under an address it had before."""
    return slug if request.method in SAFE else queries.moved_to(db(), actor(), slug) or slug


def taken_up(kind: str, article: Article | None) -> MultiDict[str, str] | None:
    """What a form is filled with when somebody goes on with a text that was never saved, or None. The new page has a
    name of its own: the old one may still be open elsewhere."""
    desk = request.args.get("unsaved")
    if not desk:
        return None
    if not desks.NAME.fullmatch(desk):
        raise NotFound(desk)
    found = queries.unsaved_text(db(), actor(), desk, kind=kind, article=article)
    fields = [(name, value) for name, values in found.fields.items() for value in values]
    return MultiDict([*fields, ("desk", desks.new()), ("taken", f"{desk}:{found.version}")])


def forget_saved() -> None:
    """What was typed in this page is saved; what it was taken up from goes too, unless somebody went on there. The
    browser is told as well, for it may have a copy."""
    desk = copies.desk_of(request.form.get("desk"))
    copies.tell(desk)
    with transaction() as session:
        services.unsaved.forget(session, actor=actor(), desk=desk)
        taken = _TAKEN.fullmatch(request.form.get("taken", ""))
        if taken:
            services.unsaved.forget(session, actor=actor(), desk=taken[1], version=int(taken[2]))


def _place(of: str) -> tuple[str, Article | None]:
    """The type and the article that a page is about. Who wrote something keeps it also when it cannot be saved now."""
    what, _slash, name = of.partition("/")
    if what == "write" and name in TYPES and actor().can_write:
        return name, None
    if what != "a":
        raise NotFound(of)
    article, parts = queries.by_slug(db(), actor(), address_now(name))
    if not HANDS & parts:
        raise NotFound(of)
    return article.type, article
