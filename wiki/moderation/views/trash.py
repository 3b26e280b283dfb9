"""What moderators threw away, and back."""

from flask import render_template

from wiki.accounts.identity import actor, require_sign_in
from wiki.moderation.policy.curation import require_moderator
from wiki.moderation.queries import bin as queries
from wiki.moderation.views.blueprint import blueprint
from wiki.web.flow import today
from wiki.web.paging import page_number, paged
from wiki.web.session import db


@blueprint.get("/bin")
@require_sign_in
def binned() -> str:
    require_moderator(actor())
    page = paged(db(), queries.binned(actor()), page_number())
    return render_template(
        "moderation/bin.html", page=page.with_items(queries.rows(db(), actor(), page.items, today()))
    )
