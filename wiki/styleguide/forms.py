"""A form with one field of each kind, to look at."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectChoice, SelectField

from wiki.web.fields import ChecksField, Form, LineField, TextField


class ExampleForm(Form):
    SENTENCES = {  # noqa: RUF012  read only
        "missing": _l("Vul dit in."),
        "unknown": _l("Kies iets uit de lijst."),
    }

    title = LineField(_l("Titel"))
    cue = TextField(_l("Waar let je op?"))
    language = SelectField(_l("Taal"), choices=[SelectChoice("nl", _l("Nederlands")), SelectChoice("en", _l("Engels"))])
    domains = ChecksField(_l("Domeinen"))
    byline = RadioField(
        _l("Vermelding"),
        choices=[SelectChoice("role_name", _l("Onder een rolnaam")), SelectChoice("name", _l("Onder mijn naam"))],
    )
    is_minor = BooleanField(_l("Kleine wijziging: spelling of opmaak, niets anders"))
