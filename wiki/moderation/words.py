"""Codes of moderation in the words of the reader's language."""

from flask_babel import lazy_gettext as _l

REPORTS = {
    "outdated": _l("Klopt niet meer"),
    "unsafe": _l("Onveilig"),
    "personal-data": _l("Persoonsgegevens"),
    "duplicate": _l("Dubbel"),
}
# The same with what they mean, for who has to choose one.
REPORT_MEANINGS = {
    "outdated": _l("Klopt niet meer: zo werkt het niet, of niet meer"),
    "unsafe": _l("Onveilig: wie dit doet, brengt zichzelf of een ander in gevaar"),
    "personal-data": _l("Persoonsgegevens: iemand is te herkennen"),
    "duplicate": _l("Dubbel: dit staat al in een ander artikel"),
}
REPORT_ICONS = {"outdated": "clock", "unsafe": "warn", "personal-data": "privacy", "duplicate": "duplicate"}
