"""Words in marks: escaped or sanitised HTML stays what it was, and nothing but marks is added."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from wiki.markup import marked_html, marked_text, sanitize


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("bel 06-12345678 nu", ["06-12345678"], "bel <mark>06-12345678</mark> nu"),
        ("Jan en Jan", ["Jan"], "<mark>Jan</mark> en <mark>Jan</mark>"),
        ("a <b> & c", ["<b>"], "a <mark>&lt;b&gt;</mark> &amp; c"),
        ("Jan Jansen", ["Jan", "Jan Jansen"], "<mark>Jan Jansen</mark>"),
        ("niets", [], "niets"),
        ("<i>", [""], "&lt;i&gt;"),
    ],
)
def test_words_of_a_text_stand_out_and_the_rest_is_escaped(text, values, expected):
    assert marked_text(text, values) == expected


@pytest.mark.parametrize(
    ("html", "values", "expected"),
    [
        ("<p>bel 112 nu</p>", ["112"], "<p>bel <mark>112</mark> nu</p>"),
        ('<p class="x">x</p>', ["x"], '<p class="x"><mark>x</mark></p>'),
        ("<p>R&amp;D</p>", ["R&D"], "<p><mark>R&amp;D</mark></p>"),
        ("<p>1<b>2</b></p>", ["12"], "<p>1<b>2</b></p>"),
        ("<p>x</p>", [], "<p>x</p>"),
    ],
)
def test_words_of_html_stand_out_between_its_tags(html, values, expected):
    assert marked_html(Markup(html), values) == expected  # noqa: S704  written here


@given(st.text(), st.lists(st.text(min_size=1), max_size=4))
def test_marks_change_nothing_but_themselves(text, values):
    marked = marked_text(text, values)

    assert unescape(re.sub("</?mark>", "", marked)) == unescape(str(marked_text(text, [])))


@given(st.text(), st.lists(st.text(min_size=1), max_size=4))
def test_html_without_its_marks_is_the_html_of_before(text, values):
    html = sanitize(text)

    assert re.sub("</?mark>", "", marked_html(html, values)) == re.sub("</?mark>", "", html)
