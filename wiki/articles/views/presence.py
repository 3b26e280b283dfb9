"""Who has an article open for writing: how many, never who."""

from flask import render_template, request

from wiki.accounts.identity import actor, require_sign_in
from wiki.articles import policy, queries, services
from wiki.articles.lifecycle import HANDS
from wiki.articles.views import blueprint
from wiki.articles.views.desk import own_seal
from wiki.articles.views.unsaved import address_now
from wiki.database import now
from wiki.errors import NotFound
from wiki.web.session import db, transaction


@blueprint.post("/a/<slug>/presence")
@require_sign_in
def presence(slug: str) -> str:
    """Say that the actor has the article open for writing, and be told how many others do and what they saved."""
    article, parts = queries.by_slug(db(), actor(), address_now(slug))
    if not HANDS & parts or not policy.can_do("save", article, parts):
        raise NotFound(slug)
    seal, at = own_seal(article.id), now()
    with transaction() as session:
        services.presence.arrive(session, article.id, seal=seal, at=at)
    others = services.presence.others(db(), article.id, seal=seal, at=at)
    base = request.form.get("base", type=int) or 0
    newest = article.head.number if article.head.number > base > 0 else None
    return render_template("articles/_presence.html", others=others, newest=newest)
