"""Explained words of a text: which of them become a button, and that nothing else of the text changes."""

import re
from html import unescape
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from wiki.markup import sanitize
from wiki.markup.terms import LONGEST, MOST_TERMS, Glossary, Meaning, explained

BOA = Meaning("boa", "Ambtenaar met beperkte bevoegdheden.", "enforcement")
OVD = Meaning("officier van dienst", "Leidt de inzet ter plaatse.", "")
DEBRIEF = Meaning("nabespreking", "Samen terugkijken.", "")
HOT = Meaning("hete nabespreking", "Meteen na afloop.", "")
OM = Meaning("Openbaar Ministerie", "", "")
GLOSSARY = Glossary(
    [
        ("boa", BOA),
        ("officier van dienst", OVD),
        ("OvD", OVD),
        ("nabespreking", DEBRIEF),
        ("hete nabespreking", HOT),
        ("OM", OM),
        ("T&H", Meaning("toezicht en handhaving", "", "")),
    ]
)
BUTTON = re.compile(r"<button[^>]*>(?:<abbr>)?(.*?)(?:</abbr>)?</button>", re.DOTALL)


def mark(
    html: str, glossary: Glossary = GLOSSARY, domains: tuple[str, ...] = ("enforcement",)
) -> tuple[str, list[str]]:
    """The HTML with `<b>` for each button, and the words that have one."""
    (marked,), terms = explained([Markup(html)], glossary, domains=domains, named=lambda word: f"uitleg {word}")  # noqa: S704
    return BUTTON.sub(r"<b>\1</b>", str(marked)), [term.written for term in terms]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Na de nabespreking.</p>", "<p>Na de <b>nabespreking</b>.</p>"),
        ("<p>Nabespreking</p>", "<p><b>Nabespreking</b></p>"),
        ("<p>nabespreking, nabespreking</p>", "<p><b>nabespreking</b>, nabespreking</p>"),
        ("<p>een hete nabespreking</p>", "<p>een <b>hete nabespreking</b></p>"),
        ("<p>een hete\n nabespreking</p>", "<p>een <b>hete\n nabespreking</b></p>"),
        ("<p>de OvD en de officier van dienst</p>", "<p>de <b>OvD</b> en de officier van dienst</p>"),
        ("<p>twee boa's</p>", "<p>twee <b>boa&#39;s</b></p>"),
        ("<p>om het OM</p>", "<p>om het <b>OM</b></p>"),
        ("<p>bij T&amp;H &lt;x&gt;</p>", "<p>bij <b>T&amp;H</b> &lt;x&gt;</p>"),
        ("<p>&#233;&eacute;n boa</p>", "<p>één <b>boa</b></p>"),
        ("<p>een<br>boa</p><hr><ul><li>OvD</li></ul>", "<p>een<br><b>boa</b></p><hr><ul><li><b>OvD</b></li></ul>"),
    ],
)
def test_the_first_time_that_a_word_stands_there_it_is_a_button(html, expected):
    assert mark(html)[0] == expected


@pytest.mark.parametrize(
    "html",
    [
        "<p>nabesprekingen, boaman, ovd, Om, om</p>",
        "<p>OvD-P, hulp-boa, boa-post</p>",
        "<h2>De boa</h2>",
        '<p><a href="/x">de <em>boa</em></a></p>',
        "<p><code>boa</code></p><pre>boa</pre>",
        '<p><abbr title="x">boa</abbr></p>',
        '<p class="boa">x</p>',
        "<p><em>b</em>oa, bo<em>a</em></p>",
        "<p>officier van <em>dienst</em></p>",
        "",
    ],
)
def test_parts_of_words_headings_links_and_code_stay_as_they_are(html):
    assert mark(html) == (html, [])


@pytest.mark.parametrize("broken", ["&#x; &#x;", "&#; &#;"])
def test_behind_a_reference_that_is_broken_tags_stay_tags(broken):
    html = sanitize(f"<p>{broken} OvD</p><h2>Daarna</h2><p>OvD</p>")

    assert mark(html) == (html, [])


def test_a_word_counts_in_its_domain_alone():
    assert mark("<p>boa</p>", domains=("fire",)) == ("<p>boa</p>", [])


def test_where_the_longer_form_is_of_another_domain_the_shorter_one_counts():
    glossary = Glossary([("hete nabespreking", HOT._replace(domain="fire")), ("nabespreking", DEBRIEF)])

    assert mark("<p>hete nabespreking</p>", glossary)[0] == "<p>hete nabespreking</p>".replace(
        "nabe", "<b>nabe"
    ).replace("king<", "king</b><")


def test_a_form_of_several_words_says_what_each_of_them_means():
    other = Meaning("officier van defensie", "", "")
    glossary = Glossary([("OvD", OVD), ("OvD", other), ("ovd", DEBRIEF), (" ?! ", HOT)])

    _parts, (term,) = explained([Markup("<p>De OvD</p>")], glossary, domains=(), named=str)

    assert term.meanings == (OVD, other, DEBRIEF)


def test_the_parts_of_a_page_explain_a_word_once():
    parts, terms = explained([Markup("<p>boa</p>")] * 2, GLOSSARY, domains=["enforcement"], named=str)

    assert [part.count("<button") for part in parts] == [1, 0]
    assert [term.id for term in terms] == ["pw-term-1"]


def test_the_button_opens_its_explanation_and_has_a_name():
    (html,), _terms = explained([Markup("<p>De OvD</p>")], GLOSSARY, domains=(), named='"{}": uitleg'.format)

    assert html == (
        '<p>De <button class="pw-term" type="button" popovertarget="pw-term-1" aria-label="&#34;OvD&#34;: uitleg">'
        "<abbr>OvD</abbr></button></p>"
    )


def test_a_page_is_no_field_of_dots():
    words = [f"begrip{number}" for number in range(MOST_TERMS + 5)]
    glossary = Glossary((word, Meaning(word, "Uitleg.", "")) for word in words)

    assert mark(f"<p>{' '.join(words)}</p>", glossary)[1] == words[:MOST_TERMS]


def test_a_page_that_is_too_long_stays_as_it_is():
    html = f"<p>boa {'x' * LONGEST}</p>"

    assert mark(html) == (html, [])


@pytest.mark.parametrize("piece", ["boa ", "hete ", "x-", "<em>boa</em>", "&amp;", "officier van "])
def test_the_longest_page_takes_no_longer_than_a_reader_waits(piece):
    html = f"<p>{piece * (LONGEST // len(piece) - 10)}</p>"
    began = process_time()

    mark(html)

    assert process_time() - began < 3


PIECES = "boa OvD hete nabespreking T&H ’s é & &amp; < <em> </em> <p> </p> <h2> </h2> <code> </code> <br>".split()


@given(st.lists(st.sampled_from([*PIECES, " ", " ", "\n"]) | st.text(max_size=8), max_size=30).map("".join))
def test_what_a_reader_reads_stays_the_same_and_so_does_every_tag(text):
    html = sanitize(text)

    (marked,), terms = explained([Markup(html)], GLOSSARY, domains=["enforcement"], named=str)  # noqa: S704

    bare = BUTTON.sub(r"\1", str(marked))
    assert len(BUTTON.findall(str(marked))) == marked.count("<button") == len(terms)
    assert re.findall("<[^>]*>", bare) == re.findall("<[^>]*>", html)
    assert unescape(re.sub("<[^>]*>", "", bare)) == unescape(re.sub("<[^>]*>", "", html))
