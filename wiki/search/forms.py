"""What a keeper of words sends: one headword with its other forms."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField

from wiki.search.synonyms import ABBREVIATION, ENGLISH, SYNONYM, TERM
from wiki.web.fields import Form, LineField, TextField

KIND_LABELS = {
    SYNONYM: _l("Synoniem"),
    ABBREVIATION: _l("Afkorting"),
    ENGLISH: _l("Engels woord"),
    TERM: _l("Begrip"),
}
ALL_DOMAINS = _l("alle domeinen")


class WordForm(Form):
    SENTENCES = {  # noqa: RUF012  read only
        "missing": _l("Vul dit in."),
        "no-word": _l("Gebruik letters of cijfers."),
        "too-long": _l("Dit is te lang. Maak het korter."),
        "too-many": _l("Dit zijn er te veel. Hoogstens 30 passen erbij."),
        "bad-form": _l("Elke regel is een woord of uitdrukking van hoogstens 80 tekens."),
        "taken": _l("Dit woord staat al in de lijst voor dit domein. Zoek het op en wijzig het daar."),
        "unknown": _l("Kies iets uit de lijst."),
    }

    word = LineField(_l("Woord"), description=_l("Voluit, zoals je het in een artikel schrijft."))
    forms = TextField(
        _l("Andere vormen"),
        description=_l("Eén per regel. Wie een van deze vormen zoekt, vindt ook de andere."),
        render_kw={"rows": 5},
    )
    kind = SelectField(_l("Soort"), choices=[SelectChoice(kind, label) for kind, label in KIND_LABELS.items()])
    domain = SelectField(_l("Domein"), choices=[])
    explanation = TextField(
        _l("Uitleg"),
        description=_l(
            "Mag leeg blijven. Eén of twee zinnen voor wie het woord niet kent. Artikelen tonen ze bij het woord."
        ),
        render_kw={"rows": 3},
    )

    def offer(self, domains: Iterable[tuple[str, str]]) -> None:
        """Let people choose from these (slug, label) pairs."""
        self.domain.choices = [SelectChoice(slug, label) for slug, label in domains]

    def wording(self) -> dict[str, Any]:
        """What was sent, as the service takes it."""
        lines = (" ".join(line.split()) for line in (self.forms.data or "").splitlines())
        return {
            "word": self.word.data or "",
            "forms": tuple(line for line in lines if line),
            "kind": self.kind.data,
            "domain": self.domain.data,
            "explanation": (self.explanation.data or "").strip(),
        }
