"""The page of results: whose it is decides what is in it, down to the last count."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

from tests.factories import STEPS, content, make_actor, make_article, take, written
from wiki.accounts.policy import ANONYMOUS, Actor, Grant, Role
from wiki.articles.models import Article
from wiki.database import make_engine, make_sessions, now, transaction
from wiki.search import indexing, queries
from wiki.search.documents import Document
from wiki.search.engine import Engine
from wiki.search.queries import Asked, Reader, Results
from wiki.search.whoosh_engine import WhooshEngine

EVERYONE = Actor(id=900, grants=frozenset({Grant(Role.READER)}))


@pytest.fixture(autouse=True)
def _room(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything that is found fits on one page."""
    monkeypatch.setattr("wiki.search.queries.page.PAGE_SIZE", 20)


def ask(
    session: Session,
    engine: Engine,
    q: str = "",
    *,
    actor: Actor = EVERYONE,
    sort: str = "relevance",
    page: int = 1,
    locale: str = "nl",
    **filters: Sequence[str],
) -> Results:
    reader = Reader(actor, locale, now().date())
    return queries.results(session, engine=engine, reader=reader, asked=Asked(q, filters, sort, page))


def titles(results: Results) -> list[str]:
    return [found.card.title for found in results.page.items]


def counts(results: Results, key: str) -> dict[str, int]:
    facet = next(facet for facet in results.facets if facet.key == key)
    return {value.value: value.count for value in facet.values}


ACTORS = {
    "visitor": ANONYMOUS,
    "without rights": Actor(id=901),
    "reader everywhere": EVERYONE,
    "reader of fire": Actor(id=902, grants=frozenset({Grant(Role.READER, "fire")})),
    "reader of police": Actor(id=903, grants=frozenset({Grant(Role.READER, "police")})),
    "moderator of police": Actor(id=904, grants=frozenset({Grant(Role.MODERATOR, "police")})),
    "privacy officer": Actor(id=905, grants=frozenset({Grant(Role.PRIVACY_OFFICER)})),
    "admin": Actor(id=906, grants=frozenset({Grant(Role.ADMIN)})),
}
EVERYWHERE = ("reader everywhere", "privacy officer", "admin")
MEMBERS = (*EVERYWHERE, "reader of fire", "reader of police", "moderator of police")
LISTED = {
    "everyone": {"visitor", *MEMBERS},
    "members": {*MEMBERS},
    "domain": {*EVERYWHERE, "reader of fire"},
}


@dataclass(frozen=True)
class Everything:
    """One article of the fire service for each state and audience, all of them in the index as if published: it is
    as stale as an index can be, so nothing but the database keeps them apart."""

    session: Session
    engine: Engine
    articles: dict[tuple[str, str], Article]

    def allowed(self, name: str) -> set[str]:
        """Titles of what this reader may be listed, from the tables above and not from the program."""
        return {
            article.title
            for (status, audience), article in self.articles.items()
            if status in ONLINE and name in LISTED[audience]
        }


ONLINE = ("published", "needs_review", "change-draft", "change-in-review", "change-returned")


@pytest.fixture(scope="module")
def everything(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Everything]:
    folder = tmp_path_factory.mktemp("everything")
    shutil.copy(sqlite_template, folder / "wiki.db")
    database = make_engine(f"sqlite:///{folder / 'wiki.db'}")
    with make_sessions(database)() as session:
        author, moderator = make_actor(session), make_actor(session, "moderator")
        made = {
            (status, audience): make_article(
                session,
                status=status,
                audience=audience,
                author=author,
                moderator=moderator,
                title=f"Vlaggetjes {status} {audience}",
                tags=(tag_of(status, audience), "samen"),
            )
            for status in STEPS
            for audience in LISTED
        }
        engine = WhooshEngine(folder / "search")
        engine.rebuild(
            Document(indexing.place(article)._replace(revision=article.head_id), article.title, "vlaggetjes")
            for article in made.values()
        )
        yield Everything(session, engine, made)
    database.dispose()


def tag_of(status: str, audience: str) -> str:
    return f"{status.replace('_', '-')}-{audience}"


@pytest.mark.parametrize("name", ACTORS)
def test_hits_totals_and_counts_are_those_of_this_reader(
    everything: Everything, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr("wiki.search.queries.refining.MOST_TAGS", 100)
    allowed = everything.allowed(name)
    number = len(allowed)

    results = ask(everything.session, everything.engine, "vlaggetjes", actor=ACTORS[name])

    assert set(titles(results)) == allowed
    assert results.page.total == number
    assert counts(results, "domain") == ({"fire": number} if number else {})
    assert counts(results, "type") == ({"practice-tip": number} if number else {})
    tags = {tag_of(*key): 1 for key, article in everything.articles.items() if article.title in allowed}
    assert counts(results, "tag") == (tags | {"samen": number} if number else {})


@pytest.mark.parametrize("q", ["", "-xyzzy", "vlag*", '"vlaggetjes"', "vlaggetjes draft returned"])
@pytest.mark.parametrize("name", ACTORS)
def test_every_kind_of_query_obeys_the_same_condition(everything: Everything, name: str, q: str) -> None:
    results = ask(everything.session, everything.engine, q, actor=ACTORS[name])

    assert set(titles(results)) == everything.allowed(name)
    assert results.page.total == len(everything.allowed(name))


@pytest.mark.parametrize("name", ACTORS)
def test_a_tag_on_nothing_a_reader_is_listed_is_unknown_to_them(everything: Everything, name: str) -> None:
    results = ask(
        everything.session,
        everything.engine,
        "vlaggetjes",
        actor=ACTORS[name],
        tag=("published-domain", "draft-everyone"),
    )

    chosen = {value.value for facet in results.facets for value in facet.values if value.chosen}
    assert chosen == ({"published-domain"} if name in LISTED["domain"] else set())


@pytest.mark.parametrize("name", ACTORS)
@pytest.mark.parametrize("q", ["xyzzy", '"vlaggetjes xyzzy"'])
def test_what_is_near_obeys_the_condition_too(everything: Everything, name: str, q: str) -> None:
    near = ask(everything.session, everything.engine, q, actor=ACTORS[name]).near

    assert {card.title for card in near} <= everything.allowed(name)
    assert bool(near) == bool(everything.allowed(name))


def test_what_is_archived_is_gone_from_results_before_the_index_knows(
    session: Session, sessions: sessionmaker[Session], engine: Engine
) -> None:
    author = make_actor(session)
    article = make_article(session, author=author, title="Vlaggetjes")
    indexing.rebuild(engine, sessions)
    assert ask(session, engine, "vlaggetjes").page.total == 1

    take(session, article, "archive", author=author)

    results = ask(session, engine, "vlaggetjes")
    assert (results.page.total, results.page.items, counts(results, "domain")) == (0, (), {})
    assert engine.versions()


def test_counts_follow_the_published_revision_before_the_index_does(
    session: Session, sessions: sessionmaker[Session], engine: Engine
) -> None:
    author = make_actor(session)
    article = make_article(session, author=author, title="Vlaggetjes", tags=("oud",))
    indexing.rebuild(engine, sessions)
    chosen = content("Vlaggetjes", domains=("police",), tags=("nieuw",))
    for verb in ("save", "submit", "publish"):
        take(session, article, verb, author=author, chosen=chosen, text=written())

    results = ask(session, engine, "vlaggetjes")

    assert counts(results, "domain") == {"police": 1}
    assert counts(results, "tag") == {"nieuw": 1}


@pytest.fixture
def three(session: Session, sessions: sessionmaker[Session], engine: Engine) -> Engine:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    make_article(
        session,
        title="Vlaggetjes tellen",
        at=start + timedelta(days=1),
        tags=("wind",),
        text=written(cue="Tel de oranje vlaggetjes & <b>kijk</b>."),
    )
    make_article(session, title="Wind", at=start + timedelta(days=3), kind="technique", domains=("fire", "police"))
    make_article(
        session, title="Regen", at=start + timedelta(days=2), domains=("police",), text=written(cue="Vlaggetjes, wind.")
    )
    indexing.rebuild(engine, sessions)
    return engine


def test_results_are_sorted_by_relevance_or_by_date(session: Session, three: Engine) -> None:
    assert titles(ask(session, three, "vlaggetje wind"))[0] in ("Vlaggetjes tellen", "Regen")
    assert titles(ask(session, three, "vlaggetje wind", sort="date")) == ["Wind", "Regen", "Vlaggetjes tellen"]
    assert ask(session, three, "wind", sort="nonsense").sort == "relevance"


def test_filters_narrow_and_counts_tell_what_each_choice_gives(session: Session, three: Engine) -> None:
    results = ask(session, three, "vlaggetje wind", domain=("police",), type=("practice-tip", "nonsense"))

    assert titles(results) == ["Regen"]
    assert counts(results, "domain") == {"fire": 1, "police": 1}
    assert counts(results, "type") == {"practice-tip": 1, "technique": 1}


def test_a_chosen_value_is_shown_at_zero(session: Session, three: Engine) -> None:
    results = ask(session, three, "regen", type=("question",))

    assert counts(results, "type") == {"practice-tip": 1, "question": 0}
    assert [card.title for card in results.near] == ["Regen"]


def test_unknown_values_are_ignored(session: Session, three: Engine) -> None:
    results = ask(session, three, "wind", domain=("mars", "customs"), block=("x",), type=("y",), tag=("z",), page=1)

    assert results.page.total == 3
    assert not any(value.chosen for facet in results.facets for value in facet.values)


def test_labels_are_in_the_language_of_the_page(session: Session, three: Engine) -> None:
    facets = ask(session, three, "wind", locale="en").facets

    assert {value.label for value in facets[0].values} == {"Police", "Fire service"}


def test_snippets_mark_and_escape(session: Session, three: Engine) -> None:
    found = ask(session, three, "oranje vlaggetje kijken").page.items[0]

    assert "<mark>oranje</mark> <mark>vlaggetjes</mark> &amp; " in str(found.snippet)
    assert "<b>" not in str(found.snippet)


def test_an_article_found_by_its_tag_alone_has_no_snippet(session: Session, three: Engine) -> None:
    found = {hit.card.title: hit.snippet for hit in ask(session, three, "wind").page.items}

    assert found["Vlaggetjes tellen"] is None


def test_the_page_says_what_was_looked_for(session: Session, three: Engine) -> None:
    assert ask(session, three, 'Waar is de "Oranje vlag" wi*').looked_for == ('"Oranje vlag"', "wi")
    assert ask(session, three, "x" * 201).notice == "trimmed"
    assert len(ask(session, three, "x" * 10_000).q) == 200


@pytest.mark.parametrize(
    ("q", "filters", "near"),
    [
        ('"wind tellen"', {}, ["Regen", "Vlaggetjes tellen", "Wind"]),
        ("wind", {"type": ("question",)}, ["Regen", "Vlaggetjes tellen", "Wind"]),
        ("xyzzy", {}, ["Regen", "Vlaggetjes tellen", "Wind"]),
        ("xyzzy", {"domain": ("police",)}, ["Regen", "Wind"]),
    ],
)
def test_when_nothing_is_found_something_near_is_shown(
    session: Session, three: Engine, q: str, filters: dict[str, Any], near: list[str]
) -> None:
    results = ask(session, three, q, **filters)

    assert results.page.total == 0
    assert sorted(card.title for card in results.near) == near


def test_pages_follow_each_other_and_end(
    session: Session, sessions: sessionmaker[Session], engine: Engine, monkeypatch: pytest.MonkeyPatch, three: Engine
) -> None:
    monkeypatch.setattr("wiki.search.queries.page.PAGE_SIZE", 2)

    first, second, third = (titles(ask(session, three, "", page=number)) for number in (1, 2, 3))

    assert (first, second, third) == (["Wind", "Regen"], ["Vlaggetjes tellen"], [])


def test_without_an_index_the_page_says_it_is_being_built(session: Session, engine: Engine) -> None:
    make_article(session)

    results = ask(session, engine, "tekst")

    assert results.rebuilding
    assert (results.page.total, results.near) == (0, ())


@pytest.mark.both_engines
def test_results_on_both_databases(session: Session, sessions: sessionmaker[Session], engine: Engine) -> None:
    make_article(session, title="Vlaggetjes", tags=("wind",), audience="domain")
    indexing.rebuild(engine, sessions)

    results = ask(session, engine, "vlaggetje", actor=ACTORS["reader of fire"], tag=("wind",))

    assert titles(results) == ["Vlaggetjes"]
    assert counts(results, "tag") == {"wind": 1}


def test_a_title_is_not_shown_on_the_word_of_memory_alone(
    session: Session, sessions: sessionmaker[Session], engine: Engine
) -> None:
    article = make_article(session, title="Vlaggetjes")
    indexing.rebuild(engine, sessions)
    assert ask(session, engine, "vlaggetjes").page.items

    with transaction(session):  # past every service, so that no number says that something changed
        session.get_one(Article, article.id).state = "archived"

    assert ask(session, engine, "vlaggetjes").page.items == ()
