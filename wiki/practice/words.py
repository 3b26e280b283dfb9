"""Codes of practice in the words of the reader's language."""

from flask_babel import lazy_gettext as _l

RESULTS = {
    "worked": _l("Werkte"),
    "partly": _l("Werkte deels"),
    "failed": _l("Werkte niet"),
    "backfired": _l("Werkte averechts"),
}
CONTEXTS = {
    "night": _l("Nacht"),
    "alone": _l("Alleen"),
    "bystanders": _l("Publiek"),
    "equipment": _l("Ander materieel"),
    "weather": _l("Slecht weer"),
    "partners": _l("Met andere diensten"),
}
ANSWERS = {"yes": _l("Ja"), "no": _l("Nee"), "unknown": _l("Weet ik niet")}
OUTCOMES = {
    "kept": _l("De aanname blijft staan"),
    "narrowed": _l("De aanname is aangescherpt"),
    "replaced": _l("Een ander artikel komt in de plaats"),
}
# The same for who has to choose one.
CHOICES = {
    "kept": _l("Blijft staan: de aanname klopt, dit waren uitzonderingen"),
    "narrowed": _l("Aanscherpen: de auteur schrijft erbij wanneer het niet geldt"),
    "replaced": _l("Vervangen: een ander artikel zegt het beter, dit gaat naar het archief"),
}
# What every page about practice says of codes.
WORDS = {"results": RESULTS, "contexts": CONTEXTS, "outcomes": OUTCOMES, "answers": ANSWERS}
