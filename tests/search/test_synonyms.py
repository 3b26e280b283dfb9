import pytest

from wiki.search.synonyms import NONE, Match, Meaning, Synonyms

OFFICER = Meaning("officier van dienst", ("officier van dienst", "OvD"), "fire", "abbreviation")
CAMERA = Meaning("bodycam", ("bodycam", "BOB"), "police", "synonym")
DRIVER = Meaning("bewust onbeschonken bestuurder", ("bewust onbeschonken bestuurder", "bob", "Bob"), "all", "synonym")
SERVICE = Meaning("dienst", ("dienst", "shift"), "all", "english")
REUNION = Meaning("reünie", ("reünie", "terugkom-dag"), "all", "synonym")
KNOWN = Synonyms([OFFICER, CAMERA, DRIVER, SERVICE, REUNION])


@pytest.mark.parametrize(
    ("typed", "matches"),
    [
        ("ovd", [Match(0, 1, (OFFICER,))]),
        ("officier van dienst", [Match(0, 3, (OFFICER,))]),
        ("de ovd komt", [Match(1, 2, (OFFICER,))]),
        ("dienst", [Match(0, 1, (SERVICE,))]),
        ("officier dienst", [Match(1, 2, (SERVICE,))]),
        ("officier van shift", [Match(2, 3, (SERVICE,))]),
        ("ovd officier van dienst dienst", [Match(0, 1, (OFFICER,)), Match(1, 4, (OFFICER,)), Match(4, 5, (SERVICE,))]),
        ("officier officier van dienst", [Match(1, 4, (OFFICER,))]),
        ("bob", [Match(0, 1, (CAMERA, DRIVER))]),
        ("reunie", [Match(0, 1, (REUNION,))]),
        ("terugkom dag", [Match(0, 2, (REUNION,))]),
        ("terugkom", []),
        ("diensten", []),
        ("hdienst", []),
        ("", []),
    ],
)
def test_the_longest_forms_are_found_word_for_word(typed: str, matches: list[Match]) -> None:
    assert KNOWN.matches(typed.split()) == matches


def test_without_synonyms_nothing_is_found() -> None:
    assert NONE.matches(["ovd"]) == []


def test_a_form_without_a_word_is_no_form() -> None:
    assert Synonyms([Meaning("!", ("!", "?"), "all", "synonym")]).matches(["ovd"]) == []
