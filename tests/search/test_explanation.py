"""Why an article stands where it stands: on the command line, and for moderators on a page."""

import re
from collections.abc import Callable

import pytest
from click.testing import CliRunner
from sqlalchemy.orm import Session, sessionmaker

from tests.factories import make_actor, make_article, make_headword, written
from tests.search.indexes import document, engine_with
from tests.visitor import Person
from wiki.errors import NotFound
from wiki.search import explaining, finding, grammar, indexing, policy
from wiki.search.cli import search
from wiki.search.engine import Engine
from wiki.search.expansion import Way
from wiki.search.explaining import Explanation
from wiki.search.finding import Wanted
from wiki.search.synonyms import Meaning, Synonyms
from wiki.settings import Settings

People = Callable[..., Person]
TODAY = 100
TEXTS = [
    document(1, "Rook bij de deur. De brandweerlieden wachten op ademlucht.", title="Rook lezen"),
    document(2, "De brandweer leest de rook, de brandende rook.", title="Vuur", verified=TODAY - 1),
    document(3, "Ademlucht is op als de fluit gaat.", title="Terug", verified=TODAY + 1),
    document(4, "Nothing but smoke here.", title="Smoke", language="en"),
    *(document(number, f"De brandweer en de lieden van {number}") for number in range(5, 9)),
]
SYNONYMS = Synonyms([Meaning("perslucht", ("perslucht", "ademlucht"), "", "synonym")])


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return engine_with(tmp_path_factory.mktemp("index"), *TEXTS)


def explained(engine: Engine, typed: str, article: int | None = None) -> Explanation:
    wanted = Wanted(grammar.parse(typed), many=10, today=TODAY, synonyms=SYNONYMS)
    return engine.read(lambda index: explaining.explain(index, wanted, article=article))


@pytest.mark.parametrize(
    "typed",
    ["rook", "rook lezen", "perslucht", "brandweerlieden", "ademlugt rook", "rook* vuur", "de bij", '"de rook"'],
)
def test_the_parts_add_up_to_the_score_of_the_answer(texts: Engine, typed: str) -> None:
    wanted = Wanted(grammar.parse(typed), many=10, today=TODAY, synonyms=SYNONYMS)
    places = texts.read(lambda index: finding.find(index, wanted)).places

    hits = explained(texts, typed).hits

    assert [(hit.article, hit.rank) for hit in hits] == [(p.id, rank) for rank, p in enumerate(places, start=1)]
    assert [hit.score for hit in hits] == pytest.approx([place.score for place in places], rel=1e-4)


def test_each_part_says_by_which_way_the_typed_word_led_there(texts: Engine) -> None:
    ways = {
        (part.way, part.source, part.stem)
        for typed in ("perslucht", "brandweerlieden", "ademlugt")
        for hit in explained(texts, typed).hits
        for part in hit.parts
    }

    assert {
        (Way.SYNONYM, "perslucht", "ademlucht"),
        (Way.PART, "brandweerlieden", "brandweer"),
        (Way.CORRECTED, "ademlucht", "ademlucht"),
    } <= ways


def test_what_is_no_longer_confirmed_counts_for_less(texts: Engine) -> None:
    factors = {hit.article: hit.factor for hit in explained(texts, "rook ademlucht").hits}

    assert factors == {1: 1.0, 2: pytest.approx(0.85), 3: 1.0}


def test_an_article_without_the_words_has_no_explanation(texts: Engine) -> None:
    assert explained(texts, "rook", article=4).hits == ()
    assert explained(texts, "rook -deur", article=1).hits == ()
    assert explained(texts, "rook", article=99).hits == ()


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Callable[..., str]:
    monkeypatch.setattr("wiki.search.cli.load", lambda: settings)

    def call(*arguments: str, code: int = 0) -> str:
        result = CliRunner().invoke(search, ["explain", *arguments])
        assert result.exit_code == code, result.output
        return result.output

    return call


def test_the_command_shows_tokens_expansions_and_scores(
    run: Callable[..., str], session: Session, sessions: sessionmaker[Session], engine: Engine
) -> None:
    make_article(session, title="Ademlucht", text=written(cue="De brandweer let op ademlucht."))
    make_headword(session, "perslucht", "ademlucht")
    indexing.rebuild(engine, sessions)

    said = run("de ademlugt")
    of_one = run("perslucht -vuur", "ademlucht")

    assert "tells nothing" in run("van de")
    assert "ademlugt → ademlucht" in said
    assert re.search(r"1\. +\d+\.\d+ +ademlucht", said)
    assert re.search(r"without +word +vuur", of_one)
    assert re.search(r"\d\.\d+ +title nl +ademlucht +synonym of perslucht", of_one)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("rook",), "There is no index"),
        (("rook", "nergens"), "There is no article nergens."),
    ],
)
def test_the_command_says_what_is_missing(run: Callable[..., str], arguments: tuple[str, ...], sentence: str) -> None:
    assert sentence in run(*arguments, code=1)


def test_a_moderator_is_told_why_and_readers_see_no_such_link(
    person: People, session: Session, sessions: sessionmaker[Session], engine: Engine
) -> None:
    make_article(session, title="Ademlucht", text=written(cue="De brandweer let op ademlucht."))
    make_article(session, title="Nog een", text=written(cue="Ademlucht weer."))
    indexing.rebuild(engine, sessions)
    moderator = person("moderator")

    address = re.search(r'href="(/search/explanation/ademlucht[^"]*)"', moderator.words("/search?q=ademlugt+let"))

    assert address is not None
    page = moderator.words(address[1].replace("&amp;", "&"))
    assert "Plaats 1 van 2 bij: ademlugt let" in page
    assert "ademlugt staat in geen artikel. Gezocht op ademlucht." in page
    assert "Waarom staat dit hier?" not in person("reader").words("/search?q=ademlugt+let")


@pytest.mark.parametrize("slug", ["geheim", "stil", "elders"])
def test_a_moderator_is_told_nothing_of_an_article_that_is_not_listed_to_them(
    person: People, session: Session, sessions: sessionmaker[Session], engine: Engine, slug: str
) -> None:
    make_article(session, title="Geheim", domains=("police",), audience="domain", text=written(cue="Rook."))
    make_article(session, title="Stil", status="archived", text=written(cue="Rook."))
    indexing.rebuild(engine, sessions)

    page = person("moderator", domain="fire").see(f"/search/explanation/{slug}?q=rook")

    assert page.status_code == 404


def test_a_word_that_is_not_in_the_article_gives_no_page(
    person: People, session: Session, sessions: sessionmaker[Session], engine: Engine
) -> None:
    make_article(session, title="Ademlucht")
    indexing.rebuild(engine, sessions)

    assert person("moderator").see("/search/explanation/ademlucht?q=xyzzyxyzzy").status_code == 404


@pytest.mark.parametrize("role", ["reader", "author", "coach"])
def test_others_may_not_see_how_search_thinks(session: Session, role: str) -> None:
    with pytest.raises(NotFound):
        policy.require_explanation(make_actor(session, role))
