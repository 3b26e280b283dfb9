"""What is read, for moderators and knowledge managers."""

from flask import render_template

from wiki.accounts.identity import actor, require_sign_in
from wiki.insight.queries import readings as queries
from wiki.insight.views.blueprint import blueprint
from wiki.taxonomy.data import enabled_domains
from wiki.web.flow import today
from wiki.web.ground import ground
from wiki.web.locale import short_month
from wiki.web.session import db


@blueprint.get("/readings")
@require_sign_in
def readings() -> str:
    domains = enabled_domains(ground().settings.optional_domains)
    found = queries.readings(db(), actor(), domains, today())
    return render_template("insight/readings.html", readings=found, names=[*map(short_month, found.months)])
