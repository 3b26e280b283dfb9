"""Whatever is typed, search answers, and does no more work than its limits allow."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session, sessionmaker

from tests.factories import make_article
from tests.search.indexes import document, engine_with
from tests.visitor import Person
from wiki.search import finding, grammar, indexing
from wiki.search.finding import SORTS, Answer, Wanted
from wiki.search.grammar import MOST_CHARACTERS, MOST_TERMS, Kind
from wiki.search.synonyms import Meaning, Synonyms
from wiki.search.whoosh_engine import WhooshEngine
from wiki.settings import Settings

MEANINGS = [Meaning("bob", ("bob", "bodycam"), "all", "synonym"), Meaning("bob", ("bob", "de ik"), "all", "synonym")]
KNOWN = Synonyms(MEANINGS)
TEXTS = {
    1: "Lees de zwarte rook voor de deur van de brandweer",
    2: "brand ﷺ weer: ½ № ﬁets ĳs ____ _ c2000 🔥 кот",
    3: "hoe de bob het zegt",
    4: "",
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> WhooshEngine:
    documents = [document(number, text) for number, text in TEXTS.items()]
    english = document(5, "the smoke door", title="\x00\u202e%_'", language="en")
    return engine_with(tmp_path_factory.mktemp("index"), *documents, english)


def answer(engine: WhooshEngine, typed: str, sort: str = "relevance") -> Answer:
    wanted = Wanted(grammar.parse(typed), 10, sort=sort, synonyms=KNOWN)
    return engine.read(lambda index: finding.find(index, wanted))


PIECES = [
    *"door men as her been".split(),
    *"rook brand brandweer brndweer weer bob bodycam hoe de ik voor deur кот ﷺ ½ ﬁets _ ____ 🔥 e\u0301 smoke".split(),
    *('"', "“", "-", "*", "**", "?", "~2", "^5", "(", ")", "[a TO z]", "{", "\\", "AND", "OR", "NOT", "&&", "||", ":"),
    *("\x00", "\u202e", "\u200f", "\ufeff", "\ud800", "\t", "\n", "\u2028", "\x1b[31m", "\U0010ffff"),
    *(
        "' OR 1=1 --",
        "'; DROP TABLE article; --",
        "%",
        "_%",
        "(a+)+$",
        "^(([a-z])+.)+$",
        "{{7*7}}",
        "<script>",
        "../..",
    ),
    *("x" * 200, "rook " * 60, "\u0301" * 100, "rook*", "-rook", '"zwarte rook"', '-"de rook"', "br*", "bra*", "-bra*"),
]
ODD = st.builds(str.join, st.sampled_from(["", " "]), st.lists(st.sampled_from(PIECES), max_size=30))
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=MOST_CHARACTERS + 20)


@given(ODD | ANY_TEXT, st.sampled_from(SORTS))
def test_any_text_gets_an_answer_within_the_limits(engine: WhooshEngine, typed: str, sort: str) -> None:
    found = answer(engine, typed, sort)

    assert len(found.plan.query.terms) <= MOST_TERMS
    assert len(found.plan.query.excluded) <= MOST_TERMS
    assert len(found.places) == found.total <= len(TEXTS) + 1


@given(ODD | ANY_TEXT)
def test_for_any_text_that_finds_nothing_words_near_it_are_given(engine: WhooshEngine, typed: str) -> None:
    near = finding.near_words(engine, grammar.parse(typed), allowed=finding.everything)

    assert len(near) <= finding.MOST_NEAR


@given(ANY_TEXT)
def test_an_article_of_any_text_is_found_by_its_own_words(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    engine = engine_with(tmp_path_factory.mktemp("index"), document(1, text), document(2, ""))
    terms = [term.typed for term in grammar.parse(text).terms if term.kind is Kind.WORD]

    for typed in terms[:3]:
        assert [place.id for place in answer(engine, typed).places] == [1], typed


@pytest.mark.parametrize("piece", ["x", "rook ", '"', '"rook" ', "-rook ", "-", "*", "\u0301", "🔥", " ", "ﷺ", "\x00"])
def test_ten_million_characters_are_as_good_as_the_first(engine: WhooshEngine, piece: str) -> None:
    typed = piece * (10_000_000 // len(piece))

    found = answer(engine, typed)

    assert found.plan.query.terms == grammar.parse(typed[: 2 * MOST_CHARACTERS]).terms
    assert len(found.plan.query.terms) <= MOST_TERMS


NASTY = [
    "\x00",
    "\u202erook\u202c",
    "\u200frook",
    "' OR 1=1 --",
    "'; DROP TABLE article; --",
    '"' * 200,
    '"niet gesloten',
    "-" * 200,
    "*" * 200,
    "(" * 500,
    "[a TO z] AND NOT (OR",
    "(a+)+$",
    "%_\\",
    "{{7*7}}${7*7}<%= 7 %>",
    "<script>alert(1)</script>",
    "🔥👩‍🚒",
    "e\u0301" * 100,
    "ﷺ ½ ﬁets",
    "кот 火 نار",
    " ".join(f"-woord{number}" for number in range(60)),
    " ".join(f"wo{number}*" for number in range(60)),
    "rook " * 2_000,
    "x" * 100_000,
    "../../etc/passwd",
    "\r\nSet-Cookie: a=b",
    "_",
]


def test_a_page_answers_any_query(
    person: Callable[..., Person], session: Session, sessions: sessionmaker[Session], settings: Settings
) -> None:
    make_article(session, title="Rook lezen")
    indexing.rebuild(indexing.engine_of(settings), sessions)
    reader = person("reader")

    for path in ("/search", "/search/suggestions"):
        given = {typed: reader.see(path, query_string={"q": typed}).status_code for typed in NASTY}
        assert given == dict.fromkeys(NASTY, 200), path


@pytest.mark.parametrize("raw", ["%ff%fe", "%00", "%", "%zz", "q", "%C3%28", "%ED%A0%80"])
def test_a_page_answers_what_is_no_text(person: Callable[..., Person], raw: str) -> None:
    visitor = person("reader")

    answered = {path: visitor.see(f"{path}?q={raw}").status_code for path in ("/search", "/search/suggestions")}

    assert set(answered.values()) == {200}
