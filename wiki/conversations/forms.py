"""The shape of what people send about a conversation. Sentences for the codes of services are here, in Dutch first."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectChoice, SelectField

from wiki.conversations.filling import SOURCES
from wiki.conversations.questions import CHUNK, CHUNKS, Stop, field_of
from wiki.taxonomy.data import TYPES, Domain
from wiki.web.fields import WAS, ChecksField, Form, LineField, TextField

PICKS = "picks"

SENTENCES = {
    "missing": _l("Vul dit in."),
    "too-long": _l("Dit is te lang. Maak het korter."),
    "too-many": _l("Je hebt al veel gesprekken open. Rond er eerst een af."),
    "no-slug": _l("Gebruik ook letters of cijfers."),
    "unknown": _l("Kies iets uit de lijst."),
    "a-name": _l("Zo heet een collega. Kies een rolnaam die van niemand is."),
    "is-name": _l("Dit is bijna je naam. Schrijf hem zoals hij is, of kies een rolnaam."),
    "three": _l("Noem minstens drie stukken."),
    "two": _l("Kies er twee."),
    "taken": _l("Er is net een artikel met deze titel gemaakt. Kies een andere."),
}


class BeginForm(Form):
    SENTENCES = SENTENCES

    topic = LineField(_l("Waar gaat het over?"))
    way = RadioField(
        _l("Wie vertelt?"),
        choices=[
            SelectChoice("alone", _l("Ik vertel zelf")),
            SelectChoice("together", _l("Ik schrijf op wat een collega vertelt")),
        ],
        default="alone",
    )
    email = LineField(_l("E-mailadres van je collega"))
    role_name = LineField(_l("Hoe ziet je collega jou?"))


class AcceptForm(Form):
    SENTENCES = SENTENCES

    role_name = LineField(_l("Hoe ziet je collega jou?"))


class StopForm(Form):
    """Everything but the questions, which differ by stop: see `stop_form`."""

    SENTENCES = SENTENCES

    desk = HiddenField()


class DraftForm(Form):
    SENTENCES = SENTENCES

    title = LineField(_l("Titel"))
    kind = RadioField(_l("Soort"))
    domains = ChecksField(_l("Domeinen"))
    language = SelectField(
        _l("Taal"), choices=[SelectChoice("nl", _l("Nederlands")), SelectChoice("en", _l("Engels"))], default="nl"
    )


def stop_form(stop: Stop, names: Mapping[int, str], locale: str, *, data: Mapping[str, Any], is_sent: bool) -> StopForm:
    """The form of one stop: a field for each question, beside it what stood there. `names` are those of the chunks."""
    fields: dict[str, Any] = {question.key: TextField(question.label(locale)) for question in stop.step.questions}
    if stop.is_map:
        fields = {field_of((number, CHUNK)): LineField(_l("Stuk %(number)s", number=number)) for number in CHUNKS}
    fields |= {f"{WAS}{name}": HiddenField() for name in fields}
    if stop.is_picking:
        choices = [SelectChoice(str(number), name) for number, name in names.items()]
        fields[PICKS] = ChecksField(_l("De twee lastigste stukken"), choices=choices)
    sent = {} if is_sent else {"formdata": None}
    form: StopForm = type("QuestionsForm", (StopForm,), fields)(data=dict(data), **sent)
    return form


def draft_form(
    chunk: int, domains: Sequence[Domain], locale: str, *, data: Mapping[str, Any], is_sent: bool
) -> DraftForm:
    """The form for a draft about one chunk, among those of others on the same page."""
    sent = {} if is_sent else {"formdata": None}
    form = DraftForm(prefix=f"draft-{chunk}-", data=dict(data), **sent)
    form.kind.choices = [SelectChoice(kind, TYPES[kind].label(locale)) for kind in SOURCES]
    form.domains.choices = [SelectChoice(domain.slug, domain.label(locale)) for domain in domains]
    return form
