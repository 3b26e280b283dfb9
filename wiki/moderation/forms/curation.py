"""What a moderator sends to look after one article, and to keep an official source."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField

from wiki.web.fields import Form, LineField


class RestingForm(Form):
    """The choice of a source that an article rests on."""

    SENTENCES = {  # noqa: RUF012  read only
        "unknown": _l("Kies iets uit de lijst."),
        "too-many": _l("Een artikel rust op hoogstens 10 bronnen. Haal er eerst een weg."),
    }

    source = SelectField(_l("Bron"), coerce=int)


def resting_form(others: Iterable[tuple[int, str]]) -> RestingForm:
    """The form with the sources that can be added."""
    form = RestingForm()
    form.source.choices = [SelectChoice(id, title) for id, title in others]
    return form


class SourceForm(Form):
    SENTENCES = {  # noqa: RUF012  read only
        "missing": _l("Vul dit in."),
        "too-long": _l("Dit is te lang. Maak het korter."),
        "taken": _l("Er is al een bron met deze titel. Wijzig die, of kies een andere titel."),
        "no-address": _l("Een adres begint met https:// of http://."),
    }

    title = LineField(_l("Titel"))
    version = LineField(_l("Versie"))
    url = LineField(_l("Adres"))

    def wording(self) -> dict[str, str]:
        return {name: self[name].data or "" for name in ("title", "version", "url")}


def source_form(data: dict[str, Any] | None = None) -> SourceForm:
    """The form, empty or with what a source says."""
    return SourceForm(data=data or {})
