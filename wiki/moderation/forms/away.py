"""When a moderator is away, and who looks after what waits."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired

from wiki.web.fields import DayField, Form, LineField


class HandOverForm(Form):
    SENTENCES = {  # noqa: RUF012  read only
        "past": _l("Deze dag is al voorbij. Kies vandaag of later."),
        "before": _l("Deze dag ligt voor de eerste. Kies een latere dag."),
        "too-long": _l("Houd het op hoogstens een jaar."),
    }

    email = LineField(_l("E-mailadres van je collega"), validators=[InputRequired(_l("Vul een adres in."))])
    first_day = DayField(_l("Eerste dag"), validators=[InputRequired(_l("Vul een dag in."))])
    last_day = DayField(_l("Laatste dag"), validators=[InputRequired(_l("Vul een dag in."))])
