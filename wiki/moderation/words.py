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

# Matters that two people decide together.
KINDS = {
    "release": _l("Terugzetten voor lezers"),
    "shelve": _l("Archiveren"),
    "purge": _l("Tekst wissen"),
    "unseal": _l("Weten wie de auteur is"),
}
EXPLAINED = {
    "release": _l("Lezers zien het artikel weer, met de tekst die het laatst gepubliceerd is."),
    "shelve": _l("Het artikel blijft bewaard, maar staat niet meer in de zoekresultaten."),
    "purge": _l("De tekst van de gekozen versies verdwijnt overal en komt niet terug."),
    "unseal": _l("Jullie twee zien een paar dagen wie er achter één rolnaam staat. De auteur krijgt bericht."),
}
OUTCOMES = {
    "agreed": _l("Toegestaan"),
    "refused": _l("Geweigerd"),
    "withdrawn": _l("Ingetrokken"),
}
