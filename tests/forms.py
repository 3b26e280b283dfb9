"""The forms of a page as a visitor without JavaScript has them: what is in them, and what a button sends."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

VOID_TYPES = ("submit", "button", "reset", "image", "file")


@dataclass
class Button:
    text: str = ""
    name: str = ""
    value: str = ""
    action: str = ""


@dataclass
class PageForm:
    """One form: its address, its values in order, its buttons."""

    action: str
    method: str
    values: "MultiDict[str, str]" = field(default_factory=MultiDict)
    buttons: list[Button] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self._open: PageForm | None = None
        self._button: Button | None = None
        self._area = ""
        self._select = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attributes}
        if tag == "form":
            self._open = PageForm(has.get("action", ""), has.get("method", "get"))
            self.forms.append(self._open)
        elif self._open is not None:
            self._part(self._open, tag, has)

    def _part(self, form: PageForm, tag: str, has: dict[str, str]) -> None:
        kind, name = has.get("type", "text"), has.get("name", "")
        if tag == "button":
            self._button = Button(name=name, value=has.get("value", ""), action=has.get("formaction", form.action))
            form.buttons.append(self._button)
        elif tag == "textarea":
            self._area = name
            form.values.add(name, "")
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and (name or "selected" in has):
            form.values.add(self._select, has.get("value", ""))
        elif tag == "input" and name and (kind not in ("checkbox", "radio") or "checked" in has):
            form.values.add(name, has.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "button":
            self._button = None
        elif tag == "textarea":
            self._area = ""
        elif tag == "select":
            self._select = ""

    def handle_data(self, data: str) -> None:
        if self._button:
            self._button.text = (self._button.text + data).strip()
        elif self._area and self._open:
            self._open.values[self._area] += data


def forms_of(page: TestResponse) -> list[PageForm]:
    reader = _Reader()
    reader.feed(page.get_data(as_text=True))
    for form in reader.forms:
        # A browser leaves out the line end right after <textarea>, and sends the others as CRLF.
        form.values = MultiDict((name, value.removeprefix("\r\n").removeprefix("\n")) for name, value in _items(form))
    return reader.forms


def form_with(page: TestResponse, button: str) -> PageForm:
    """The form that has a button with this text."""
    found = [form for form in forms_of(page) if any(each.text == button for each in form.buttons)]
    assert found, f"no button {button!r} among {[b.text for f in forms_of(page) for b in f.buttons]}"
    return found[0]


def press(client: FlaskClient, page: TestResponse, button: str, **filled: Any) -> TestResponse:
    """Fill in fields of the page and press a button; gives the answer itself, not where it leads."""
    form = form_with(page, button)
    pressed = next(each for each in form.buttons if each.text == button)
    values = form.values.copy()
    for name, value in filled.items():
        values.setlist(name.replace("__", "-"), value if isinstance(value, list) else [value])
    if pressed.name:
        values.add(pressed.name, pressed.value)
    return client.post(pressed.action or page.request.path, data=values)


def _items(form: PageForm) -> list[tuple[str, str]]:
    return list(form.values.items(multi=True))
