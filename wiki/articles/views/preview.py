"""What a text will look like, while it is being written."""

from flask import render_template, request

from wiki.accounts.identity import actor, require_sign_in
from wiki.articles import policy
from wiki.articles.rendering import previewed
from wiki.articles.views import blueprint
from wiki.errors import Invalid, NotFound
from wiki.markup import clean_text
from wiki.settings import LOCALES
from wiki.web.ground import ground
from wiki.web.session import db


@blueprint.post("/preview")
@require_sign_in
def preview() -> str:
    """What a part of a text will look like, for whoever writes it."""
    if not actor().can_write:
        raise NotFound("preview")
    text = clean_text(request.form.get("text", ""))
    if len(text) > ground().settings.max_article_characters:
        raise Invalid({"text": "too-long"})
    language, audience = request.form.get("language", ""), request.form.get("audience", "")
    with ground().rendering.take(actor().id):
        html = previewed(
            db(),
            ground().renderer,
            language=language if language in LOCALES else "nl",
            text=text,
            audience=audience if audience in policy.AUDIENCES else "members",
        )
    return render_template("articles/_preview.html", html=html)
