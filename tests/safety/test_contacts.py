"""Telephone numbers, e-mail addresses and bank accounts."""

import pytest

from tests.safety.marks import BLOCK, CONFIRM, HINT, looked_at, types, unmarked


@pytest.mark.parametrize(
    "marked",
    [
        "⟦06-12345678⟧",
        "⟦06 12345678⟧",
        "⟦0612345678⟧",
        "⟦06-12 34 56 78⟧",
        "⟦06 1234 5678⟧",
        "⟦+31 6 1234 5678⟧",
        "⟦+31612345678⟧",
        "⟦+31-6-12345678⟧",
        "⟦0031 6 12345678⟧",
        "⟦0031612345678⟧",
        "tel:⟦0612345678⟧",
        "⟦020 123 4567⟧",
        "⟦020-1234567⟧",
        "⟦0201234567⟧",
        "⟦0345-123456⟧",
        "⟦0123 456789⟧",
        "⟦085-1234567⟧",
        "⟦070-123 45 67⟧",
        "⟦+31 20 123 4567⟧",
        "⟦+31201234567⟧",
        "⟦0031 20 1234567⟧",
        "⟦06-00000000⟧",
        "⟦+31 (0)20 123 4567⟧",
        "⟦+31 (0)6 12345678⟧",
        "⟦(020) 123 45 67⟧",
        "⟦06.12.34.56.78⟧",
        "⟦020/1234567⟧",
        "⟦+32 470 12 34 56⟧",
        "⟦+49 30 1234567⟧",
        "bel ⟦06-12345678⟧.",
        "(⟦06-12345678⟧)",
        "`⟦06-12345678⟧`",
        "https://x.example/?t=⟦0612345678⟧",
        "06: ⟦06\u00a01234\u00a05678⟧",
        "⟦06\u201112345678⟧",
        "⟦06–12345678⟧",
        "⟦06-1234\u200b5678⟧",
    ],
)
def test_telephone_number_is_found(marked: str) -> None:
    assert looked_at(unmarked(marked), type="phone") == (marked, {CONFIRM})


@pytest.mark.parametrize(
    "text",
    [
        "112",
        "144",
        "bel 112 of 144",
        "0900-8844",
        "0900 1234567",
        "0906-1234567",
        "0800-1234",
        "0800 1234567",
        "088 123 4567",
        "0881234567",
        "+31 88 123 4567",
        "+31 800 1234567",
        "14 020",
        "14 0345",
        "06-1234567",
        "06-123456789",
        "0612345678901",
        "0690",
        "06-12-2025 12:30",
        "01-02-2025 14:00",
        "2025-03-14 10:15",
        "posten 01-02-03-04-05",
        "A06-12",
        "NL94DEMO0123456789",
        "NL94 DEMO 0123 4567 89",
        "0.12345678",
        "+1 800 555 0199",
        "+99 9999 9999",
        "1.02.03.04.05",
        "061-234",
        "192.168.10.254",
    ],
)
def test_what_is_no_telephone_number(text: str) -> None:
    assert looked_at(text, type="phone") == (text, set())


@pytest.mark.parametrize(
    ("marked", "severity"),
    [
        ("⟦j.voorbeeld@example.org⟧", CONFIRM),
        ("mail ⟦j.voorbeeld@example.org⟧.", CONFIRM),
        ("<mailto:⟦j.voorbeeld@example.org⟧>", CONFIRM),
        ("⟦a+b-c_d@sub.example.co⟧,", CONFIRM),
        ("*⟦jan@example.org⟧*", CONFIRM),
        ("⟦josé@voorbeeld.example⟧", CONFIRM),
        ("verdachte ⟦Jan.Jansen@example.org⟧", CONFIRM),
        ("⟦informatie.jan@example.org⟧", CONFIRM),
        ("⟦info@example.org⟧", HINT),
        ("⟦meldpunt@example.org⟧", HINT),
        ("⟦Meldpunt.noord@example.org⟧", HINT),
        ("⟦wijkteam-zuid@example.org⟧", HINT),
        (f"⟦{'a' * 64}@example.org⟧", CONFIRM),
    ],
)
def test_email_address_is_found(marked: str, severity: str) -> None:
    assert looked_at(unmarked(marked), type="email") == (marked, {severity})


@pytest.mark.parametrize("text", ["@boa", "post@", "post@ kantoor", "een@twee", "a@.example", "@@", "htmx@2.0.4"])
def test_what_is_no_email_address(text: str) -> None:
    assert looked_at(text, type="email") == (text, set())


@pytest.mark.parametrize(
    "marked",
    [
        "⟦NL93 DEMO 0123 4567 89⟧",
        "⟦NL15TEST0009876543⟧",
        "⟦NL93 DEMO 0123 4567 89⟧ OP NAAM VAN",
        "⟦NL93 DEMO 0123 4567 89⟧ of ⟦NL15TEST0009876543⟧",
        "⟦nl15test0009876543⟧.pdf",
        "rekening_⟦NL15TEST0009876543⟧",
        "⟦DE89 3704 0044 0532 0130 00⟧",
        "⟦BE68539007547034⟧ is Belgisch",
        "⟦GB82WEST12345698765432⟧",
    ],
)
def test_bank_account_is_found(marked: str) -> None:
    assert looked_at(unmarked(marked), type="iban") == (marked, {BLOCK})


@pytest.mark.parametrize(
    "text",
    [
        "NL94DEMO0123456789",
        "NL93DEMO012345678",
        "NL93DEMO01234567890",
        "NL93 DEMO  0123 4567 89",
        "XNL15TEST0009876543",
        "DE88 3704 0044 0532 0130 00",
        "TS12 RIJDT NAAR DE BRAND IN DE STAD",
        "NL15",
        "NL15TEST",
    ],
)
def test_what_is_no_bank_account(text: str) -> None:
    assert looked_at(text, type="iban") == (text, set())


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("NL93 DEMO 0123 4567 89", "iban"),
        ("verdachte Jan.Jansen@example.org", "email"),
        ("bsn onbekend, bel 06-12345672", "phone"),
        ("12-XYZ-3@example.org", "email"),
        ("bewoner Jan van Galenstraat 12", "street"),
        ("mutatienummer 900000016", "number"),
    ],
)
def test_of_what_overlaps_the_sensible_one_stays(text: str, type_: str) -> None:
    assert types(text) == {type_}
