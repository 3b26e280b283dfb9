"""Form ground: one base form, and text fields that accept no character that is never stored.

Messages are sentences here because forms are where words begin; services only ever say codes.
"""

from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.form import _Auto
from wtforms import DateField, Field, SelectMultipleField, StringField, TextAreaField, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from wiki.errors import UnsafeText
from wiki.markup import clean_line, clean_text

# Before the name of a field: what stood in it when the page was made.
WAS = "was-"
UNSAFE = {
    "control": _l("Hier staat een onzichtbaar stuurteken in. Haal het weg of typ de tekst opnieuw."),
    "bidi": _l("Hier staat een teken in dat de leesrichting omdraait. Haal het weg of typ de tekst opnieuw."),
    "encoding": _l("Hier staan tekens in die we niet kunnen lezen. Typ de tekst opnieuw."),
    "personal": _l("Dit lijkt op een persoonsgegeven. Zeg het zonder."),
}


class Form(FlaskForm):
    """The base of every form: what was typed is kept, and a service's codes become sentences on the fields."""

    SENTENCES: dict[str, Any] = {}  # noqa: RUF012  overridden as a whole by each form

    class Meta(FlaskForm.Meta):
        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """Only what a form sends: Flask-WTF would also read JSON and files, and those are no text."""
            if formdata is not _Auto:
                return super().wrap_formdata(form, formdata)
            return request.form if form.is_submitted() else None

    def accuse(self, fields: dict[str, str]) -> None:
        """Put the codes of an `Invalid` on the fields they name."""
        for name, code in fields.items():
            field = self._fields[name]
            field.errors = [*field.errors, self.said_of(code)]

    @classmethod
    def said_of(cls, code: str) -> Any:
        """What a code of a service says in this form."""
        return cls.SENTENCES.get(code, UNSAFE.get(code, code))


class LineField(StringField):
    """One line of text: spaces collapsed, ends trimmed."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata(valuelist)
        self._unsafe = ""
        try:
            self.data: Any = clean_line(_readable(self.data or ""))
        except UnsafeText as error:
            self._unsafe = error.code

    def pre_validate(self, form: Any) -> None:
        _refuse(self)


class TextField(TextAreaField):
    """Text of any length, with normal line ends."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata(valuelist)
        self._unsafe = ""
        try:
            self.data: Any = clean_text(_readable(self.data or ""))
        except UnsafeText as error:
            self._unsafe = error.code

    def pre_validate(self, form: Any) -> None:
        _refuse(self)


def plain(field: Field) -> str:
    """The text in a field with normal line ends and nothing around it, for whether two of them say the same."""
    return (field.data or "").replace("\r\n", "\n").strip()


def _readable(text: str) -> str:
    """The text, unless it holds what werkzeug puts in the place of bytes that are not UTF-8."""
    if "\ufffd" in text:
        raise UnsafeText("encoding")
    return text


def _refuse(field: Any) -> None:
    """Raise the sentence for what was found while the field was filled; what was typed stays in it."""
    code = getattr(field, "_unsafe", "")
    if code:
        raise ValidationError(UNSAFE[code])


class DayField(DateField):
    """A day, or None where nothing is filled in; what is none is refused in the words of this wiki."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        if not "".join(valuelist).strip():
            self.data: Any = None
            return
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(_("Vul een dag in, zoals 31-12-2026.")) from error


class ChecksField(SelectMultipleField):
    """Several of a list, as check boxes; an unknown value is an error, never ignored."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()
