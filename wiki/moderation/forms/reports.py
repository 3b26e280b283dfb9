"""What a reader says is wrong with an article, and what a moderator decides about it."""

from collections.abc import Collection

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectChoice, StringField

from wiki.moderation.words import REPORT_MEANINGS
from wiki.web.fields import Form, LineField, TextField

SENTENCES = {
    "which": _l("Kies wat er aan de hand is."),
    "not-safety": _l(
        "Meteen verbergen kan alleen bij Onveilig of Persoonsgegevens. Kies een van die twee, of alleen Melden."
    ),
    "needed": _l("Zeg in één zin wat er aan de hand is."),
    "too-long": _l("Houd het op hoogstens 500 tekens."),
    "which-other": _l("Geef de titel of het adres van het andere artikel."),
    "no-such": _l("Dat artikel vinden we niet. Kijk het na, of geef het adres dat met /a/ begint."),
    "several": _l("Er zijn meer artikelen met deze titel. Geef het adres, dat met /a/ begint."),
    "no-answer": _l("Een vraag is pas dubbel als een ander artikel antwoord geeft. Noem dat artikel."),
    "unknown": _l("Kies een besluit."),
}


class ReportForm(Form):
    SENTENCES = SENTENCES

    kind = RadioField(_l("Wat is er aan de hand?"), validate_choice=False)
    sentence = TextField(_l("Wat zag je?"))
    other = LineField(_l("Het andere artikel"))
    hide = BooleanField()


class DecisionForm(Form):
    SENTENCES = SENTENCES

    outcome = StringField(_l("Besluit"))
    answer = TextField(_l("Antwoord aan de melder"))
    other = LineField(_l("Het andere artikel"))


def report_form(kinds: Collection[str]) -> ReportForm:
    """The form with those kinds of reports to choose from."""
    form = ReportForm()
    form.kind.choices = [SelectChoice(kind, words) for kind, words in REPORT_MEANINGS.items() if kind in kinds]
    return form
