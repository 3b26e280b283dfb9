"""What a moderator finds about an assumption."""

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, SelectChoice
from wtforms.validators import Optional
from wtforms.widgets import HiddenInput

from wiki.practice.words import CHOICES
from wiki.web.fields import ChecksField, DayField, Form, LineField, TextField


class FindingForm(Form):
    SENTENCES = {  # noqa: RUF012  as the base has it
        "which": _l("Kies een besluit."),
        "needed": _l("Vul dit in. Eén zin is genoeg."),
        "more-told": _l("Er is intussen meer verteld. Lees het, en besluit dan."),
        "needed-day": _l("Kies een dag om terug te kijken."),
        "when": _l("Kies een dag na vandaag, binnen twee jaar."),
        "too-long": _l("Houd het op hoogstens 500 tekens."),
        "which-other": _l("Geef de titel of het adres van het artikel dat in de plaats komt."),
        "no-such": _l(
            "We vinden geen gepubliceerd artikel met die titel. Kijk het na, of geef het adres dat met /a/ begint."
        ),
        "several": _l("Er zijn meer artikelen met deze titel. Geef het adres, dat met /a/ begint."),
    }

    old = TextField(_l("Wat namen we aan?"))
    evidence = TextField(_l("Wat pleit ertegen?"))
    outcome = RadioField(
        _l("Besluit"), choices=[SelectChoice(code, text) for code, text in CHOICES.items()], validate_choice=False
    )
    new = TextField(_l("Wat nemen we voortaan aan?"))
    look_back_on = DayField(_l("Wanneer kijken we terug?"))
    other = LineField(_l("Het artikel dat in de plaats komt"))
    seen = IntegerField(validators=[Optional()], widget=HiddenInput())
    also = ChecksField(_l("Laat ook nakijken"), validate_choice=False)


def finding_form(linking: list[tuple[str, str]], data: dict[str, object] | None = None) -> FindingForm:
    """The form with these articles, by address and title, to have looked at as well."""
    form = FindingForm(data=data)
    form.also.choices = [SelectChoice(slug, title) for slug, title in linking]
    return form
