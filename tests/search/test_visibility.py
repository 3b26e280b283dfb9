from sqlalchemy import event
from sqlalchemy.orm import Session

from tests.factories import make_actor, make_article, take
from wiki.accounts.policy import ANONYMOUS, Actor, Grant, Role
from wiki.search import visibility

READER = Actor(id=1, grants=frozenset({Grant(Role.READER)}))


def statements(session: Session, actor: Actor) -> int:
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    engine = session.connection().engine
    event.listen(engine, "before_cursor_execute", note)
    visibility.listed(session, actor)
    event.remove(engine, "before_cursor_execute", note)
    return sum("SELECT article.id" in statement for statement in seen)


def test_a_list_is_read_once_for_all_who_are_listed_the_same(session: Session) -> None:
    make_article(session)

    assert statements(session, READER) == 1
    assert statements(session, READER) == 0
    assert statements(session, Actor(id=2, grants=READER.grants)) == 0
    assert statements(session, ANONYMOUS) == 1


def test_a_list_is_read_again_after_what_readers_can_see_changed(session: Session) -> None:
    author = make_actor(session)
    article = make_article(session, author=author)
    assert article.id in visibility.listed(session, READER)

    take(session, article, "archive", author=author)

    assert article.id not in visibility.listed(session, READER)
    assert not len(visibility.listed(session, READER))


def test_few_lists_are_kept(session: Session) -> None:
    for number in range(visibility.MOST_LISTS + 1):
        actor = Actor(id=1, grants=frozenset({Grant(Role.READER, f"domain-{number}")}))
        assert statements(session, actor) == 1

    assert statements(session, Actor(id=1, grants=frozenset({Grant(Role.READER, "domain-0")}))) == 1
    assert statements(session, Actor(id=1, grants=frozenset({Grant(Role.READER, "domain-9")}))) == 0
