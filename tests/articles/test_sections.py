"""Between one text and the sections of its type: nothing falls between, nothing moves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.plugins.profiles import MANY
from wiki.articles.sections import Parts, compose, holds_heading, missing, split
from wiki.taxonomy.data import TYPES

TIP = TYPES["practice-tip"]
KEYS = tuple(section.key for section in TIP.sections)

# text, language, the sections that come out of it, the rest
SPLITS = [
    ("", "nl", {}, ""),
    ("Los.\n", "nl", {}, "Los."),
    ("## Valkuil\n\nTe snel.\n", "nl", {"pitfall": "Te snel."}, ""),
    ("Vooraf.\n\n## Valkuil\nTe snel.", "nl", {"pitfall": "Te snel."}, "Vooraf."),
    ("## VALKUIL ##\nTe snel.", "nl", {"pitfall": "Te snel."}, ""),
    ("## Pitfall\nToo fast.", "en", {"pitfall": "Too fast."}, ""),
    ("## Valkuil\nToo fast.", "en", {}, "## Valkuil\nToo fast."),
    ("## Valkuil\nEen.\n## Valkuil\nTwee.", "nl", {"pitfall": "Een.\n\nTwee."}, ""),
    ("## Valkuil\n## Valkuil\nTwee.", "nl", {"pitfall": "Twee."}, ""),
    ("## Valkuil\nA.\n## Wat doe je?\nB.", "nl", {"pitfall": "A.", "action": "B."}, ""),
    ("## Valkuil\nA.\n## Eigen kop\nB.", "nl", {"pitfall": "A.\n## Eigen kop\nB."}, ""),
    ("## Eigen kop\nA.", "nl", {}, "## Eigen kop\nA."),
    ("### Valkuil\nA.", "nl", {}, "### Valkuil\nA."),
    ("##Valkuil\nA.", "nl", {}, "##Valkuil\nA."),
    ("```\n## Valkuil\n```", "nl", {}, "```\n## Valkuil\n```"),
    ("~~~~\n~~~\n## Valkuil\n~~~~", "nl", {}, "~~~~\n~~~\n## Valkuil\n~~~~"),
    ("```\nA\n```\n## Valkuil\nB.", "nl", {"pitfall": "B."}, "```\nA\n```"),
    ("Zo: ```x``` klaar.\n## Valkuil\nB.", "nl", {"pitfall": "B."}, "Zo: ```x``` klaar."),
    ("```x``` klaar.\n## Valkuil\nB.", "nl", {"pitfall": "B."}, "```x``` klaar."),
]


@pytest.mark.parametrize(("text", "language", "values", "rest"), SPLITS)
def test_a_text_is_split_at_the_headings_of_its_type(text, language, values, rest):
    parts = split(TIP, language, text)

    assert {key: value for key, value in parts.values.items() if value} == values
    assert parts.rest == rest


def test_every_section_is_there_also_when_it_is_empty():
    assert tuple(split(TIP, "nl", "").values) == KEYS


def test_sections_come_in_the_order_of_the_type():
    text = compose(TIP, "nl", Parts({"pitfall": "Later.", "situation": "Eerst."}, "Vooraf."))

    assert text == "Vooraf.\n\n## Wanneer speelt dit?\n\nEerst.\n\n## Valkuil\n\nLater.\n"


def test_a_section_of_white_space_is_left_out():
    assert compose(TIP, "nl", Parts({"pitfall": " \n "})) == "\n"


def test_white_space_at_the_ends_of_a_field_is_the_writers():
    parts = split(TIP, "nl", compose(TIP, "nl", Parts({"limits": "Einde\u00a0"}, "    code")))

    assert (parts.values["limits"], parts.rest) == ("Einde\u00a0", "    code")


def test_a_code_block_that_is_left_open_does_not_swallow_the_next_sections():
    parts = Parts({"situation": "```\ncode", "pitfall": "Tekst."})

    again = split(TIP, "nl", compose(TIP, "nl", parts))

    assert again.values["situation"] == "```\ncode\n```"
    assert again.values["pitfall"] == "Tekst."


def test_two_open_code_blocks_do_not_join():
    parts = Parts({"situation": "~~~~ log\na", "action": "~~~\nb", "pitfall": "Tekst."}, "```\nvooraf")

    again = split(TIP, "nl", compose(TIP, "nl", parts))

    assert again.values["pitfall"] == "Tekst."
    assert again.rest == "```\nvooraf\n```"


def test_what_is_missing_are_the_required_sections_without_words():
    parts = split(TIP, "nl", "## Valkuil\n\nTe snel.\n\n## Wat doe je?\n\n \n")

    assert [section.key for section in missing(TIP, parts)] == ["situation", "cue", "action"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [("Gewoon.", False), ("Eerst.\n## Valkuil\nDan.", True), ("```\n## Valkuil\n```", False), ("## Kop", False)],
)
def test_a_field_that_holds_the_heading_of_a_section_is_noticed(value, expected):
    assert holds_heading(TIP, "nl", value) is expected


plain_lines = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="#`~\u2028\u2029"), max_size=30)
plain_texts = st.lists(plain_lines, max_size=6).map(lambda lines: "\n".join(lines).strip("\n"))
field_texts = plain_texts.map(lambda text: text if text.strip() else "")


@MANY
@given(st.fixed_dictionaries(dict.fromkeys(KEYS, field_texts)), field_texts, st.sampled_from(["nl", "en"]))
def test_what_was_typed_comes_back_in_the_same_fields(values, rest, language):
    parts = split(TIP, language, compose(TIP, language, Parts(values, rest)))

    assert (parts.values, parts.rest) == (values, rest)


headings = [f"## {section.heading('nl')}" for section in TIP.sections]
any_line = st.one_of(plain_lines, st.sampled_from([*headings, "## Eigen kop", "```", "~~~", "````"]))
any_text = st.lists(any_line, max_size=12).map("\n".join)


@MANY
@given(any_text)
def test_no_line_is_lost_between_the_sections(text):
    parts = split(TIP, "nl", text)

    kept = [line for part in (parts.rest, *parts.values.values()) for line in part.split("\n")]
    lost = [line for line in text.split("\n") if line.strip() and line not in kept]
    assert set(lost) <= set(headings)


@MANY
@given(any_text)
def test_writing_a_text_again_changes_nothing_more(text):
    once = compose(TIP, "nl", split(TIP, "nl", text))

    assert compose(TIP, "nl", split(TIP, "nl", once)) == once
