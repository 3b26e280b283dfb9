import pytest

from wiki.search.spelling import LONGEST, MOST, MOST_ALIKE, SHORTEST, alike, corrections
from wiki.search.vocabulary import Vocabulary


def words(**counts: int) -> Vocabulary:
    return Vocabulary(counts.items())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ladderr", "ladder"),
        ("xladder", "ladder"),
        ("ladxder", "ladder"),
        ("adder", "ladder"),
        ("lader", "ladder"),
        ("ladde", "ladder"),
        ("laddxr", "ladder"),
        ("xadder", "ladder"),
        ("laddre", "ladder"),
        ("aldder", "ladder"),
    ],
)
def test_one_slip_is_mended(typed: str, meant: str) -> None:
    assert corrections(typed, words(ladder=1)) == (meant,)


@pytest.mark.parametrize("typed", ["ldeadr", "laddxxr", "addr", "redlad", "lxddxr"])
def test_two_slips_are_another_word(typed: str) -> None:
    assert corrections(typed, words(ladder=1)) == ()


def test_the_most_frequent_word_is_the_likeliest() -> None:
    assert corrections("lader", words(laden=2, lager=1, lamer=3)) == ("lamer", "laden", "lager")


@pytest.mark.parametrize(("often", "first"), [(5, "vloer"), (7, "kloeer")])
def test_a_word_that_begins_alike_counts_three_times(often: int, first: str) -> None:
    assert corrections("vloeer", words(vloer=2, kloeer=often))[0] == first


def test_only_so_many_are_given() -> None:
    assert len(corrections("laden", words(**{f"lade{letter}": 1 for letter in "abcdefg"}))) == MOST


@pytest.mark.parametrize("typed", ["x" * (SHORTEST - 1), "x" * (LONGEST + 1), "c2000", "ladd3r", ""])
def test_a_word_too_short_too_long_or_with_a_figure_is_left_alone(typed: str) -> None:
    assert corrections(typed, words(**{f"{typed}y": 1})) == ()


@pytest.mark.parametrize("typed", ["x" * SHORTEST, "x" * LONGEST])
def test_a_word_just_long_or_short_enough_is_mended(typed: str) -> None:
    assert corrections(typed, words(**{f"{typed}y": 1})) == (f"{typed}y",)


def test_words_are_alike_by_the_grams_they_share_most_alike_first() -> None:
    vocabulary = words(vluchtroutes=1, vluchtroute=1, vluchteling=1, route=1, deur=1)

    assert alike("vluchtrout", vocabulary)[:2] == ["vluchtroute", "vluchtroutes"]
    assert "vluchteling" in alike("vluchtrout", vocabulary)
    assert "deur" not in alike("vluchtrout", vocabulary)


def test_a_word_is_not_alike_itself() -> None:
    assert alike("route", words(route=1, routes=1)) == ["routes"]


def test_nothing_is_alike_where_there_is_nothing() -> None:
    assert alike("route", Vocabulary()) == []
    assert alike("route", words(deur=9)) == []


def test_only_so_many_are_alike() -> None:
    many = {f"vluchtroute{first}{last}": 1 for first in "abcde" for last in "abcde"}

    assert len(alike("vluchtroute", words(**many))) == MOST_ALIKE


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ademlugt", "ademlucht"),
        ("begelijden", "begeleiden"),
        ("brantweer", "brandweer"),
        ("goudslot", "gaudslot"),
        ("examen", "eksamen"),
    ],
)
def test_a_spelling_that_sounds_the_same_is_one_slip(typed: str, meant: str) -> None:
    assert corrections(typed, Vocabulary([(meant, 2)])) == (meant,)


def test_an_underscore_is_like_no_word() -> None:
    assert alike("_", Vocabulary([("rook", 1), ("deur", 1)])) == []
