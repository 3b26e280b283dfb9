"""The list of requirements is whole, and the tests that it names are there."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
TEXT = (ROOT / "docs" / "accessibility.md").read_text(encoding="utf-8")
# WCAG 2.2, levels A and AA.
CRITERIA = """
1.1.1 1.2.1 1.2.2 1.2.3 1.2.4 1.2.5 1.3.1 1.3.2 1.3.3 1.3.4 1.3.5 1.4.1 1.4.2 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12
1.4.13 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 2.4.3 2.4.4 2.4.5 2.4.6 2.4.7 2.4.11 2.5.1 2.5.2 2.5.3 2.5.4
2.5.7 2.5.8 3.1.1 3.1.2 3.2.1 3.2.2 3.2.3 3.2.4 3.2.6 3.3.1 3.3.2 3.3.3 3.3.4 3.3.7 3.3.8 4.1.2 4.1.3
""".split()
ROW = re.compile(r"^\| (\d\.\d\.\d+) [^|]+ \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)


def test_every_criterion_is_in_the_list_once_and_in_order():
    assert [number for number, _how, _what in ROW.findall(TEXT)] == CRITERIA


def test_every_criterion_says_how_it_is_covered():
    said = {word for _number, how, _what in ROW.findall(TEXT) for word in how.split(", ")}

    assert said == {"test", "design", "hand", "open"}


def test_whoever_says_test_names_one_that_is_there():
    named = {
        number: re.findall(r"`(tests/[\w/]+\.py)`", what) for number, how, what in ROW.findall(TEXT) if "test" in how
    }

    assert [number for number, files in named.items() if not files] == []
    assert [file for files in named.values() for file in files if not (ROOT / file).is_file()] == []
