"""What is offered to whom while they type."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tests.factories import actor_of, make_account, make_actor, make_article, take
from wiki.accounts.policy import ANONYMOUS, Actor, Grant, Role
from wiki.database import now
from wiki.search import suggestions
from wiki.search.past import Offered
from wiki.search.suggestions import Kind, Suggestion
from wiki.search.synonyms import Meaning, Synonyms

READER = Actor(id=1, grants=frozenset({Grant(Role.READER)}))
FIRE = Actor(id=2, grants=frozenset({Grant(Role.READER, "fire")}))
POLICE = Actor(id=3, grants=frozenset({Grant(Role.READER, "police")}))
NOBODY = Actor(id=4)


def given(
    session: Session,
    typed: str,
    *,
    actor: Actor = READER,
    past: Sequence[str] = (),
    finding: Sequence[str] | None = None,
    terms: tuple[str, ...] = (),
) -> tuple[Suggestion, ...]:
    return suggestions.suggest(
        session,
        actor=actor,
        typed=typed,
        past=Offered(past),
        finds=lambda text: finding is None or text in finding,
        known=Synonyms(Meaning(term, (term,), "", "term") for term in terms),
    )


def texts(session: Session, typed: str, **options: object) -> list[str]:
    return [suggestion.text for suggestion in given(session, typed, **options)]  # type: ignore[arg-type]


def test_a_title_is_found_by_the_beginning_of_any_of_its_words(session: Session) -> None:
    article = make_article(session, title="Rook bij de Coördinatiepost")

    for typed in ("ro", "ROOK", "coor", "coördinatiepost", "de rook", "rook coord", "bij de rook"):
        assert given(session, typed) == (Suggestion(Kind.ARTICLE, article.title, article.slug, "nl"),), typed
    for typed in ("oordinatie", "rook xyzzy", "rookt"):
        assert given(session, typed) == (), typed


@pytest.mark.parametrize("typed", ["", " ", "r", " r ", "-", "?!", "\x00", "*" * 300])
def test_nothing_is_offered_for_less_than_two_letters(session: Session, typed: str) -> None:
    make_article(session, title="Rook")

    assert given(session, typed, past=["rook"], terms=("Rook",)) == ()


def test_the_order_is_past_searches_titles_tags_terms(session: Session) -> None:
    older, newer = now() - timedelta(days=9), now()
    make_article(session, title="Deuren in de rook", tags=("rookvrij",), at=newer)
    make_article(session, title="Rook lezen", at=older)
    make_article(session, title="Rookgas koelen", at=newer)

    found = given(session, "rook", past=["rook bij de deur"], terms=("Brand", "Rookgas"))

    assert [(each.kind, each.text) for each in found] == [
        (Kind.PAST, "rook bij de deur"),
        (Kind.ARTICLE, "Rookgas koelen"),
        (Kind.ARTICLE, "Rook lezen"),
        (Kind.ARTICLE, "Deuren in de rook"),
        (Kind.TAG, "rookvrij"),
        (Kind.TERM, "Rookgas"),
    ]


def test_no_more_than_eight_are_offered_and_of_each_kind_some(session: Session) -> None:
    for number in range(9):
        make_article(session, title=f"Rook {number}", tags=(f"rook-{number}",))
    past, terms = [f"rook {letter}" for letter in "abcde"], tuple(f"Rook {letter}" for letter in "fghi")

    kinds = [each.kind for each in given(session, "rook", past=past, terms=terms)]

    assert kinds == [Kind.PAST] * 3 + [Kind.ARTICLE] + [Kind.TAG] * 2 + [Kind.TERM] * 2


def test_the_same_words_are_offered_once(session: Session) -> None:
    make_article(session, title="Rook lezen", tags=("rook bij wind",))

    assert texts(session, "rook", past=["rook lezen", "rook bij wind"], terms=("rook LEZEN", "Rook bij wind")) == [
        "rook bij wind",
        "Rook lezen",
    ]


def test_what_was_typed_already_is_not_offered_as_a_search(session: Session) -> None:
    assert texts(session, "Rook ", past=["rook", "rook lezen"]) == ["rook lezen"]


def test_a_past_search_is_offered_only_where_it_finds_something(session: Session) -> None:
    past = ["rook in de gang", "rook bij de deur"]

    assert texts(session, "rook", past=past, finding=["rook bij de deur"]) == ["rook bij de deur"]
    assert texts(session, "rook", past=past, finding=[]) == []


def test_a_past_search_is_never_offered_to_a_visitor(session: Session) -> None:
    assert texts(session, "rook", actor=ANONYMOUS, past=["rook bij de deur"]) == []


def test_only_so_many_past_searches_are_tried(session: Session) -> None:
    tried: list[str] = []
    past = Offered([f"rook {number}" for number in range(50)])

    suggestions.suggest(session, actor=READER, typed="rook", past=past, finds=lambda text: bool(tried.append(text)))

    assert len(tried) == suggestions.MOST_TRIED


READERS = {"visitor": ANONYMOUS, "nobody": NOBODY, "reader": READER, "fire": FIRE, "police": POLICE}
# Who is told the title and the tag of a published article in the domain fire.
AUDIENCES = {
    "everyone": {"visitor", "reader", "fire", "police"},
    "members": {"reader", "fire", "police"},
    "domain": {"reader", "fire"},
}


@pytest.mark.parametrize("audience", AUDIENCES)
def test_titles_and_tags_are_told_only_to_whom_the_article_is_for(session: Session, audience: str) -> None:
    make_article(session, title="Vlaggetjes tellen", tags=("vlagwind",), audience=audience)

    told = {who: texts(session, "vlag", actor=actor) for who, actor in READERS.items()}

    assert {who for who, found in told.items() if found} == AUDIENCES[audience]
    assert {tuple(found) for found in told.values() if found} == {("Vlaggetjes tellen", "vlagwind")}


@pytest.mark.parametrize("status", ["draft", "in_review", "returned", "archived"])
def test_what_is_not_published_is_told_to_nobody(session: Session, status: str) -> None:
    author = make_actor(session)
    moderator = make_actor(session, "moderator")
    make_article(session, title="Vlaggetjes tellen", tags=("vlagwind",), status=status, author=author)

    assert [texts(session, "vlag", actor=actor) for actor in (author, moderator, READER)] == [[], [], []]


def test_a_title_that_waits_is_not_told_before_it_is_published(session: Session) -> None:
    author = make_actor(session)
    make_article(session, title="Vlaggetjes tellen", author=author, status="change-in-review")

    assert texts(session, "vlag", actor=author) == ["Vlaggetjes tellen"]
    assert texts(session, "artikel", actor=author) == []


def test_what_is_old_in_memory_tells_nothing_that_has_ended(session: Session) -> None:
    author = make_actor(session)
    article = make_article(session, title="Vlaggetjes tellen", tags=("vlagwind",), author=author)
    assert texts(session, "vlag") == ["Vlaggetjes tellen", "vlagwind"]

    take(session, article, "archive", author=author)

    assert texts(session, "vlag") == []


def test_a_new_title_is_offered_after_the_next_reading(session: Session) -> None:
    make_article(session, title="Vlaggetjes tellen")
    assert texts(session, "rook") == []
    make_article(session, title="Rook lezen")

    suggestions.prepare(session)

    assert texts(session, "rook") == ["Rook lezen"]


@pytest.mark.both_engines
def test_titles_and_tags_are_offered_on_both_engines(session: Session) -> None:
    make_article(session, title="Vlaggetjes tellen", tags=("vlagwind",), domains=("fire", "police"))

    assert texts(session, "vlag", actor=actor_of(make_account(session))) == ["Vlaggetjes tellen", "vlagwind"]


def test_a_term_is_offered_by_its_beginning_or_a_whole_form_and_only_where_it_finds_something(session: Session) -> None:
    known = Synonyms(
        [
            Meaning(
                "algemene plaatselijke verordening", ("algemene plaatselijke verordening", "APV"), "", "abbreviation"
            ),
            Meaning("nieuwe collega", ("nieuwe collega", "rookie"), "", "synonym"),
            Meaning("aspirant", ("aspirant", "leerling"), "", "synonym"),
        ]
    )

    def offered(typed: str) -> list[str]:
        found = suggestions.suggest(
            session, actor=READER, typed=typed, past=Offered([]), finds=lambda text: text != "aspirant", known=known
        )
        return [each.text for each in found if each.kind is Kind.TERM]

    assert (offered("plaats"), offered("apv")) == (["algemene plaatselijke verordening"],) * 2
    assert offered("rook") == []
    assert offered("aspirant") == ["aspirant"]
    assert offered("xyzzy") == []
