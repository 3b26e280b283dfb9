"""People who tell, decide and confirm at the same moment: each gets an answer, on both engines."""

import threading
import time

import pytest

from tests.factories import make_actor, make_article, written
from tests.practice.made import checks_of, doubted, finding
from wiki.articles import services as articles
from wiki.database import now, transaction
from wiki.practice.services import applying, checking
from wiki.practice.services.applying import Experience

pytestmark = pytest.mark.both_engines
A_MOMENT = 0.15


def at_once(sessions, *acts):
    """Do each in a thread and a transaction of its own, a moment apart; gives what went wrong."""
    wrong = []

    def run(act, place):
        time.sleep(place * A_MOMENT / 2)
        try:
            with sessions() as session, transaction(session):
                act(session)
        except Exception as error:  # noqa: BLE001  whatever it is, is what is asked
            wrong.append(f"{type(error).__name__}: {error}")

    threads = [threading.Thread(target=run, args=(act, place)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return wrong


def slowly(monkeypatch, place, name):
    """Wait a moment before each call."""
    real = getattr(place, name)

    def slow(*given, **options):
        time.sleep(A_MOMENT)
        return real(*given, **options)

    monkeypatch.setattr(place, name, slow)


def test_deciding_and_telling(session, sessions, monkeypatch):
    article = make_article(session)
    check, slug = doubted(session, article).id, article.slug
    moderator, reader = make_actor(session, "moderator"), make_actor(session, "reader")
    session.rollback()
    slowly(monkeypatch, checking, "locked")

    wrong = at_once(
        sessions,
        lambda own: checking.decide(own, check, actor=moderator, at=now(), found=finding(at=now())),
        lambda own: applying.tell(own, actor=reader, at=now(), slug=slug, told=Experience(result="failed")),
    )

    assert wrong == []


def test_deciding_about_others_and_confirming_one_of_them(session, sessions, monkeypatch):
    article = make_article(session, title="Vuistregel")
    other = make_article(session, text=written(cue="Zie [[vuistregel]].")).slug
    check = doubted(session, article).id
    moderators = [make_actor(session, "moderator") for _ in range(2)]
    session.rollback()
    slowly(monkeypatch, checking.articles, "flag")
    found = finding("narrowed", at=now(), also=(other,))

    wrong = at_once(
        sessions,
        lambda own: checking.decide(own, check, actor=moderators[0], at=now(), found=found),
        lambda own: articles.confirm(own, actor=moderators[1], at=now(), slug=other),
    )

    assert wrong == []


def test_two_moderators_decide_once(session, sessions, monkeypatch):
    check = doubted(session, make_article(session)).id
    moderators = [make_actor(session, "moderator") for _ in range(2)]
    session.rollback()
    slowly(monkeypatch, checking, "tell_authors")

    wrong = at_once(
        sessions,
        *(
            lambda own, actor=actor: checking.decide(own, check, actor=actor, at=now(), found=finding(at=now()))
            for actor in moderators
        ),
    )

    assert wrong == ["NotAllowed: decide"]


def test_one_reader_who_tells_twice_is_one(session, sessions):
    article, reader = make_article(session), make_actor(session, "reader")
    slug = article.slug
    session.rollback()

    backfired = Experience(result="backfired")
    wrong = at_once(sessions, *[lambda own: applying.tell(own, actor=reader, at=now(), slug=slug, told=backfired)] * 2)

    assert wrong == []
    assert len(checks_of(session, article)) == 1
