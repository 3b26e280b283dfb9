"""Which words are looked for, by which way, and how heavily."""

import pytest

from wiki.search import grammar
from wiki.search.expansion import MOST_SYNONYMS, Correction, Plan, Way, plan
from wiki.search.lexicon import Lexicon
from wiki.search.synonyms import NONE, Meaning, Synonyms
from wiki.search.vocabulary import Vocabulary

WORD, PART, JOINED, CORRECTED, SYNONYM = Way
COUNTS = "brand weer brandweer kazerne rook deur ladder laden gebruik ovd bob bodycam water wanneer door"
LEXICON = Lexicon(Vocabulary({**dict.fromkeys(COUNTS.split(), 40), "laden": 20}.items()))
OFFICER = Meaning("officier van dienst", ("officier van dienst", "OvD"), "fire", "abbreviation")
CAMERA = Meaning("bodycam", ("bodycam", "BOB"), "police", "synonym")
DRIVER = Meaning("bewuste bestuurder", ("bewuste bestuurder", "bob"), "all", "synonym")
WATER = Meaning("water", ("water", "nat", "de"), "all", "synonym")
KNOWN = Synonyms([OFFICER, CAMERA, DRIVER, WATER])


def planned(typed: str, **options: object) -> Plan:
    return plan(grammar.parse(typed), LEXICON, KNOWN, **options)  # type: ignore[arg-type]


def dutch(found: Plan) -> dict[str, tuple[Way, float]]:
    """The words whose stems are looked for in Dutch texts, how they were reached and what they weigh."""
    return {each.word: (each.way, pytest.approx(each.weight)) for each in found.reasons if each.language == "nl"}


@pytest.mark.parametrize(
    ("typed", "ways"),
    [
        ("", {}),
        ("rook deur", {"rook": (WORD, 1), "deur": (WORD, 1)}),
        ("rook -deur", {"rook": (WORD, 1)}),
        ("xyzzy", {"xyzzy": (WORD, 1)}),
        ("brandw*", {}),
        ("brandweer", {"brandweer": (WORD, 1), "brand": (PART, 0.4), "weer": (PART, 0.4)}),
        ("brand weer", {"brandweer": (JOINED, 1), "brand": (WORD, 0.5), "weer": (WORD, 0.5)}),
        ("brand in de weer", {"brandweer": (JOINED, 1), "brand": (WORD, 0.5), "weer": (WORD, 0.5)}),
        ("weer brand", {"weer": (WORD, 1), "brand": (WORD, 1)}),
        ("brandweer brand", {"brandweer": (WORD, 1), "brand": (WORD, 1), "weer": (PART, 0.4)}),
        ("laddder", {"ladder": (CORRECTED, 0.8)}),
        ("brandwer", {"brandweer": (CORRECTED, 0.8), "brand": (PART, 0.32), "weer": (PART, 0.32)}),
        ("ovd", {"ovd": (WORD, 1), "officier": (SYNONYM, 0.35), "dienst": (SYNONYM, 0.35)}),
        ('"officier van dienst"', {"officier": (WORD, 1), "dienst": (WORD, 1), "ovd": (SYNONYM, 0.7)}),
        ("bodycam", {"bodycam": (WORD, 1), "bob": (SYNONYM, 0.7)}),
        ("water", {"water": (WORD, 1), "nat": (SYNONYM, 0.7)}),
        (
            "bob",
            {
                "bob": (WORD, 1),
                "bodycam": (SYNONYM, 0.35),
                "bewuste": (SYNONYM, 0.175),
                "bestuurder": (SYNONYM, 0.175),
            },
        ),
        (
            "bob bodycam",
            {"bob": (WORD, 1), "bodycam": (WORD, 1), "bewuste": (SYNONYM, 0.175), "bestuurder": (SYNONYM, 0.175)},
        ),
        ("hoe gebruik ik rook", {"gebruik": (WORD, 0.6), "rook": (WORD, 1)}),
        ("gebruik rook", {"gebruik": (WORD, 1), "rook": (WORD, 1)}),
        ("hoe gebruik ik", {"gebruik": (WORD, 1)}),
    ],
)
def test_each_word_is_looked_for_by_its_best_way(typed: str, ways: dict[str, tuple[Way, float]]) -> None:
    assert dutch(planned(typed)) == ways


@pytest.mark.parametrize("typed", ["brandweer", "brand weer", "laddder", "ovd", "bob"])
def test_taken_literally_only_what_was_typed_is_looked_for(typed: str) -> None:
    found = planned(typed, literal=True)

    assert dutch(found) == dict.fromkeys(typed.split(), (WORD, 1))
    assert (found.corrections, found.choices) == ((), ())


@pytest.mark.parametrize("typed", ["hoe de", "de", '"voor de"'])
def test_for_a_query_that_tells_nothing_no_stem_is_looked_for(typed: str) -> None:
    found = planned(typed)

    assert (found.reasons, found.words, found.corrections) == ((), (), ())


def test_a_word_that_is_silent_in_one_language_is_looked_for_in_the_other() -> None:
    assert [(each.stem, each.language) for each in planned("door").reasons] == [("door", "en")]


def test_parts_are_looked_for_in_dutch_texts_only() -> None:
    assert {each.language for each in planned("brandweer").reasons if each.way is PART} == {"nl"}


def test_a_stem_is_looked_for_once_in_each_language() -> None:
    assert sorted((each.stem, each.language) for each in planned("deur deuren").reasons) == [
        ("deur", "en"),
        ("deur", "nl"),
        ("deuren", "en"),
    ]


def test_a_reason_says_what_was_typed() -> None:
    sources = {each.word: each.source for each in planned("brand weer bodycam").reasons}

    assert sources == {
        "brand": "brand",
        "weer": "weer",
        "brandweer": "brand weer",
        "bodycam": "bodycam",
        "bob": "bodycam",
    }


@pytest.mark.parametrize(
    ("typed", "seen", "corrections"),
    [
        ("lader", {"ladder", "laden"}, (Correction("lader", "ladder"),)),
        ("lader", {"laden"}, (Correction("lader", "laden"),)),
        ("lader", set(), ()),
        ("ladder", {"laden"}, ()),
        ("wanner", set(), (Correction("wanner", "wanneer"),)),
    ],
)
def test_a_word_that_the_reader_may_not_see_is_never_what_was_meant(
    typed: str, seen: set[str], corrections: tuple[Correction, ...]
) -> None:
    found = planned(typed, sees=seen.__contains__)

    assert found.corrections == corrections
    assert not {"ladder", "laden"} & {each.word for each in found.reasons} - seen - {typed}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("rook laddder deur", ("rook", "ladder", "deur")),
        ("hoe gebruik ik rook", ("rook",)),
        ("hoe gebruik ik", ("gebruik",)),
        ("laddder ladder", ("ladder",)),
        ("wanner rook", ("rook",)),
    ],
)
def test_the_telling_words_are_kept_in_order(typed: str, words: tuple[str, ...]) -> None:
    assert planned(typed).words == words


@pytest.mark.parametrize(
    ("typed", "choices"), [("rook bob", (("bob", (CAMERA, DRIVER)),)), ("ovd", ()), ("bodycam", ()), ("rook", ())]
)
def test_a_form_with_several_meanings_is_a_choice(typed: str, choices: object) -> None:
    assert planned(typed).choices == choices


def test_a_word_is_no_synonym_of_itself() -> None:
    known = Synonyms([Meaning("gebruik", ("gebruik", "inzet"), "all", "synonym")])

    found = dutch(plan(grammar.parse("hoe gebruik ik rook"), LEXICON, known))

    assert {word: way for word, (way, _) in found.items()} == {"gebruik": WORD, "inzet": SYNONYM, "rook": WORD}


def test_of_very_many_forms_the_first_are_looked_for() -> None:
    many = Meaning("rook", ("rook", *(f"vorm{number}" for number in range(MOST_SYNONYMS))), "all", "synonym")

    found = plan(grammar.parse("rook"), LEXICON, Synonyms([many]))

    assert len([each for each in found.reasons if each.way is SYNONYM and each.language == "nl"]) == MOST_SYNONYMS - 1


def test_stems_are_those_of_one_language() -> None:
    found = plan(grammar.parse("deuren"), LEXICON, NONE)

    assert (found.stems("nl"), found.stems("en")) == ({"deur"}, {"deuren"})


def test_a_form_with_a_word_that_tells_nothing_is_recognised() -> None:
    known = Synonyms([Meaning("OvD", ("OvD", "officier van dienst"), "", "abbreviation")])
    lexicon = Lexicon(Vocabulary([("ovd", 3), ("officier", 3), ("dienst", 3)]))

    found = plan(grammar.parse("de officier van dienst"), lexicon, known)

    assert "ovd" in {reason.word for reason in found.reasons}


def test_a_word_that_was_typed_right_too_weighs_as_typed() -> None:
    found = plan(grammar.parse("brand brnad"), Lexicon(Vocabulary([("brand", 3)])), NONE)

    assert {reason.weight for reason in found.reasons} == {1.0}


def test_a_slip_in_a_curated_word_is_taken_for_that_word_with_its_synonyms() -> None:
    known = Synonyms([Meaning("bodycam", ("bodycam", "lichaamscamera"), "", "synonym")])

    found = plan(grammar.parse("bodycm"), Lexicon(Vocabulary([("rook", 3)])), known)

    assert found.corrections == (("bodycm", "bodycam"),)
    assert "lichaamscamera" in {reason.word for reason in found.reasons}


def test_a_curated_word_is_never_taken_for_another() -> None:
    known = Synonyms([Meaning("hals", ("hals", "nek"), "", "synonym")])

    assert plan(grammar.parse("hals"), Lexicon(Vocabulary([("hal", 9)])), known).corrections == ()
