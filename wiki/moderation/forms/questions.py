"""One question that a moderator asks often."""

from flask_babel import lazy_gettext as _l

from wiki.web.fields import Form, TextField


class QuestionForm(Form):
    SENTENCES = {  # noqa: RUF012  read only
        "missing": _l("Vul een vraag in."),
        "too-long": _l("Houd de vraag op hoogstens 500 tekens."),
        "too-many": _l("Je hebt er 30. Gooi er eerst een weg."),
    }

    text = TextField(_l("Vraag"))
