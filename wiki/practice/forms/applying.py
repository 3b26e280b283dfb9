"""What somebody tells of having used an article."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectChoice

from wiki.practice.words import ANSWERS, CONTEXTS, RESULTS
from wiki.web.fields import ChecksField, Form, TextField


def _choices(words: Mapping[str, Any]) -> list[SelectChoice]:
    return [SelectChoice(code, text) for code, text in words.items()]


class ApplyingForm(Form):
    SENTENCES = {  # noqa: RUF012  as the base has it
        "which": _l("Kies hoe het ging."),
        "unknown": _l("Kies iets uit de lijst."),
        "too-long": _l("Houd het op hoogstens 500 tekens."),
    }

    result = RadioField(_l("Hoe ging het?"), choices=_choices(RESULTS), validate_choice=False)
    context = ChecksField(_l("Wat speelde mee?"), choices=_choices(CONTEXTS), validate_choice=False)
    adjustment = TextField(_l("Wat deed je anders?"))
    assumption = RadioField(
        _l("Klopte de aanname onder dit artikel?"),
        choices=_choices(ANSWERS),
        default="unknown",
        validate_choice=False,
    )
    because = TextField(_l("Waaraan merkte je of de aanname klopte?"))
    is_signed = BooleanField(_l("Zet mijn naam erbij"))
