"""What is asked, and the way through it."""

import pytest

from wiki.conversations.questions import CHUNK, STEPS, Stop, field_of, steps_in, stop_of, way
from wiki.taxonomy.reading import BrokenData

ENTRY = """
[[step]]
slug = "map"
title = { nl = "Kaart", en = "Map" }
line = { nl = "Verdeel.", en = "Split." }
"""
QUESTION = """
[[step.question]]
key = "hard"
label = { nl = "Wat?", en = "What?" }
prompt = { nl = "Zeg.", en = "Say." }
"""


def test_the_eight_probes_of_the_audit_are_offered_with_each_story():
    probes = [question.label("nl") for question in STEPS["story"].questions if question.is_probe]

    assert probes == [
        "Verleden en toekomst",
        "Het geheel",
        "Opvallen",
        "Kunstgrepen",
        "Improviseren",
        "Jezelf bijsturen",
        "Afwijkingen",
        "Wanneer apparatuur je misleidt",
    ]


def test_no_two_questions_share_a_key():
    keys = [question.key for step in STEPS.values() for question in step.questions]

    assert len(keys) == len({*keys, CHUNK}) - 1


@pytest.mark.parametrize(
    ("picks", "slugs"),
    [
        ((), ["map", "hardest", "people"]),
        ((2, 5), ["map", "hardest", "story-2", "story-5", "novice-2", "novice-5", "people"]),
    ],
)
def test_the_way_takes_stories_of_each_picked_chunk(picks, slugs):
    assert [stop.slug for stop in way(picks)] == slugs
    assert [stop_of(slug) for slug in slugs] == list(way(picks))


@pytest.mark.parametrize(
    "slug", ["", "poem", "story", "map-1", "story-0", "story-7", "story-x", "story-01", "story-1-2", "-"]
)
def test_an_address_that_is_no_stop(slug):
    assert stop_of(slug) is None


def test_places_and_fields():
    assert Stop(STEPS["map"]).places == tuple((number, "chunk") for number in range(1, 7))
    assert Stop(STEPS["novice"], 3).places == ((3, "miss"), (3, "differently"), (3, "rule"))
    assert [field_of(place) for place in ((4, "chunk"), (3, "miss"))] == ["chunk-4", "miss"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (ENTRY + "mood = 1\n", "unknown key mood"),
        (ENTRY + QUESTION + QUESTION, "'hard' is there twice"),
        (ENTRY + QUESTION.replace('key = "hard"', 'key = "Hard"'), "does not look like"),
        (ENTRY + ENTRY, "'map' is there twice"),
        ("", "has no [[step]]"),
    ],
)
def test_a_mistake_in_the_file_is_named(tmp_path, text, problem):
    file = tmp_path / "questions.toml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(BrokenData) as caught:
        steps_in(file)

    assert problem in str(caught.value)
