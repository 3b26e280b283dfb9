"""Postcodes with a house number, streets with a number."""

import pytest

from tests.safety.marks import BLOCK, CONFIRM, HINT, looked_at, unmarked


@pytest.mark.parametrize(
    ("marked", "severity"),
    [
        ("⟦1234 AB 12⟧", BLOCK),
        ("⟦1234AB 12⟧", BLOCK),
        ("⟦1234 AB, 12b⟧", BLOCK),
        ("⟦1234 AB nr. 12⟧", BLOCK),
        ("Dorpsstraat 12-3, ⟦9999XX⟧", BLOCK),
        ("huisnummer 12 in ⟦9999 XX⟧", BLOCK),
        ("Dorpsstraat 12\n⟦9999 XX⟧ Voorbeeld", BLOCK),
        ("⟦2025 ZM 12⟧", BLOCK),
        ("⟦1234 AB⟧", HINT),
        ("postcode ⟦9999XX⟧.", HINT),
        ("⟦1234 AB⟧, na 12 minuten", HINT),
        ("⟦1234 AB⟧ om 12:30", HINT),
        ("⟦1234 AB⟧ kostte € 12", HINT),
    ],
)
def test_postcode_is_found(marked: str, severity: str) -> None:
    assert looked_at(unmarked(marked), type="postcode") == (marked, {severity})


@pytest.mark.parametrize(
    "text",
    [
        "1234 SS 5",
        "1234 SA 5",
        "1234SD 5",
        "2025 OM",
        "in 2025 OM 12 zaken",
        "0123 AB 5",
        "1234 ab 5",
        "12345 AB 5",
        "1234 ABC 5",
        "4000 KM",
        "1234  AB",
        "1234-AB",
    ],
)
def test_what_is_no_postcode(text: str) -> None:
    assert looked_at(text, type="postcode") == (text, set())


@pytest.mark.parametrize(("distance", "severity"), [(25, BLOCK), (26, HINT)])
def test_house_number_counts_within_twenty_five_characters(distance: int, severity: str) -> None:
    gap = " " + "x" * (distance - 2) + " "

    assert looked_at(f"nummer 12{gap}9999XX", type="postcode")[1] == {severity}
    assert looked_at(f"9999XX{gap}12", type="postcode")[1] == {severity}


@pytest.mark.parametrize("ending", "straat laan weg plein kade gracht singel dijk hof pad steeg plantsoen".split())
@pytest.mark.parametrize("number", ["1", "14b", "14-3", "14 b", "14-b", "12345", "14 HS"])
def test_street_with_a_number_is_found(ending: str, number: str) -> None:
    marked = f"Bij de ⟦Molen{ending} {number}⟧ stond niemand."

    assert looked_at(unmarked(marked), type="street") == (marked, {CONFIRM})


@pytest.mark.parametrize(
    "marked",
    [
        "⟦Molenstraat 14b⟧",
        "In ⟦Molenstraat 14⟧ brandde licht",
        "⟦Jan van Galenstraat 12⟧",
        "⟦Prins Hendrikkade 5⟧",
        "aan de ⟦Oude Weg 12⟧",
        "⟦Molenstraat, 14⟧",
        "`⟦Molenstraat 14⟧`",
        "Woonachtig ⟦Molenstraat 14⟧",
        "Woningbrand ⟦Oude Molenstraat 14⟧",
        "⟦Burgemeester Voorbeeldlaan 14⟧",
        "de ⟦Molenstraat 14⟧ in Amsterdam",
        "⟦Molenstraat\u00a014⟧",
    ],
)
def test_street_is_marked_with_all_of_its_name(marked: str) -> None:
    assert looked_at(unmarked(marked), type="street") == (marked, {CONFIRM})


@pytest.mark.parametrize(
    "text",
    [
        "de Molenstraat",
        "het Kerkpad 2x",
        "A12",
        "de molenstraat 14",
        "Onderweg 12 minuten",
        "In de Molenstraat 3 meldingen",
        "Molenstraat 14:30",
        "Molenstraat 1,5 km",
        "Plein 2",
        "Snelweg 12",
        "Molenstraat. 14 keer",
        "Molen 14",
        "op weg 14",
        "Molenstraat 14%",
        "Molenstraat\n14",
    ],
)
def test_what_is_no_street_with_a_number(text: str) -> None:
    assert looked_at(text, type="street") == (text, set())
