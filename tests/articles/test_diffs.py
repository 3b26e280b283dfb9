"""What changed, word by word: never a word that was in neither text, never a page that hangs."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.plugins.profiles import MANY
from wiki.articles import diffs, sections
from wiki.articles.diffs import Part, SectionDiff, by_section, counted, words
from wiki.taxonomy.data import TYPES

TIP = TYPES["practice-tip"]


def before(parts):
    return "".join(part.text for part in parts if part.op not in ("ins", "to"))


def after(parts):
    return "".join(part.text for part in parts if part.op not in ("del", "from"))


some_words = st.lists(st.sampled_from(["de", "slang", "rook", " ", "\n", ".", "é", "🚒"]), max_size=40).map("".join)
some_text = st.one_of(some_words, st.text(max_size=60))


@given(some_text, some_text)
def test_without_the_insertions_it_is_the_old_text_and_without_the_deletions_the_new(old, new):
    parts = words(old, new)

    assert (before(parts), after(parts)) == (old, new)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ()),
        ("rook", "rook", (Part("same", "rook"),)),
        ("", "rook", (Part("ins", "rook"),)),
        ("rook", "", (Part("del", "rook"),)),
        (
            "Zwarte rook hier.",
            "Witte rook hier.",
            (Part("del", "Zwarte"), Part("ins", "Witte"), Part("same", " rook hier.")),
        ),
    ],
)
def test_differences_are_whole_words(old, new, expected):
    assert words(old, new) == expected


def test_more_different_words_than_private_characters_are_told_apart():
    old = " ".join(f"w{number}" for number in range(15_000))
    new = old.replace("w14999", "anders").replace("w7000", "ook")

    parts = words(old, new)

    assert (before(parts), after(parts)) == (old, new)
    assert {part.text for part in parts if part.op == "ins"} == {"ook", "anders"}


def test_two_long_texts_with_nothing_in_common_are_compared_in_time_and_whole():
    old = " ".join(f"oud{number}" for number in range(12_000))
    new = " ".join(f"nieuw{number * 7 % 11_003}" for number in range(12_000))
    started = time.monotonic()

    parts = words(old, new)

    assert (before(parts), after(parts)) == (old, new)
    assert time.monotonic() - started < 10


def test_out_of_time_the_answer_is_coarse_and_loses_nothing(monkeypatch):
    monkeypatch.setattr(diffs, "DEADLINE_SECONDS", 0.000001)
    old = " ".join(f"w{number % 97}" for number in range(3_000))
    new = " ".join(f"w{number % 89}" for number in range(3_000))

    parts = words(old, new)

    assert (before(parts), after(parts)) == (old, new)


def test_sections_are_compared_by_themselves_and_empty_ones_left_out():
    old = "## Valkuil\n\nTe snel.\n\n## Wat doe je?\n\nWacht.\n"
    new = "Vooraf.\n\n## Wat doe je?\n\nWacht.\n\n## Valkuil\n\nTe laat.\n"

    found = by_section(TIP, "nl", old, new)

    assert [(diff.heading, diff.changed) for diff in found] == [("", True), ("Wat doe je?", False), ("Valkuil", True)]


def test_words_are_counted_and_signs_are_not():
    found = [
        SectionDiff("Valkuil", True, (Part("del", "Te snel."), Part("ins", "Veel te laat, ja!"), Part("same", "x y"))),
        SectionDiff("", True, (Part("ins", "nog een"),)),
    ]

    assert counted(found) == (6, 2, 0)


def sections_of(before: dict[str, str], after: dict[str, str]) -> list[tuple[str, str]]:
    kind = TYPES["practice-tip"]
    old, new = (sections.compose(kind, "nl", sections.Parts(values)) for values in (before, after))
    found = diffs.by_section(kind, "nl", old, new)
    return [(part.op, part.text.strip()) for diff in found for part in diff.parts if part.op != "same"]


def test_a_sentence_that_stands_in_another_section_now_is_moved() -> None:
    smoke = "De rook trekt laag langs de vloer."

    found = sections_of(
        {"cue": f"Eerst dit. {smoke} En dan dat.", "action": "Ga weg."},
        {"cue": "Eerst dit. En dan dat.", "action": f"Ga weg. {smoke} Nu meteen."},
    )

    assert found == [("from", smoke), ("to", smoke), ("ins", "Nu meteen.")]


def test_a_few_words_in_two_places_are_a_coincidence() -> None:
    assert sections_of(
        {"cue": "Ga nu weg. Blijf.", "action": "Wacht."}, {"cue": "Blijf.", "action": "Wacht. Ga nu weg."}
    ) == [
        ("del", "Ga nu weg."),
        ("ins", "Ga nu weg."),
    ]


def test_what_was_put_in_twice_and_taken_out_once_moved_once() -> None:
    smoke = "De rook trekt laag langs de vloer."

    found = sections_of({"cue": smoke}, {"action": f"{smoke}\n\n{smoke}"})

    assert [op for op, _ in found] == ["from", "to", "ins"]


@MANY
@given(
    st.lists(st.sampled_from(["Een twee drie vier vijf. ", "Rook laag bij de grond! ", "kort. ", "\n"]), max_size=8),
    st.data(),
)
def test_nothing_is_lost_by_marking_what_moved(pieces: list[str], data: st.DataObject) -> None:
    kind = TYPES["practice-tip"]
    before = {"cue": "".join(pieces), "action": "Ga weg."}
    after = {"cue": "Blijf.", "action": "".join(data.draw(st.permutations(pieces)))}
    old, new = (sections.compose(kind, "nl", sections.Parts(values)) for values in (before, after))

    for diff in diffs.by_section(kind, "nl", old, new):
        key = next(s.key for s in kind.sections if s.heading("nl") == diff.heading)
        sides = {op: "".join(p.text for p in diff.parts if p.op not in left_out) for op, left_out in SIDES.items()}
        assert sides["before"] == sections.split(kind, "nl", old).values[key].strip()
        assert sides["after"] == sections.split(kind, "nl", new).values[key].strip()


SIDES = {"before": ("ins", "to"), "after": ("del", "from")}
