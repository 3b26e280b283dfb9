"""How the desk does, for moderators; and how long it usually takes, for whoever waits."""

from collections.abc import Collection
from typing import Any

from flask import render_template

from wiki.accounts.identity import actor, require_sign_in
from wiki.moderation.queries import numbers as queries
from wiki.moderation.views.blueprint import blueprint
from wiki.web.flow import today
from wiki.web.session import db


@blueprint.get("/review/numbers")
@require_sign_in
def numbers() -> str:
    return render_template("moderation/numbers.html", numbers=queries.numbers(db(), actor(), today()))


@blueprint.app_context_processor
def waiting() -> dict[str, Any]:
    """Pages of articles show how long waiting takes, and do not know the desk."""
    return {"usual_wait": _usual_wait}


def _usual_wait(domains: Collection[str]) -> int | None:
    return queries.usual_wait(db(), domains, today())
