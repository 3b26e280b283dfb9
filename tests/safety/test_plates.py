"""Number plates in each of the fourteen shapes."""

from itertools import product

import pytest

from tests.safety.marks import CONFIRM, TODAY, looked_at, unmarked
from wiki.safety import check

SIDE_CODES = {
    1: "GZ-12-34",
    2: "12-34-GZ",
    3: "12-GZ-34",
    4: "GZ-12-HK",
    5: "GZ-HK-12",
    6: "12-GZ-HK",
    7: "12-XYZ-3",
    8: "1-XYZ-23",
    9: "GX-481-K",
    10: "G-123-HK",
    11: "XYZ-12-G",
    12: "G-12-XYZ",
    13: "1-GZ-123",
    14: "123-GZ-4",
}


@pytest.mark.parametrize(("side_code", "plate"), SIDE_CODES.items())
@pytest.mark.parametrize("way", ["{}", "gezien: {}, gisteren", "`{}`", "foto_{}.jpg", "https://x.example/{}"])
def test_each_side_code_is_found(side_code: int, plate: str, way: str) -> None:
    text = way.format(plate)

    (finding,) = check(text, today=TODAY)

    assert (finding.rule, finding.severity) == (f"plate.side-code-{side_code}", CONFIRM)
    assert text[finding.offset : finding.end] == plate


@pytest.mark.parametrize("plate", SIDE_CODES.values())
def test_spaces_ask_for_capitals(plate: str) -> None:
    spaced = plate.replace("-", " ")

    assert looked_at(f"de {spaced} reed weg", type="plate")[0] == f"de ⟦{spaced}⟧ reed weg"
    assert looked_at(plate.lower(), type="plate")[0] == f"⟦{plate.lower()}⟧"
    assert looked_at(f"de {spaced.lower()} reed weg", type="plate")[1] == set()


@pytest.mark.parametrize(
    ("plate", "word"),
    list(product(SIDE_CODES.values(), ["kenteken", "auto", "voertuig", "nummerplaat", "dienstauto's"])),
)
def test_bare_plate_is_found_beside_its_word(plate: str, word: str) -> None:
    bare = plate.replace("-", "")

    assert looked_at(f"{word} {bare}", type="plate")[0] == f"{word} ⟦{bare}⟧"
    assert looked_at(f"het stuk {bare}", type="plate")[1] == set()


@pytest.mark.parametrize(("distance", "found"), [(40, {CONFIRM}), (41, set())])
def test_word_counts_within_forty_characters(distance: int, found: set[str]) -> None:
    gap = " " + "x" * (distance - 2) + " "

    assert looked_at(f"kenteken{gap}9TTT99", type="plate")[1] == found
    assert looked_at(f"9TTT99{gap}kenteken", type="plate")[1] == found


@pytest.mark.parametrize(
    "marked",
    [
        "kenteken ⟦9TTT99⟧",
        "kenteken ⟦9ttt99⟧",
        "de TS en ⟦12-XYZ-3⟧",
        "auto-⟦gx-481-k⟧.jpg",
        "⟦12-XYZ-3⟧-foto",
        "⟦DE-12-34⟧",
        "⟦X-999-YZ⟧",
        "⟦12-DE-34⟧",
    ],
)
def test_plate_is_found_where_it_stands(marked: str) -> None:
    assert looked_at(unmarked(marked), type="plate") == (marked, {CONFIRM})


@pytest.mark.parametrize(
    "text",
    [
        "12-34-56",
        "A-12-34",
        "TS-1234",
        "TS 12 34",
        "2 OVD 12",
        "RVV 62 1 en WVW 94 5",
        "3-mei-25",
        "1-op-100",
        "2-tot-300",
        "5-XY-123-4",
        "0-12-AB-34",
        "12-XY-34-56",
        "auto 123456",
        "automatisch 9TTT99",
        "112-ABC-3",
        "(020) 12 34 56",
        "een 4 x 4 van 12 AB",
        "550e8400-e29b-41d4-a716-446655440000",
    ],
)
def test_what_is_no_plate(text: str) -> None:
    assert looked_at(text, type="plate") == (text, set())
