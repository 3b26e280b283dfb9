"""Asking a colleague to write along, and answering when asked."""

from flask import request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from wiki.accounts.identity import actor, require_sign_in
from wiki.articles import services
from wiki.articles.views import blueprint
from wiki.database import now
from wiki.web.flow import done
from wiki.web.session import transaction


@blueprint.post("/a/<slug>/co-authors")
@require_sign_in
def invite_co_author(slug: str) -> Response:
    """The answer is the same whether the address belongs to somebody or not."""
    email = request.form.get("email", "")
    with transaction() as session:
        services.coauthors.invite(session, actor=actor(), at=now(), slug=slug, email=email)
    text = _("Hoort dit adres bij een collega die hier schrijft, dan staat de vraag nu bij diens eigen werk.")
    return done("articles.edit", text, slug=slug)


@blueprint.post("/a/<slug>/co-authors/withdrawal")
@require_sign_in
def withdraw_co_author_invitations(slug: str) -> Response:
    with transaction() as session:
        services.coauthors.withdraw_invitations(session, actor=actor(), at=now(), slug=slug)
    return done("articles.edit", _("De open vragen zijn ingetrokken."), slug=slug)


@blueprint.post("/a/<slug>/co-authors/leaving")
@require_sign_in
def leave_co_authors(slug: str) -> Response:
    with transaction() as session:
        services.coauthors.leave(session, actor=actor(), at=now(), slug=slug)
    return done("articles.mine", _("Je schrijft niet meer mee."))


@blueprint.post("/co-author-invitations/<int:id>/acceptance")
@require_sign_in
def accept_co_author_invitation(id: int) -> Response:
    with transaction() as session:
        article = services.coauthors.accept(session, id, actor=actor(), at=now())
        slug = article.slug
    return done("articles.edit", _("Je schrijft mee. Onder welke rolnaam kies je bij Over dit artikel."), slug=slug)


@blueprint.post("/co-author-invitations/<int:id>/refusal")
@require_sign_in
def decline_co_author_invitation(id: int) -> Response:
    with transaction() as session:
        services.coauthors.decline(session, id, actor=actor())
    return done("articles.mine", _("Je schrijft niet mee. De auteur krijgt daar geen bericht van."))
