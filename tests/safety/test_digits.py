"""BSN, staff numbers and report numbers."""

import pytest

from tests.safety.marks import BLOCK, CONFIRM, looked_at, unmarked


@pytest.mark.parametrize(
    ("marked", "severity"),
    [
        ("nummer ⟦900000016⟧", CONFIRM),
        ("nummer ⟦900012341⟧.", CONFIRM),
        ("nummer ⟦9999.99.011⟧", CONFIRM),
        ("nummer ⟦900 000 016⟧, gisteren", CONFIRM),
        ("nummer ⟦900-000-016⟧", CONFIRM),
        ("bsn ⟦900000016⟧", BLOCK),
        ("BSN: ⟦900012341⟧", BLOCK),
        ("⟦9999.99.011⟧ is zijn burgerservicenummer", BLOCK),
        ("sofinummer ⟦900000016⟧", BLOCK),
        ("BSN-nummer ⟦900000016⟧", BLOCK),
        ("bsn ⟦12345672⟧", BLOCK),
        ("bsn ⟦1234.56.72⟧", BLOCK),
        ("bsn_⟦900000016⟧.pdf", BLOCK),
        ("bsn ⟦900000016⟧ 12 jaar", BLOCK),
        ("bsn ⟦900000016⟧ ⟦900012341⟧", BLOCK),
        ("`bsn ⟦900000016⟧`", BLOCK),
        ("```\nbsn=⟦900000016⟧\n```", BLOCK),
        ("https://voorbeeld.example/zoek?bsn=⟦900000016⟧&x=1", BLOCK),
        ("bsn ⟦900\u00a0000\u00a0016⟧", BLOCK),
        ("bsn ⟦900\u2011000\u2011016⟧", BLOCK),
        ("bsn ⟦9000\u00ad00016⟧ heeft een zacht koppelteken", BLOCK),
        ("bsn ⟦９００００００１６⟧ in brede cijfers", BLOCK),
    ],
)
def test_bsn_is_found(marked: str, severity: str) -> None:
    assert looked_at(unmarked(marked), type="bsn") == (marked, {severity})


@pytest.mark.parametrize(
    "text",
    [
        "bsn 900012345",
        "bsn 000000000",
        "bsn 9000000161",
        "bsn 9000000016",
        "nummer 12345672",
        "bsn 900..000016",
        "bsn 900  000  016",
        "op 12-12-2012 9:30, of 13-03-2025 1 of 2025-03-14 1",
        "€ 900.012.341",
        "NL93 DEMO 0123 4567 89",
    ],
)
def test_what_is_no_bsn(text: str) -> None:
    assert looked_at(text, type="bsn") == (text, set())


@pytest.mark.parametrize("word", ["bsn", "BSN", "burgerservicenummer", "sofi"])
@pytest.mark.parametrize(("distance", "severity"), [(1, BLOCK), (40, BLOCK), (41, CONFIRM)])
def test_word_counts_within_forty_characters(word: str, distance: int, severity: str) -> None:
    gap = "-" + "x" * (distance - 2) + " " if distance > 1 else " "

    before = looked_at(f"{word}{gap}900000016", type="bsn")
    after = looked_at(f"900000016{gap[::-1]}{word}", type="bsn")

    assert before[1] == after[1] == {severity}


@pytest.mark.parametrize("text", ["Sofia 900000016", "bsns 900000016", "obsn 900000016"])
def test_word_is_a_word(text: str) -> None:
    assert looked_at(text, type="bsn")[1] == {CONFIRM}


@pytest.mark.parametrize(
    ("marked", "severity"),
    [
        ("⟦PL0000-2025000001⟧", BLOCK),
        ("in proces-verbaal ⟦pl0000-2025000001⟧.pdf", BLOCK),
        ("mutatienummer ⟦2025000001⟧", BLOCK),
        ("Mutatienummer: ⟦2025-000123⟧.", BLOCK),
        ("personeelsnummer ⟦1234⟧", CONFIRM),
        ("personeelsnummer (nr. ⟦1234⟧)", CONFIRM),
        ("dienstnummer: ⟦12345678⟧", CONFIRM),
        ("agentnummer is ⟦123456⟧", CONFIRM),
        ("Badge number ⟦12345⟧", CONFIRM),
        ("BIG-nummer ⟦12345678901⟧", CONFIRM),
    ],
)
def test_number_of_a_person_or_a_report_is_found(marked: str, severity: str) -> None:
    assert looked_at(unmarked(marked), type="number") == (marked, {severity})


@pytest.mark.parametrize(
    "text",
    [
        "PL-ploeg",
        "PL0000-202500001",
        "PL0000-20250000012",
        "XPL0000-2025000001",
        "personeelsnummer 123",
        "personeelsnummer 123456789",
        "dienstnummer. In 2024 was dat anders",
        "noem je dienstnummer als iemand erom vraagt",
        "mutatienummer onbekend",
        "rangnummer 123456",
    ],
)
def test_what_is_no_such_number(text: str) -> None:
    assert looked_at(text, type="number") == (text, set())
