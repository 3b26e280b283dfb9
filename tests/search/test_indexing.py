"""From articles to the index and back: what belongs in it, and how differences are found and mended."""

from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from tests.factories import STEPS, make_actor, make_article, take, written
from tests.search.indexes import found
from wiki import outbox
from wiki.articles.models import Article
from wiki.database import now, transaction
from wiki.outbox import OutboxRow
from wiki.search import finding, grammar, indexing
from wiki.search.engine import Busy, Engine, Rebuilding
from wiki.search.generations import held


@pytest.mark.parametrize("status", STEPS)
def test_the_index_holds_what_readers_can_find(
    session: Session, sessions: sessionmaker[Session], engine: Engine, status: str
) -> None:
    article = make_article(session, status=status)

    indexing.rebuild(engine, sessions)

    wanted = {article.id: article.published_id} if article.is_online else {}
    assert engine.versions() == wanted


def test_the_published_text_is_found_and_not_the_change_under_way(
    session: Session, sessions: sessionmaker[Session], engine: Engine
) -> None:
    author = make_actor(session)
    article = make_article(session, author=author, text=written(cue="Let op de oranje vlaggetjes."))
    take(session, article, "save", author=author, text=written(cue="Let op de paarse vlaggetjes."))

    indexing.rebuild(engine, sessions)

    assert (found(engine, "oranje"), found(engine, "paars")) == ([article.id], [])


def ranked_today(engine: Engine, typed: str) -> list[int]:
    wanted = finding.Wanted(grammar.parse(typed), 10, today=now().date().toordinal())
    return [place.id for place in engine.read(lambda index: finding.find(index, wanted)).places]


@pytest.mark.parametrize("how", ["rebuild", "update"])
def test_what_needs_review_is_found_below_what_does_not(
    session: Session, sessions: sessionmaker[Session], engine: Engine, how: str
) -> None:
    """Also from the day it is marked, while its own date is a year away; and no more once it is confirmed."""
    author, moderator = make_actor(session), make_actor(session, "moderator")
    text = written(cue="Let op de oranje vlaggetjes.")
    made = [make_article(session, title=title, text=text, author=author) for title in ("Vlag een", "Vlag twee")]
    indexing.rebuild(engine, sessions)
    first, second = ranked_today(engine, "oranje")
    marked = next(article for article in made if article.id == first)

    orders = []
    for verb in ("flag", "confirm"):
        take(session, marked, verb, author=moderator, moderator=moderator)
        if how == "rebuild":
            indexing.rebuild(engine, sessions)
        else:
            indexing.update(engine, sessions, [marked.id])
        orders.append(ranked_today(engine, "oranje"))

    assert orders == [[second, first], [first, second]]


@pytest.mark.parametrize(
    "typed",
    ["omkeermoment", "waar let je op", "vlaggetje", "ademluchttrefwoord", "praktijktip", "brandweer", "teamleren"],
)
def test_an_article_is_found_by_title_heading_body_tag_type_domain_and_block(
    session: Session, sessions: sessionmaker[Session], engine: Engine, typed: str
) -> None:
    article = make_article(
        session,
        title="Het omkeermoment",
        text=written(cue="Let op de oranje vlaggetjes."),
        domains=("fire",),
        blocks=("team-learning",),
        tags=("ademluchttrefwoord",),
    )

    indexing.rebuild(engine, sessions)

    assert found(engine, typed) == [article.id]


def test_an_english_article_is_found_by_its_stems(
    session: Session, sessions: sessionmaker[Session], engine: Engine
) -> None:
    article = make_article(session, language="en", text=written(language="en", cue="Watch the bending doors."))

    indexing.rebuild(engine, sessions)

    assert found(engine, "door bend") == [article.id]


def test_an_update_follows_the_state_of_the_moment(
    session: Session, sessions: sessionmaker[Session], engine: Engine
) -> None:
    author = make_actor(session)
    article = make_article(session, author=author)
    indexing.rebuild(engine, sessions)

    take(session, article, "archive", author=author)
    indexing.update(engine, sessions, [article.id, 999_999])

    assert engine.versions() == {}


def test_differences_name_what_is_missing_outdated_and_left_over(
    session: Session, sessions: sessionmaker[Session], engine: Engine
) -> None:
    author = make_actor(session)
    kept, changed, gone = (make_article(session, author=author) for _ in range(3))
    indexing.rebuild(engine, sessions)
    for verb in ("save", "submit", "publish"):
        take(session, changed, verb, author=author, text=written(cue="Iets anders."))
    take(session, gone, "archive", author=author)
    new = make_article(session, author=author)

    differences = indexing.differences(engine, sessions)

    assert differences == indexing.Differences((new.id,), (changed.id,), (gone.id,))
    assert kept.id not in differences.ids


def test_catching_up_asks_for_the_work_on_what_differs(
    session: Session, sessions: sessionmaker[Session], engine: Engine
) -> None:
    indexing.rebuild(engine, sessions)
    article = make_article(session)
    with transaction(session):
        outbox.done(session, session.scalars(select(OutboxRow.id)))

    assert indexing.catch_up(engine, sessions) == 1
    assert [(row.topic, row.key) for row in outbox.take(session, 10, at=now())] == [(indexing.INDEX, str(article.id))]


def test_an_index_is_built_only_where_there_is_none(sessions: sessionmaker[Session], engine: Engine) -> None:
    assert indexing.keep_ready(engine, sessions)
    assert not indexing.keep_ready(engine, sessions)


def test_an_article_that_cannot_be_indexed_keeps_no_other_from_it(
    session: Session,
    sessions: sessionmaker[Session],
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    bad = make_article(session, title="Geheim onderwerp")
    good = make_article(session)
    real = indexing.place

    def place(article: Article) -> object:
        if article.id == bad.id:
            raise ValueError(article.title)
        return real(article)

    monkeypatch.setattr(indexing, "place", place)

    assert indexing.rebuild(engine, sessions) == 1
    assert engine.versions().keys() == {good.id}
    assert "Geheim" not in caplog.text


def test_progress_is_told_of_every_article(
    session: Session, sessions: sessionmaker[Session], engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "AT_A_TIME", 2)
    for _ in range(3):
        make_article(session)
    steps: list[int] = []

    indexing.rebuild(engine, sessions, progress=steps.append)

    assert sum(steps) == indexing.count(sessions) == 3


def test_nothing_is_written_while_another_process_writes(
    session: Session, sessions: sessionmaker[Session], engine: Engine, settings: object, tmp_path: Path
) -> None:
    indexing.rebuild(engine, sessions)
    with held(tmp_path / "search" / "write.lock"), pytest.raises(Busy):
        indexing.update(engine, sessions, [1])


def test_without_an_index_there_is_nothing_to_compare(sessions: sessionmaker[Session], engine: Engine) -> None:
    with pytest.raises(Rebuilding):
        indexing.differences(engine, sessions)
