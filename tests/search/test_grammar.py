import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.search.grammar import MOST_CHARACTERS, MOST_TERMS, Kind, Query, Term, parse

WORD, PHRASE, PREFIX = Kind.WORD, Kind.PHRASE, Kind.PREFIX


def word(text: str) -> Term:
    return Term(WORD, (text,))


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("", Query()),
        ("  * - \" '' ( ) ", Query()),
        ("rook lezen", Query((word("rook"), word("lezen")))),
        ("Rook ROOK rook", Query((word("rook"),))),
        ("de-escalatie", Query((word("escalatie"),))),
        ("hoe lees ik de rook", Query((word("lees"), word("rook")), asked_in="nl")),
        ("hoe de", Query((word("hoe"), word("de")), asked_in="nl")),
        ("how do I read smoke", Query((word("read"), word("smoke")), asked_in="en")),
        ('"eerste uitruk"', Query((Term(PHRASE, ("eerste", "uitruk")),))),
        ("“eerste uitruk”", Query((Term(PHRASE, ("eerste", "uitruk")),))),
        ('"brand"', Query((Term(PHRASE, ("brand",)),))),
        ('"niet gesloten', Query((word("gesloten"),))),
        ("rook -brand", Query((word("rook"),), (word("brand"),))),
        ("rook - brand", Query((word("rook"), word("brand")))),
        ('-"op straat"', Query((), (Term(PHRASE, ("op", "straat")),))),
        ("-portiek-brand", Query((), (Term(PHRASE, ("portiek", "brand")),))),
        ("brandw*", Query((Term(PREFIX, ("brandw",)),))),
        ("-brandw*", Query((), (Term(PREFIX, ("brandw",)),))),
        ("br*", Query((word("br"),), notice="short_prefix")),
        ("*brand*weer*", Query((word("brand"), word("weer")), notice="short_prefix")),
        ("[a TO z]", Query((word("z"),))),
        ("title:rook^5 (rook OR vuur) rook~2", Query(tuple(map(word, ("title", "rook", "5", "vuur", "2"))))),
        ("x" * 61, Query((word("x" * 60),))),
    ],
)
def test_what_is_typed_becomes_a_query(typed: str, query: Query) -> None:
    assert parse(typed) == query


def test_terms_beyond_the_most_are_left_out_and_reported() -> None:
    query = parse(" ".join(f"woord{number}" for number in range(MOST_TERMS + 1)))

    assert len(query.terms) == MOST_TERMS
    assert query.notice == "trimmed"


def test_words_that_tell_nothing_take_no_place_from_those_that_do() -> None:
    query = parse("wat moet ik doen als de deur van een huis bij een brand in de nacht niet open gaat en er rook is")

    assert {"deur", "brand", "rook"} <= {term.words[0] for term in query.terms}
    assert query.notice is None


def test_text_beyond_200_characters_is_left_out_and_reported() -> None:
    query = parse("brand" + " " * MOST_CHARACTERS + "rook")

    assert (query.terms, query.notice) == ((word("brand"),), "trimmed")


def test_a_query_is_loosened_to_its_words() -> None:
    assert parse('"eerste uitruk" brandw* -rook').loosened() == parse("eerste uitruk brandw*")


def test_terms_remember_how_they_were_typed() -> None:
    assert [term.typed for term in parse('Coördinatie "Eerste  Uitruk" Brandw*').terms] == [
        "Coördinatie",
        '"Eerste Uitruk"',
        "Brandw*",
    ]


ANYTHING = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=400),
    st.text(st.sampled_from("ab*-\" \x00\u202e~[]()^:\\'%🔥é"), max_size=400),
)


@given(ANYTHING)
def test_any_text_gives_a_bounded_query(typed: str) -> None:
    query = parse(typed)

    assert len(query.terms) <= MOST_TERMS
    assert len(query.excluded) <= MOST_TERMS
    assert all(term.words and all(term.words) for term in (*query.terms, *query.excluded))
    assert query.notice in (None, "trimmed", "short_prefix")
    assert query.loosened().excluded == ()
