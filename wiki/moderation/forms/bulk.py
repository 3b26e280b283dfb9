"""What a moderator picks and wants done to all of it."""

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import RadioField, SelectChoice

from wiki.web.fields import ChecksField, Form, LineField

KINDS = {
    "add-tag": _l("Trefwoord toevoegen"),
    "remove-tag": _l("Trefwoord weghalen"),
    "archive": _l("Archiveren"),
}
WHY_NOT = {
    "not-yours": _l("in een domein dat een andere moderator beoordeelt"),
    "own": _l("je schreef eraan mee"),
    "state": _l("staat niet meer in de lijsten"),
    "change": _l("er ligt een wijziging klaar"),
    "has-tag": _l("heeft dit trefwoord al"),
    "too-many": _l("heeft al 10 trefwoorden"),
    "lacks-tag": _l("heeft dit trefwoord niet"),
    "changed": _l("is daarna veranderd"),
}


class BulkForm(Form):
    SENTENCES = {  # noqa: RUF012  read only
        "unknown": _l("Kies wat er moet gebeuren."),
        "no-slug": _l("Typ het trefwoord."),
        "too-long": _l("Houd een trefwoord op hoogstens 40 tekens."),
        "none": _l("Kruis minstens één artikel aan."),
        "too-many": _l("Kruis hoogstens 200 artikelen aan."),
        "nothing": _l("Bij geen van deze artikelen kan dit. Hieronder staat waarom."),
    }

    ids = ChecksField(_l("Artikelen"), validate_choice=False)
    kind = RadioField(
        _l("Wat wil je doen?"), choices=[SelectChoice(*each) for each in KINDS.items()], validate_choice=False
    )
    tag = LineField(_l("Trefwoord"))

    def numbers(self) -> list[int]:
        """The ids that were ticked, each once; what is no id is left out."""
        return list(
            dict.fromkeys(int(id) for id in self.ids.data or () if id.isascii() and id.isdigit() and len(id) < 10)
        )


def bulk_form(sent: MultiDict[str, str] | None = None) -> BulkForm:
    """The form as it was sent, or empty; what it asks for is seen before it is done, and then sent with a token."""
    return BulkForm(formdata=sent, meta={"csrf": False})
