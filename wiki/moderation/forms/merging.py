"""What a moderator sends about two articles that say the same."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, RadioField, SelectChoice
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from wiki.web.fields import Form

REFUSED = {
    "unknown": _l("Er is geen artikel met dat adres dat jij mag lezen. Kijk het adres na, of zoek op de titel."),
    "same": _l("Dat is dit artikel zelf. Kies een ander."),
    "not-yours": _l(
        "Dat artikel staat in een domein dat een andere moderator beoordeelt. Vraag die om samen te voegen."
    ),
    "own": _l("Aan dat artikel schreef je mee. Een andere moderator voegt het samen."),
    "state": _l("Dat artikel is niet gepubliceerd, of al samengevoegd. Kies een ander."),
    "other-language": _l("Dat artikel is in een andere taal. Een vertaling blijft een eigen artikel."),
}


class MergingForm(Form):
    SENTENCES = {  # noqa: RUF012  read only
        **REFUSED,
        "other-type": _l("De twee artikelen zijn van een andere soort. Er kan geen tekst mee."),
        "change": _l(
            "Er ligt al een wijziging van dit artikel klaar. Neem er nu geen tekst bij, of wacht tot die is beoordeeld."
        ),
        "narrower": _l("Het andere artikel is voor minder mensen. Er kan geen tekst mee."),
        "needed": _l("Dit onderdeel mag niet leeg zijn. Kies een van de teksten."),
        "undescribed": _l("Hier staat een afbeelding zonder beschrijving. Neem deze tekst zo niet over."),
        "too-long": _l("Samen is dit te lang voor één artikel. Kies minder tekst."),
    }

    other = HiddenField(validators=[InputRequired()])
    base = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    read = IntegerField(widget=HiddenInput(), validators=[InputRequired()])

    def accuse_all(self, codes: dict[str, str]) -> None:
        """Put each code at its field, or above the form where the page has no such field."""
        self.accuse({name: code for name, code in codes.items() if name in self._fields})
        self.form_errors += [self.SENTENCES.get(code, code) for name, code in codes.items() if name not in self._fields]


def merging_form(asked: Sequence[tuple[str, str]], data: dict[str, Any] | None = None) -> MergingForm:
    """The form with a choice for each of these sections, by field name and heading."""
    choices = [
        SelectChoice("kept", _l("De tekst van het artikel dat blijft")),
        SelectChoice("other", _l("De tekst van het andere artikel")),
        SelectChoice("both", _l("Allebei, onder elkaar")),
    ]
    fields = {
        name: RadioField(heading or _l("Overige tekst"), choices=choices, default="kept") for name, heading in asked
    }
    form: MergingForm = type("AskingMergingForm", (MergingForm,), fields)(data=data or {})
    return form
