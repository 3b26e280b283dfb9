"""Working days, for how long something may wait: weekends and the national holidays of the Netherlands do not count.

Computed here: `holidays`, which knows them for every country, takes 15 MB on disk and 17 MB in each process, and counts
Good Friday, on which the services that read this wiki work. The days are those of rijksoverheid.nl, "Officiële
feestdagen", as they are since 2014; 5 May is a day off once in five years. Easter is Meeus, *Astronomical Algorithms*,
chapter 8.
"""

from datetime import date, timedelta
from functools import lru_cache

DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6


def working_days_between(start: date, end: date) -> int:
    """How many working days there are after `start`, up to and including `end`; none where `end` is not later."""
    return sum(is_working_day(start + DAY * passed) for passed in range(1, (end - start).days + 1))


def add_working_days(day: date, n: int) -> date:
    """The `n`th working day after `day`, which does not count itself; the same day for 0."""
    while n > 0:
        day += DAY
        n -= is_working_day(day)
    return day


def is_working_day(day: date) -> bool:
    return day.weekday() not in (SATURDAY, SUNDAY) and day not in holidays(day.year)


@lru_cache(maxsize=16)
def holidays(year: int) -> frozenset[date]:
    """The national holidays of a year; Easter and Whit Sunday are Sundays and need no mention."""
    sunday, kings = easter(year), date(year, 4, 27)
    days = {date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)}
    days |= {sunday + DAY * after for after in (1, 39, 50)}
    days.add(kings - DAY if kings.weekday() == SUNDAY else kings)
    return frozenset(days | ({date(year, 5, 5)} if year % 5 == 0 else set()))


def easter(year: int) -> date:
    """Easter Sunday; the letters are those of the source."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), g = divmod(b, 4), (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    shift = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * shift) // 433
    month = (h + shift - 7 * m + 90) // 25
    return date(year, month, (h + shift - 7 * m + 33 * month + 19) % 32)
