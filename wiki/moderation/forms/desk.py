"""What a moderator sends: the places they confirm, or up to three questions."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, SelectChoice, SelectField
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from wiki.articles.words import audience_choices
from wiki.taxonomy.data import BLOCKS, Domain
from wiki.web.fields import ChecksField, Form, TextField


class DecisionForm(Form):
    SENTENCES = {  # noqa: RUF012  read only
        "needed": _l("Stel minstens één vraag. De auteur wil weten wat er nog ontbreekt."),
        "too-many-questions": _l("Stel hoogstens drie vragen, met de vaste vragen erbij."),
        "too-long": _l("Houd elke vraag op hoogstens 500 tekens."),
        "missing": _l("Kies minstens één domein."),
        "too-many": _l("Kies er hoogstens 3."),
        "unknown": _l("Kies iets uit de lijst."),
        "open": _l(
            "Zeg eerst bij elke bevinding of het een persoonsgegeven is, of zet het artikel terug met een vraag."
        ),
        "not-yours": _l("Dit raakt een domein dat een andere moderator beoordeelt. Laat dat domein zoals het was."),
    }

    base = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    domains = ChecksField(_l("Domeinen"))
    blocks = ChecksField(_l("Bouwstenen"))
    agreed = ChecksField(coerce=int, choices=[], validate_choice=False)
    # No field of its own: what is wrong with the findings is said where they stand.
    findings = HiddenField(_l("Bevindingen"), id="pw-weigh")
    audience = SelectField(_l("Wie mag dit lezen?"), choices=audience_choices())
    question_1 = TextField(_l("Vraag 1"))
    question_2 = TextField(_l("Vraag 2"))
    question_3 = TextField(_l("Vraag 3"))

    def questions(self) -> list[str]:
        return [field.data or "" for field in (self.question_1, self.question_2, self.question_3)]

    def accuse(self, fields: dict[str, str]) -> None:
        if fields.get("question_1") == "too-many":
            fields = fields | {"question_1": "too-many-questions"}
        super().accuse(fields)


def decision_form(domains: Sequence[Domain], locale: str, data: dict[str, Any] | None = None) -> DecisionForm:
    """The form with the domains and blocks of this wiki to choose from."""
    form = DecisionForm(data=data or {})
    form.domains.choices = [SelectChoice(domain.slug, domain.label(locale)) for domain in domains]
    form.blocks.choices = [SelectChoice(block.slug, block.label(locale)) for block in BLOCKS.values()]
    return form
