"""What the two send: what is asked and why, and the answer to it."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from wiki.web.fields import ChecksField, Form, TextField

ROWS = {"rows": 4}
WHAT_WAS = _l("Schrijf niet op welke gegevens het zijn, en noem geen namen. Alleen wie beslist leest dit.")
SHOWN = _l("Lezers zien deze versie nu. Verberg het artikel eerst, of publiceer een versie zonder deze gegevens.")


class AskForm(Form):
    SENTENCES = {  # noqa: RUF012  read only
        "needed": _l("Schrijf op waarom."),
        "too-long": _l("Houd het op hoogstens 1000 tekens."),
        "asked": _l("Dit is al gevraagd en wacht op een besluit. Je hoeft niets te doen."),
        "chosen": _l("Kies minstens één versie."),
        "unknown": _l("Kies iets uit de lijst."),
        "shown": SHOWN,
        "judgement": _l("Bevestig dit. Voor een oordeel over iemand kan dit niet."),
    }

    ground = TextField(_l("Waarom?"), description=WHAT_WAS, render_kw=ROWS)

    def wish(self) -> dict[str, Any]:
        """What was sent, as the service takes it."""
        return {"ground": self.ground.data or ""}


class PurgeForm(AskForm):
    revisions = ChecksField(_l("Welke versies?"), coerce=int)
    with_drafts = BooleanField(_l("Ook alle concepten van dit artikel die alleen de auteur ziet"))

    def offer(self, revisions: Iterable[tuple[int, str]]) -> None:
        self.revisions.choices = [SelectChoice(number, label) for number, label in revisions]

    def wish(self) -> dict[str, Any]:
        chosen = tuple(self.revisions.data or ())
        return super().wish() | {"revisions": chosen, "with_drafts": bool(self.with_drafts.data)}


class UnsealForm(AskForm):
    authorship = RadioField(
        _l("Wie staat er achter deze rolnaam?"), coerce=int, widget=ListWidget(prefix_label=False), choices=[]
    )
    is_no_judgement = BooleanField(
        _l("Dit is niet om iemands functioneren te beoordelen of om iemand te straffen"), widget=CheckboxInput()
    )
    untold = BooleanField(_l("De wet verbiedt dat de auteur dit hoort"))
    untold_because = TextField(
        _l("Welke wet verbiedt het, en waarom?"),
        description=_l("Alleen nodig als je dat hierboven aankruist. Anders krijgt de auteur meteen bericht."),
        render_kw={"rows": 3},
    )

    def offer(self, bylines: Iterable[tuple[int, str]]) -> None:
        self.authorship.choices = [SelectChoice(key, label) for key, label in bylines]

    def wish(self) -> dict[str, Any]:
        return super().wish() | {
            "authorship": self.authorship.data or 0,
            "is_no_judgement": bool(self.is_no_judgement.data),
            "untold": bool(self.untold.data),
            "untold_because": self.untold_because.data or "",
        }


class AnswerForm(Form):
    SENTENCES = {  # noqa: RUF012  read only
        "needed": _l("Schrijf op waarom je weigert."),
        "too-long": _l("Houd het op hoogstens 1000 tekens."),
        "shown": SHOWN,
        "moved-on": _l(
            "Dit kan niet meer: het artikel is intussen veranderd, of wie het vroeg mag het niet meer vragen."
        ),
    }

    answer = TextField(
        _l("Toelichting"),
        description=_l("Bij weigeren nodig. Noem ook hier geen gegevens of namen."),
        render_kw={"rows": 3},
    )


FORMS = {"release": AskForm, "shelve": AskForm, "purge": PurgeForm, "unseal": UnsealForm}
