"""What is read, for moderators and knowledge managers."""

from datetime import date

from babel.dates import format_date
from flask import render_template

from wiki.accounts.identity import actor, require_sign_in
from wiki.insight.queries import readings as queries
from wiki.insight.views.blueprint import blueprint
from wiki.taxonomy.data import enabled_domains
from wiki.web.flow import today
from wiki.web.ground import ground
from wiki.web.locale import current_locale
from wiki.web.session import db


@blueprint.get("/readings")
@require_sign_in
def readings() -> str:
    domains = enabled_domains(ground().settings.optional_domains)
    found = queries.readings(db(), actor(), domains, today())
    return render_template("insight/readings.html", readings=found, names=[_short(month) for month in found.months])


def _short(month: date) -> str:
    """nov"""
    return str(format_date(month, "LLL", locale=current_locale())).rstrip(".")
