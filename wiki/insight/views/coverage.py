"""The coverage map: what is known about each building block in each domain, for everybody who reads."""

from flask import render_template, request

from wiki.accounts.identity import actor, require_sign_in
from wiki.insight.queries import coverage as queries
from wiki.insight.views.blueprint import blueprint
from wiki.taxonomy.data import enabled_domains
from wiki.web.flow import today
from wiki.web.ground import ground
from wiki.web.session import db


@blueprint.get("/coverage")
@require_sign_in
def coverage() -> str:
    domains = enabled_domains(ground().settings.optional_domains)
    return render_template(
        "insight/coverage.html",
        map=queries.coverage(db(), actor(), domains, today()),
        is_whole=request.args.get("domains") == "all",
    )
