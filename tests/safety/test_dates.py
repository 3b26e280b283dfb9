"""Dates of birth and dates of incidents."""

from datetime import date

import pytest

from tests.safety.marks import CONFIRM, HINT, looked_at, unmarked
from wiki.safety import check


@pytest.mark.parametrize(
    "marked",
    [
        "geb. ⟦03-07-1991⟧",
        "geboren ⟦03/07/91⟧",
        "geboren op ⟦3 juli 1991⟧",
        "geboortedatum: ⟦1991-07-03⟧",
        "dob ⟦3/7/1991⟧",
        "⟦03-07-1991⟧ geboren",
        "GEB. ⟦03-07-1991⟧",
        "geb ⟦3 JULI 1991⟧",
        "geboren ⟦29-02-1992⟧",
        "geb. ⟦26-11-2026⟧",
        "geb. ⟦01-01-1911⟧",
        "born on ⟦July 3, 1991⟧",
        "date of birth ⟦3 July 1991⟧",
        "geb. ⟦3 sept. 1991⟧",
        "geb. ⟦3.7.1991⟧",
        "geb_⟦03-07-1991⟧.pdf",
        "geb. ⟦03-07-26⟧",
        "geb. ⟦03\u00a0juli\u00a01991⟧",
    ],
)
def test_date_of_birth_is_found(marked: str) -> None:
    assert looked_at(unmarked(marked), type="birth-date") == (marked, {CONFIRM})


@pytest.mark.parametrize(
    "text",
    [
        "geb. 31-02-1990",
        "geboren in 1991",
        "geboren 29-02-1991",
        "geb. 27-11-2026",
        "geb. 01-01-1910",
        "geb. 03-13-1991",
        "op 03-07-1991",
        "geb. 12-34-56",
        "geb. 103-07-1991",
        "geb. 03-07-1991-2",
        "geb. 0-0-0",
        "herboren 03-07-1991",
        "geb. 03-07/1991",
        "de geboorte op 03-07-1991",
    ],
)
def test_what_is_no_date_of_birth(text: str) -> None:
    assert looked_at(text, type="birth-date") == (text, set())


@pytest.mark.parametrize(("distance", "found"), [(30, {CONFIRM}), (31, set())])
def test_word_counts_within_thirty_characters_before(distance: int, found: set[str]) -> None:
    text = "geboren" + " " + "x" * (distance - 2) + " 03-07-1991"

    assert looked_at(text, type="birth-date")[1] == found


@pytest.mark.parametrize(("distance", "found"), [(10, {CONFIRM}), (11, set())])
def test_word_counts_within_ten_characters_after(distance: int, found: set[str]) -> None:
    text = "03-07-1991 " + "x" * (distance - 2) + " geboren"

    assert looked_at(text, type="birth-date")[1] == found


@pytest.mark.parametrize("kind", ["case-story", "learning-points"])
@pytest.mark.parametrize("day", ["26-11-2024", "12 maart 2026", "2026-03-12", "26-11-2026"])
def test_recent_date_points_at_an_incident(kind: str, day: str) -> None:
    assert looked_at(f"Op {day} reden wij uit", type="incident-date", kind=kind) == (
        f"Op ⟦{day}⟧ reden wij uit",
        {HINT},
    )


@pytest.mark.parametrize(
    ("kind", "day"),
    [
        ("technique", "12-03-2026"),
        ("", "12-03-2026"),
        ("case-story", "25-11-2024"),
        ("case-story", "27-11-2026"),
        ("case-story", "maart 2026"),
        ("learning-points", "12 maart"),
    ],
)
def test_date_that_points_at_nothing(kind: str, day: str) -> None:
    assert looked_at(f"Op {day}", type="incident-date", kind=kind)[1] == set()


def test_two_years_back_from_a_leap_day() -> None:
    found = check("op 01-03-2026", kind="case-story", today=date(2028, 2, 29))

    assert [each.rule for each in found] == ["incident-date.recent"]
