"""Where a moderator puts an article."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice

from wiki.moderation.forms.desk import DecisionForm
from wiki.taxonomy.data import BLOCKS, Domain
from wiki.web.fields import ChecksField, Form


class PlaceForm(Form):
    SENTENCES = DecisionForm.SENTENCES | {
        "takes-two": _l("Over dit domein beslissen twee moderatoren. Verplaats het artikel bij een publicatie."),
    }

    domains = ChecksField(_l("Domeinen"))
    blocks = ChecksField(_l("Bouwstenen"))


def place_form(domains: Sequence[Domain], locale: str, data: dict[str, Any] | None = None) -> PlaceForm:
    """The form with the domains and blocks of this wiki to choose from."""
    form = PlaceForm(data=data or {})
    form.domains.choices = [SelectChoice(domain.slug, domain.label(locale)) for domain in domains]
    form.blocks.choices = [SelectChoice(block.slug, block.label(locale)) for block in BLOCKS.values()]
    return form
