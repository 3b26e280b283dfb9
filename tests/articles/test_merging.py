"""Two edits that met: nothing that somebody wrote is lost, and what overlaps is never decided by the program."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.plugins.profiles import MANY
from wiki.articles import merging
from wiki.articles.sections import Parts

LINES = st.lists(st.sampled_from(["rook", "deur", "raam", "", "- vuur", "Ga terug.", "x"]), max_size=9)
TEXTS = st.one_of(LINES.map("\n".join), st.text(alphabet="ab\n ", max_size=30))


@st.composite
def edits(draw):
    """A base and two edits of it: lines taken out, put in and changed, here and there."""
    base = draw(LINES)
    sides = []
    for _ in range(2):
        side = list(base)
        for _ in range(draw(st.integers(0, 3))):
            place = draw(st.integers(0, len(side)))
            side[place : place + draw(st.integers(0, 2))] = draw(LINES)[:2]
        sides.append("\n".join(side))
    return "\n".join(base), *sides


def lines(text):
    return Counter(text.split("\n"))


@MANY
@given(st.one_of(edits(), st.tuples(TEXTS, TEXTS, TEXTS)))
def test_no_line_that_either_side_added_disappears(sides):
    base, mine, theirs = sides

    met = merging.text(base, mine, theirs)

    for side in (mine, theirs):
        added = lines(side) - lines(base)
        assert all(lines(met.value)[line] >= count for line, count in added.items() if line)


@MANY
@given(st.one_of(edits(), st.tuples(TEXTS, TEXTS, TEXTS)))
def test_it_does_not_matter_for_an_agreement_who_was_first(sides):
    base, mine, theirs = sides

    one, other = merging.text(base, mine, theirs), merging.text(base, theirs, mine)

    assert one.overlaps == other.overlaps
    if not one.overlaps:
        assert one.value == other.value


@MANY
@given(TEXTS, TEXTS)
def test_who_changed_nothing_changes_nothing(base, edited):
    assert merging.text(base, edited, base) == merging.Met(edited)
    assert merging.text(base, base, edited) == merging.Met(edited)
    assert merging.text(base, edited, edited) == merging.Met(edited)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "met", "overlaps"),
    [
        ("a\nb\nc\nd", "a!\nb\nc\nd", "a\nb\nc\nd!", "a!\nb\nc\nd!", False),
        ("a\nb\nc", "a\nb\nc\nd", "0\na\nb\nc", "0\na\nb\nc\nd", False),
        ("a\nb\nc", "a\nc", "a\nb\nc!", "a\nb\nc!", True),
        ("a\nb\nc", "a\nx\nc", "a\ny\nc", "a\nx\n\ny\nc", True),
        ("a", "a\n- mijn", "a\n- hun", "a\n- mijn\n\n- hun", True),
        ("a\nb", "a!\nb", "a\nb!", "a!\nb\n\na\nb!", True),
        ("a\nb\nc", "", "a\nb!\nc", "a\nb!\nc", True),
        ("", "mijn", "hun", "mijn\n\nhun", True),
        ("a\na\na", "a\na", "a\na\na\na", None, None),
    ],
)
def test_what_touches_is_for_a_person_and_what_lies_apart_is_not(base, mine, theirs, met, overlaps):
    found = merging.text(base, mine, theirs)

    if overlaps is not None:
        assert found.overlaps is overlaps
    if met is not None and not overlaps:
        assert found.value == met
    assert "<<<" not in found.value


def test_very_many_changed_lines_are_left_to_a_person():
    sides = ["\n".join(f"{word} {number}" for number in range(merging.MOST_LINES + 1)) for word in ("a", "b", "c")]

    found = merging.text(*sides)

    assert found == merging.Met(f"{sides[1]}\n\n{sides[2]}", overlaps=True)


def test_long_texts_with_little_changed_meet_line_by_line():
    base = [f"regel {number}" for number in range(3 * merging.MOST_LINES)]
    mine, theirs = list(base), list(base)
    mine[2500], theirs[2510] = "mijn", "hun"

    found = merging.text(*("\n".join(side) for side in (base, mine, theirs)))

    assert not found.overlaps
    assert {"mijn", "hun"} <= {*found.value.split("\n")}


def test_sections_meet_each_by_itself():
    base = Parts({"cue": "Rook.", "action": "Ga terug.", "why": ""}, "vooraf")
    mine = Parts({"cue": "Rook!", "action": "Ga terug.", "why": "Mijn reden."}, "vooraf")
    theirs = Parts({"cue": "Rook.", "action": "Wacht.", "why": "Hun reden."}, "vooraf, anders")

    met = merging.by_section(base, mine, theirs)

    assert met.parts == Parts(
        {"cue": "Rook!", "action": "Wacht.", "why": "Mijn reden.\n\nHun reden."}, "vooraf, anders"
    )
    assert met.overlapping == ("why",)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "met"),
    [
        ((), ("a",), ("b",), ("b", "a")),
        (("a", "b"), ("a",), ("a", "b", "c"), ("a", "c")),
        (("a",), (), ("a",), ()),
        (("a",), ("a",), (), ()),
        (("a",), ("b",), ("b",), ("b",)),
    ],
)
def test_ticks_of_both_sides_count(base, mine, theirs, met):
    assert merging.choices(base, mine, theirs) == met


@pytest.mark.parametrize(
    ("mine", "theirs", "met"),
    [
        ("Rook", "Rook", merging.Met("Rook")),
        ("Rook lezen", "Rook", merging.Met("Rook lezen")),
        ("Rook", "Vuur", merging.Met("Vuur")),
        ("Rook lezen", "Vuur", merging.Met("Rook lezen", overlaps=True)),
        ("Vuur", "Vuur", merging.Met("Vuur")),
    ],
)
def test_a_title_is_changed_as_a_whole(mine, theirs, met):
    assert merging.line("Rook", mine, theirs) == met
