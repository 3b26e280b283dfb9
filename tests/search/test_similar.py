"""Articles that are about the same as one, for whom they may be listed."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy.orm import Session, sessionmaker

from tests.factories import make_actor, make_article, take, written
from tests.search.indexes import document, engine_with
from tests.visitor import Person
from wiki.search import bits, finding, indexing, likeness
from wiki.search.engine import Engine
from wiki.search.matching import Index

People = Callable[..., Person]
SMOKE = "Zwarte rook kolkt onder druk uit het raam, de binnenaanval wacht op bluswater."
ABOUT = {
    1: SMOKE,
    2: "De binnenaanval begint als de rook onder druk zakt en er bluswater is. Het raam blijft dicht.",
    3: "Jongeren op het plein spreek je rustig aan, met hun naam. Het gesprek begint bij de groep.",
    4: "Een gesprek op het plein met jongeren, groep voor groep. Het begint met luisteren.",
    5: "Parkeren op de stoep is hinderlijk voor wie slecht ter been is. Het mag niet.",
    6: "Een bekeuring schrijf je rustig uit. Het mag.",
}


@pytest.fixture
def texts(tmp_path: Path) -> Engine:
    return engine_with(tmp_path, *(document(number, text) for number, text in ABOUT.items()))


def like(engine: Engine, article: int, *, without: Sequence[int] = (), many: int = 3) -> list[int]:
    def allowed(index: Index) -> finding.Allowed:
        return finding.Allowed(bits.of_mask(~np.isin(index.ids, without)), bits.nothing(index.size))

    return engine.read(lambda index: likeness.like(index, article, allowed=allowed, many=many))


def test_what_shares_the_telling_words_is_alike_and_an_article_is_not_like_itself(texts: Engine) -> None:
    assert [like(texts, number)[:1] for number in (1, 2, 3, 4)] == [[2], [1], [4], [3]]


def test_what_shares_only_the_words_of_all_is_not_alike(texts: Engine) -> None:
    assert not {1, 2, 3, 4} & set(like(texts, 5))


def test_what_may_not_be_listed_is_like_nothing(texts: Engine) -> None:
    assert 2 not in like(texts, 1, without=[2])


def test_an_article_that_is_not_in_the_index_is_like_nothing(texts: Engine) -> None:
    assert like(texts, 99) == []


def test_no_more_than_asked_for_are_alike(tmp_path: Path) -> None:
    engine = engine_with(
        tmp_path, *(document(number, SMOKE) for number in range(1, 8)), document(8, "Jongeren op het plein")
    )

    assert len(like(engine, 1, many=2)) == 2


@pytest.fixture
def two(session: Session, sessions: sessionmaker[Session], engine: Engine) -> None:
    for title in ("Rook eerst", "Rook daarna"):
        make_article(session, title=title, text=written(cue=SMOKE))
    make_article(session, title="Plein", text=written(cue=ABOUT[3]))
    indexing.rebuild(engine, sessions)


@pytest.mark.usefixtures("two")
def test_the_page_of_an_article_leads_to_what_is_like_it(person: People) -> None:
    reader = person("reader")

    assert 'href="/a/rook-eerst/similar"' in reader.words("/a/rook-eerst")
    assert "Rook daarna" in reader.words("/a/rook-eerst/similar")
    part = reader.words("/a/rook-eerst/similar?part=1")
    assert "Rook daarna" in part
    assert "<html" not in part


@pytest.mark.usefixtures("two")
def test_an_article_archived_since_the_index_was_made_is_not_shown(person: People, session: Session) -> None:
    author = make_actor(session)
    article = make_article(session, title="Rook later", author=author, text=written(cue=SMOKE))
    take(session, article, "archive", author=author)

    assert "Rook later" not in person("reader").words("/a/rook-eerst/similar")


def test_articles_for_others_are_not_shown(
    person: People, session: Session, sessions: sessionmaker[Session], engine: Engine
) -> None:
    make_article(session, title="Voor allen", text=written(cue=SMOKE))
    make_article(session, title="Voor politie", text=written(cue=SMOKE), domains=("police",), audience="domain")
    indexing.rebuild(engine, sessions)

    assert "Voor politie" not in person("reader", domain="fire").words("/a/voor-allen/similar")
    assert "Voor politie" in person("reader", domain="police").words("/a/voor-allen/similar")


def test_where_nothing_is_alike_the_part_is_empty(
    person: People, session: Session, sessions: sessionmaker[Session], engine: Engine
) -> None:
    make_article(session, title="Alleen")
    indexing.rebuild(engine, sessions)
    reader = person("reader")

    assert reader.words("/a/alleen/similar?part=1").strip() == ""
    assert "Geen artikel lijkt hierop" in reader.words("/a/alleen/similar")


def test_without_an_index_the_link_stays_and_its_page_says_why(person: People, session: Session) -> None:
    make_article(session, title="Alleen")
    reader = person("reader")

    assert reader.see("/a/alleen/similar?part=1").status_code == 503
    assert "De zoekmachine wordt opnieuw opgebouwd" in reader.words("/a/alleen/similar")
