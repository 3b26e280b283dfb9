"""What a knowledge manager sends about one tag: one word each time."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired

from wiki.web.fields import Form, LineField

_NEEDED = [InputRequired(_l("Vul dit in."))]


class TagForm(Form):
    SENTENCES = {  # noqa: RUF012  read only
        "no-slug": _l("Gebruik ook letters of cijfers."),
        "too-long": _l("Houd een trefwoord op hoogstens 40 tekens."),
        "is-other": _l("Zo heet al een ander trefwoord. Voeg de twee samen."),
        "known": _l("Dit woord hoort al bij dit trefwoord. Je hoeft niets te doen."),
        "same": _l("Dat is dit trefwoord zelf. Kies een ander."),
        "fixed": _l("Dit trefwoord bepaalt hoe lang kennis geldig blijft. Voeg het andere trefwoord hierin samen."),
    }


class LabelForm(TagForm):
    label = LineField(_l("Naam"), validators=_NEEDED)


class MergeForm(TagForm):
    into = LineField(_l("Samenvoegen met"), validators=_NEEDED)


class WordForm(TagForm):
    word = LineField(_l("Ander woord"), validators=_NEEDED)
