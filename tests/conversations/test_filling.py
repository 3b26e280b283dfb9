"""From what was told to the sections of a draft, and to a text to keep."""

from pathlib import Path

import pytest

from tests.conversations.made import STORY
from wiki.articles.sections import Parts, compose, split
from wiki.conversations.export import as_markdown
from wiki.conversations.filling import SOURCES, filled, fitting
from wiki.conversations.queries import SheetPart, Told
from wiki.conversations.questions import STEPS
from wiki.taxonomy.data import TYPES

KEYS = {question.key for step in STEPS.values() for question in step.questions}
DOCUMENT = Path(__file__).parents[2] / "docs" / "knowledge-conversation.md"


@pytest.mark.parametrize("kind", SOURCES)
def test_the_table_names_sections_and_questions_that_are_there(kind):
    assert SOURCES[kind].keys() == {section.key for section in TYPES[kind].sections}
    assert {key for keys in SOURCES[kind].values() for key in keys} <= KEYS


def test_what_is_asked_in_a_story_reaches_some_draft():
    used = {key for table in SOURCES.values() for keys in table.values() for key in keys}

    assert KEYS - used == {"unasked"}


def test_the_document_has_the_same_table():
    rows = [line.strip("| ").split(" | ") for line in DOCUMENT.read_text("utf-8").splitlines() if line.startswith("| ")]

    documented = {(kind, section): tuple(keys.split(", ")) for kind, section, keys in rows[1:]}
    assert documented == {(kind, section): keys for kind in SOURCES for section, keys in SOURCES[kind].items()}


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ({"choice", "else"}, "decision-point"),
        ({"choice", "job_smarts"}, "technique"),
        ({"course", "turn"}, "case-story"),
        ({"course"}, "practice-tip"),
        (set(), "practice-tip"),
    ],
)
def test_the_type_that_fits(told, kind):
    assert fitting(dict.fromkeys(told, "Iets.")) == kind


def test_sections_are_filled_in_the_order_of_the_table_and_no_others():
    told = {"noticing": "De verf.", "turn": " Het werd stil.\n", "rule": "Luister."}

    assert filled("decision-point", told) == {"cues": "Het werd stil.\n\nDe verf.", "rule_of_thumb": "Luister."}
    assert filled("technique", {}) == {}


@pytest.mark.parametrize("kind", SOURCES)
def test_an_answer_that_holds_a_heading_does_not_tear_a_draft_apart(kind):
    headings = "\n".join(f"## {section.heading('nl')}" for section in TYPES[kind].sections)
    sections = filled(kind, dict.fromkeys(KEYS, f"Eerst.\n{headings}\nDaarna."))

    again = split(TYPES[kind], "nl", compose(TYPES[kind], "nl", Parts(sections)))

    assert again.values == sections
    assert again.rest == ""


def test_a_text_to_keep_holds_what_was_said_and_nothing_that_was_not():
    questions = STEPS["story"].questions
    told = tuple(Told(question, STORY.get(question.key, "")) for question in questions[:6])
    parts = [
        SheetPart(STEPS["map"], "", (), (("Aankomst", False), ("Deur", True), ("", False))),
        SheetPart(STEPS["story"], "Deur", (*told[:1], Told(questions[1], "# Geen kop"), Told(questions[2], "  "))),
        SheetPart(STEPS["people"], "", (Told(STEPS["people"].questions[0], ""),)),
    ]

    text = as_markdown("Verkennen", parts, "nl")

    assert text == (
        "# Verkennen\n\n## De kaart\n\n1. Aankomst\n2. **Deur**\n\n## Verhalen: Deur\n\n### De situatie\n\n"
        "Een portiek vol rook.\n\n### Wat je wilde\n\n\\# Geen kop\n"
    )
