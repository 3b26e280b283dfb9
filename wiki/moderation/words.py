"""Kinds and outcomes of matters in the reader's words."""

from flask_babel import lazy_gettext as _l

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
