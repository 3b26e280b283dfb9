import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.search.analysis import words
from wiki.search.expansion import plan
from wiki.search.grammar import parse
from wiki.search.lexicon import Lexicon
from wiki.search.snippets import AROUND, Marker, snippet
from wiki.search.synonyms import NONE
from wiki.search.vocabulary import Vocabulary

FILLER = "Hier staat iets anders, en daarna volgt nog een gewone zin over het werk van vandaag. " * 10


def shown(typed: str, text: str, language: str = "nl") -> str | None:
    lexicon = Lexicon(Vocabulary(Counter(words(text)).items()))
    made = snippet(text, Marker(plan(parse(typed), lexicon, NONE), lexicon, language))
    return None if made is None else str(made)


@pytest.mark.parametrize(
    ("typed", "text", "marked"),
    [
        ("deur", "Alle deuren dicht.", "Alle <mark>deuren</mark> dicht."),
        ("jongere", "Spreek Jongeren aan.", "Spreek <mark>Jongeren</mark> aan."),
        ("coordinatie", "De coördinatie loopt.", "De <mark>coördinatie</mark> loopt."),
        ("brandw*", "De brandweerwagen.", "De <mark>brandweerwagen</mark>."),
        ('"zwarte rook"', "Zwarte rook.", "<mark>Zwarte</mark> <mark>rook</mark>."),
        ("hoe de rook", "De rook van de brand.", "De <mark>rook</mark> van de brand."),
        ("de het", "De rook.", "<mark>De</mark> rook."),
        ("ipad", "Pak de iPad.", "Pak de <mark>iPad</mark>."),
        ("rook", "Rook, rookmelder en ROOK.", "<mark>Rook</mark>, rookmelder en <mark>ROOK</mark>."),
        ("rookmelders", "De rookmelder_2 of rookmelder.", "De rookmelder_2 of <mark>rookmelder</mark>."),
        ("rook", "Eerst rook.\n\nDan  vuur.", "Eerst <mark>rook</mark>. Dan vuur."),
    ],
)
def test_words_are_marked_as_they_stand_there(typed: str, text: str, marked: str) -> None:
    assert shown(typed, text) == marked


def test_text_is_escaped() -> None:
    assert shown("rook", "<b>rook</b> & vuur") == "&lt;b&gt;<mark>rook</mark>&lt;/b&gt; &amp; vuur"


def test_a_compound_is_marked_where_the_word_itself_is_nowhere() -> None:
    lexicon = Lexicon(Vocabulary(Counter({"schuif": 5, "deuren": 5, "schuifdeuren": 1}).items()))
    marker = Marker(plan(parse("deuren"), lexicon, NONE), lexicon, "nl")

    assert snippet("Alle schuifdeuren klemmen.", marker) == "Alle <mark>schuifdeuren</mark> klemmen."
    assert snippet("De schuifdeuren en deuren.", marker) == "De schuifdeuren en <mark>deuren</mark>."


def test_the_passage_begins_with_a_whole_word() -> None:
    made = shown("rook", "voorafgaandelangesamenstelling " * 12 + "rook " + "x" * 400) or ""

    assert made.removeprefix("… ").startswith("voorafgaandelangesamenstelling ")


def test_a_text_without_the_words_has_no_snippet() -> None:
    assert shown("rook", FILLER) is None


def test_the_passage_with_most_of_the_words_is_shown() -> None:
    text = FILLER + "Een deur. " + FILLER + "De deur en de rook bij het raam. " + FILLER

    assert shown("deur rook raam", text).count("<mark>") == 3  # type: ignore[union-attr]


def test_a_passage_out_of_the_middle_says_so() -> None:
    made = shown("rook", FILLER + "Er is rook te zien. " + FILLER) or ""

    assert made.startswith("… ")
    assert made.endswith(" …")
    assert len(re.findall(r"\w+", made.replace("mark", ""))) <= AROUND


def test_a_word_that_comes_thousands_of_times_costs_no_more_than_its_text() -> None:
    assert shown("rook", "rook " * 20_000) is not None


@given(st.text(max_size=300), st.text(max_size=60))
def test_any_text_gives_a_safe_snippet(text: str, typed: str) -> None:
    made = shown(typed, text)

    assert made is None or re.search(r"[<>]", made.replace("<mark>", "").replace("</mark>", "")) is None
