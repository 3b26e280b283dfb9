"""The path that a template draws is the code that a phone reads."""

import re

import segno

from wiki.web.qr import code

ADDRESS = "https://praktijkwijs.example/a/terugtrekken-is-ook-een-besluit"


def drawn(made):
    """The dark modules that the strokes of the path cover."""
    dark, x, y = set(), 0, 0
    for kind, first, second in re.findall(r"([Mmh])([\d.]+)(?: ([\d.]+))?", made.path):
        if kind == "M":
            x, y = int(first), int(float(second))
        elif kind == "m":
            x += int(first)
        else:
            dark |= {(x + step, y) for step in range(int(first))}
            x += int(first)
    return dark


def test_the_strokes_cover_the_dark_modules_and_no_others():
    matrix = segno.make(ADDRESS, error="m", micro=False).matrix

    made = code(ADDRESS)

    assert made.size == len(matrix)
    assert drawn(made) == {(x, y) for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark}


def test_the_longest_address_stays_readable_at_20_mm():
    made = code("https://kennis.veiligheidsregio-voorbeeld.example/a/" + "a" * 80)

    assert 20 / made.size > 0.4
