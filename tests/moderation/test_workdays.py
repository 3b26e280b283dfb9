"""Working days of the Netherlands, beside a calendar that was looked up."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.moderation.workdays import add_working_days, easter, holidays, is_working_day, working_days_between

DAYS = st.dates(min_value=date(2014, 1, 1), max_value=date(2099, 12, 31))
# Days off that are no Sunday, as the calendars of these years have them.
OFF = {
    2025: ("01-01", "04-21", "04-26", "05-05", "05-29", "06-09", "12-25", "12-26"),
    2026: ("01-01", "04-06", "04-27", "05-14", "05-25", "12-25", "12-26"),
    2027: ("01-01", "03-29", "04-27", "05-06", "05-17", "12-25", "12-26"),
    2030: ("01-01", "04-22", "04-27", "05-05", "05-30", "06-10", "12-25", "12-26"),
}
EASTERS = ["2014-04-20", "2019-04-21", "2024-03-31", "2025-04-20", "2027-03-28", "2035-03-25", "2038-04-25"]


@pytest.mark.parametrize("year", OFF)
def test_the_days_off_are_those_of_the_calendar(year):
    assert {f"{day:%m-%d}" for day in holidays(year)} == set(OFF[year])


@pytest.mark.parametrize("day", EASTERS)
def test_easter_is_when_the_calendar_says(day):
    assert easter(int(day[:4])) == date.fromisoformat(day)


@given(st.integers(min_value=1900, max_value=2199))
def test_easter_is_a_sunday_within_its_five_weeks(year):
    found = easter(year)

    assert found.weekday() == 6
    assert date(year, 3, 22) <= found <= date(year, 4, 25)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-04-03", True),  # Good Friday
        ("2026-04-06", False),
        ("2025-04-26", False),  # King's Day, brought forward from a Sunday
        ("2025-04-28", True),
        ("2026-05-05", True),  # Liberation Day, of no fifth year
        ("2025-05-05", False),
        ("2026-11-28", False),  # a Saturday
        ("2026-11-29", False),
        ("2026-11-30", True),
    ],
)
def test_what_a_working_day_is(day, works):
    assert is_working_day(date.fromisoformat(day)) is works


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2026-11-26", "2026-11-26", 0),
        ("2026-11-26", "2026-11-25", 0),
        ("2026-11-26", "2026-11-27", 1),
        ("2026-11-27", "2026-11-29", 0),
        ("2026-11-27", "2026-11-30", 1),
        ("2026-12-24", "2026-12-28", 1),
        ("2025-12-31", "2026-01-05", 2),
    ],
)
def test_days_between_leave_out_the_first_and_hold_the_last(start, end, days):
    assert working_days_between(date.fromisoformat(start), date.fromisoformat(end)) == days


@pytest.mark.parametrize(
    ("day", "n", "then"),
    [
        ("2026-11-26", 0, "2026-11-26"),
        ("2026-11-26", 2, "2026-11-30"),
        ("2026-11-28", 2, "2026-12-01"),
        ("2026-04-02", 2, "2026-04-07"),
        ("2026-12-24", 2, "2026-12-29"),
    ],
)
def test_two_working_days_from_a_day(day, n, then):
    assert add_working_days(date.fromisoformat(day), n) == date.fromisoformat(then)


@given(DAYS, st.integers(min_value=1, max_value=60))
def test_what_is_added_lies_between(day, n):
    then = add_working_days(day, n)

    assert is_working_day(then)
    assert working_days_between(day, then) == n
    assert working_days_between(day, then - timedelta(days=1)) == n - 1
