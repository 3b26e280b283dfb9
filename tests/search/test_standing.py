"""What past searches are held against: where their words stand, for whom."""

import pytest
from sqlalchemy.orm import Session, sessionmaker

from tests.factories import make_article, written
from wiki.accounts.policy import ANONYMOUS, Actor, Grant, Role
from wiki.search import analysis, indexing, standing, visibility
from wiki.search.engine import Engine

FIRE = Actor(id=1, grants=frozenset({Grant(Role.READER, "fire")}))
POLICE = Actor(id=2, grants=frozenset({Grant(Role.READER, "police")}))
READERS = {"visitor": ANONYMOUS, "fire": FIRE, "police": POLICE}


@pytest.fixture(autouse=True)
def articles(session: Session, sessions: sessionmaker[Session], engine: Engine) -> None:
    for audience, words in (("everyone", "De vlaggetjes"), ("members", "De wimpels"), ("domain", "De sleutels")):
        for _ in range(2):
            make_article(session, text=written(cue=f"{words} van oranje doek."), audience=audience)
    make_article(session, text=written(cue="Vraag het aan Jansen. Jansen weet het, zei Jansen."))
    indexing.rebuild(engine, sessions)


@pytest.mark.parametrize(
    ("words", "readers"),
    [
        ("vlaggetjes", {"visitor", "fire", "police"}),
        ("vlaggetje bij de wimpel", {"fire", "police"}),
        ("sleutel en wimpel", {"fire"}),
        ("vlaggetjes xyzzy", set()),
        ("de het een", set()),
        ("", set()),
    ],
)
def test_a_text_finds_something_where_all_its_words_stand_in_articles_for_the_reader(
    session: Session, engine: Engine, words: str, readers: set[str]
) -> None:
    told = {
        who
        for who, actor in READERS.items()
        for listed in [visibility.listed(session, actor)]
        if engine.read(lambda index, listed=listed: standing.finds(index, analysis.words(words), listed))
    }

    assert told == readers


@pytest.mark.parametrize(
    ("word", "common"),
    [
        ("vlaggetjes", True),
        ("wimpels", True),
        ("de", True),
        ("sleutels", False),  # for the readers of one domain
        ("jansen", False),  # in one article, however often
        ("wimpeltje", False),  # its stem is there, the word itself is not
        ("xyzzy", False),
    ],
)
def test_a_word_is_common_when_it_stands_in_several_articles_for_every_member(
    session: Session, engine: Engine, word: str, common: bool
) -> None:
    listed = standing.listed_to_members(session)

    assert engine.read(lambda index: standing.is_common(index, word, listed)) == common
