"""Articles and practice cards as PDF, for exactly those who may read them; not found where the extra is not there."""

from hashlib import sha256
from io import BytesIO

from flask import Blueprint, abort, render_template, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from wiki.accounts.identity import actor, open_for_reading
from wiki.articles import queries
from wiki.attachments.storage import store_of
from wiki.errors import NotFound
from wiki.portability import pictures, press
from wiki.web import qr
from wiki.web.addresses import whole_address
from wiki.web.contents import sent
from wiki.web.flow import today
from wiki.web.ground import ground
from wiki.web.session import db

blueprint = Blueprint("portability", __name__)


@blueprint.app_context_processor
def extra() -> dict[str, bool]:
    return {"has_pdf": press.is_there()}


@blueprint.get("/a/<slug>/article.pdf")
@open_for_reading
def article_pdf(slug: str) -> Response:
    _require_press()
    page = queries.page_at(db(), actor(), slug, today())
    moved = queries.moved_into(db(), actor(), slug)
    if moved is not None:
        return redirect(url_for("portability.article_pdf", slug=moved.slug))
    html = render_template("portability/article.html", page=page)
    return _pdf(html, slug, f"{slug}.pdf")


@blueprint.get("/a/<slug>/card.pdf")
@open_for_reading
def practice_card_pdf(slug: str) -> Response:
    _require_press()
    card = queries.practice_card(db(), actor(), slug, today(), _address)
    moved = queries.moved_into(db(), actor(), slug)
    if moved is not None:
        return redirect(url_for("portability.practice_card_pdf", slug=moved.slug))
    html = render_template("portability/practice_card.html", card=card, code=qr.code)
    return _pdf(html, slug, f"{slug}-a6.pdf")


def _require_press() -> None:
    if not press.is_there():
        raise NotFound("pdf")


def _pdf(html: str, slug: str, name: str) -> Response:
    """A download: browsers show no PDF inside the policy that contents are sent with. All readers share the turns, for
    a page may take long and there are few threads."""
    shown = pictures.shown_in(db(), actor(), store_of(ground().settings), html)
    try:
        with ground().rendering.take("pdf"):
            made = press.printed(html, base=_address(slug), pictures=shown)
    except press.Unprintable:
        abort(503)
    return sent(BytesIO(made), mime="application/pdf", name=name, etag=sha256(made).hexdigest()[:32], how="attachment")


def _address(slug: str) -> str:
    """What the code on a card leads to, and what stands beside it."""
    return whole_address("articles.read", slug=slug)
