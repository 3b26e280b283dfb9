"""Text fields take no character that is never stored, and keep what was typed."""

import pytest
from flask_babel import lazy_gettext

from wiki.web.fields import ChecksField, Form, LineField, TextField


class Example(Form):
    SENTENCES = {"missing": lazy_gettext("Vul dit in.")}  # noqa: RUF012

    line = LineField()
    text = TextField()
    several = ChecksField(choices=[])


def filled(app, **values):
    app.config["WTF_CSRF_ENABLED"] = False
    with app.test_request_context("/", method="POST", data=values):
        form = Example()
        form.validate()
        return {name: [str(e) for e in errors] for name, errors in form.errors.items()}, form.line.data, form.text.data


def test_a_line_is_one_line_without_ends(app):
    _, line, _ = filled(app, line="  rook \r\n lezen\t nu ")

    assert line == "rook lezen nu"


def test_a_text_keeps_its_lines_with_normal_ends(app):
    _, _, text = filled(app, text=" a\r\nb\rc\u2028d ")

    assert text == " a\nb\nc\nd "


def test_letters_are_kept_in_one_form(app):
    _, line, text = filled(app, line="cafe\u0301", text="cafe\u0301")

    assert (line, text) == ("café", "café")


@pytest.mark.parametrize("field", ["line", "text"])
@pytest.mark.parametrize(
    ("text", "word"),
    [("a\x00b", "stuurteken"), ("a\x07b", "stuurteken"), ("a\x9bb", "stuurteken"), ("a\u202eb", "leesrichting"),
     ("a\u2067b", "leesrichting"), ("a\ufffdb", "niet kunnen lezen")],
)  # fmt: skip
def test_what_is_never_stored_gets_a_sentence_and_stays_as_typed(app, field, text, word):
    errors, line, area = filled(app, **{field: text})

    assert word in errors[field][0]
    assert text in (line, area)


def test_nothing_sent_is_nothing(app):
    assert filled(app) == ({}, "", "")


def test_the_codes_of_a_service_become_sentences(app):
    with app.test_request_context("/"):
        form = Example()
        form.accuse({"line": "missing", "text": "bidi", "several": "new-code"})

        assert [str(form[name].errors[0])[:9] for name in ("line", "text", "several")] == [
            "Vul dit i", "Hier staa", "new-code",
        ]  # fmt: skip


def test_an_unknown_choice_is_an_error(app):
    errors, _, _ = filled(app, several="x")

    assert "several" in errors
