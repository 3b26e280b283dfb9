"""The shape of what people send about an article. Sentences for the codes of services are here, in Dutch first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, HiddenField, IntegerField, RadioField, SelectChoice, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional
from wtforms.widgets import HiddenInput

from wiki.articles.sections import Parts, holds_heading, split
from wiki.articles.words import audience_choices
from wiki.taxonomy.data import BLOCKS, TYPES, ArticleType, Domain
from wiki.web.fields import WAS, ChecksField, Form, LineField, TextField

SECTION = "section-"
ANSWER = "answer-"
ALL_DOMAINS = _l("alle domeinen")


class WriteForm(Form):
    """Everything but the sections, which differ by type: see `write_form`."""

    SENTENCES = {  # noqa: RUF012  read only
        "missing": _l("Vul dit in."),
        "too-long": _l("Dit is te lang. Maak het korter."),
        "too-many": _l("Dit zijn er te veel. Haal er een paar weg."),
        "no-slug": _l("Gebruik ook letters of cijfers."),
        "unknown": _l("Kies iets uit de lijst."),
        "needed": _l("Vul dit in om het artikel in te dienen."),
        "a-name": _l("Zo heet een collega. Kies een rolnaam die van niemand is."),
        "is-name": _l("Dit is je naam. Kies 'Onder mijn naam', of bedenk een rolnaam."),
        "published": _l("Na publicatie bepaalt een moderator wie dit leest."),
        "undescribed": _l("Zeg tussen de haken van ![ ] wat er op de afbeelding te zien is, voor wie die niet ziet."),
        "faces": _l("Kijk de foto's na en zet dit vinkje."),
        "heading": _l("Deze kop hoort bij een ander onderdeel. Haal hem hier weg."),
    }

    title = LineField(_l("Titel"))
    language = SelectField(
        _l("Taal"), choices=[SelectChoice("nl", _l("Nederlands")), SelectChoice("en", _l("Engels"))], default="nl"
    )
    domains = ChecksField(_l("Domeinen"))
    blocks = ChecksField(_l("Bouwstenen"))
    tags = LineField(_l("Trefwoorden"))
    audience = SelectField(_l("Wie mag dit lezen?"), choices=audience_choices(), default="members")
    byline_kind = RadioField(
        _l("Vermelding"),
        choices=[SelectChoice("role_name", _l("Onder een rolnaam")), SelectChoice("name", _l("Onder mijn naam"))],
        default="role_name",
    )
    role_name = LineField(_l("Rolnaam"))
    summary = LineField(_l("Wat heb je veranderd?"))
    is_minor = BooleanField(_l("Kleine wijziging: spelling of opmaak, niets anders"))
    faces = BooleanField(
        _l("Op de foto's is niemand te herkennen, of wie erop staat vindt het goed dat collega's die zien")
    )
    follows = IntegerField(widget=HiddenInput(), validators=[Optional()])
    is_followed = BooleanField()
    audience_was = HiddenField()
    base = IntegerField(widget=HiddenInput(), default=0, validators=[InputRequired(), NumberRange(min=0)])
    slug = HiddenField()
    desk = HiddenField()
    taken = HiddenField()
    begun = HiddenField()
    rest = TextField(_l("Overige tekst"))
    whole = TextField(_l("De hele tekst"))

    def tag_labels(self) -> tuple[str, ...]:
        return tuple(label for label in (part.strip() for part in (self.tags.data or "").split(",")) if label)

    def parts(self, kind: ArticleType) -> Parts:
        """What was typed, by section."""
        values = {section.key: self[SECTION + section.key].data or "" for section in kind.sections}
        return Parts(values, self.rest.data or "")

    def fill(self, parts: Parts) -> None:
        """Put a text into the section fields."""
        for key, value in parts.values.items():
            self[SECTION + key].data = value
        self.rest.data = parts.rest

    def fill_from_whole(self, kind: ArticleType, language: str) -> bool:
        """Whether the text was written in one field; then it is put into those of its sections."""
        if not self.whole.raw_data:
            return False
        self.fill(split(kind, language, self.whole.data or ""))
        return True

    def headings_in_place(self, kind: ArticleType, language: str) -> bool:
        """No field holds the heading of a section; those that do are accused."""
        wrong = {
            SECTION + key: "heading"
            for key, value in self.parts(kind).values.items()
            if holds_heading(kind, language, value)
        }
        self.accuse(wrong)
        return not wrong


@dataclass(frozen=True, slots=True)
class Question:
    """A moderator's question with the field for its answer."""

    id: int
    text: str
    field: Field
    was: Field


def write_form(
    kind: ArticleType,
    domains: Sequence[Domain],
    locale: str,
    *,
    is_new: bool,
    is_online: bool = False,
    questions: Iterable[int] = (),
    data: Mapping[str, Any] | None = None,
    typed: MultiDict[str, str] | None = None,
) -> WriteForm:
    """The form for one type: a text field for each section and each question that waits for an answer. What was
    `typed` and kept fills it as if it had just been sent."""
    fields: dict[str, Any] = {SECTION + s.key: TextField(s.heading(locale)) for s in kind.sections}
    fields |= {f"{ANSWER}{id}": TextField() for id in questions}
    fields |= {f"{WAS}{ANSWER}{id}": HiddenField() for id in questions}
    if not is_new:
        fields["language"] = HiddenField(default="nl", validators=[Optional()])
    if is_online:
        fields["audience"] = HiddenField(validators=[Optional()])
    sent = {} if typed is None else {"formdata": typed}
    form: WriteForm = type("TypedWriteForm", (WriteForm,), fields)(data=dict(data or {}), **sent)
    form.domains.choices = [SelectChoice(domain.slug, domain.label(locale)) for domain in domains]
    form.blocks.choices = [SelectChoice(block.slug, block.label(locale)) for block in BLOCKS.values()]
    return form


class TemplateForm(Form):
    SENTENCES = {  # noqa: RUF012  read only
        "missing": _l("Vul dit in."),
        "too-long": _l("Dit is te lang. Maak het korter."),
        "unknown": _l("Kies iets uit de lijst."),
    }

    name = LineField(_l("Naam"))
    kind = SelectField(_l("Soort artikel"))
    language = SelectField(
        _l("Taal"), choices=[SelectChoice("nl", _l("Nederlands")), SelectChoice("en", _l("Engels"))], default="nl"
    )
    domain = SelectField(_l("Voor wie schrijft bij"))
    text = TextField(_l("Tekst om mee te beginnen"))

    def wording(self) -> dict[str, str]:
        return {name: self[name].data or "" for name in ("name", "kind", "language", "domain", "text")}


def template_form(domains: Iterable[tuple[str, str]], locale: str, data: Mapping[str, Any]) -> TemplateForm:
    """The form with the domains whose templates somebody keeps."""
    offered = [SelectChoice(slug, label) for slug, label in domains]
    first = offered[0].value if offered else ""
    form = TemplateForm(data={"domain": first, "kind": next(iter(TYPES)), **data})
    form.kind.choices = [SelectChoice(kind.slug, kind.label(locale)) for kind in TYPES.values()]
    form.domain.choices = offered
    return form


class BylineForm(Form):
    SENTENCES = WriteForm.SENTENCES

    byline_kind = RadioField(choices=[SelectChoice("role_name", ""), SelectChoice("name", "")], default="role_name")
    role_name = LineField(_l("Rolnaam"))
