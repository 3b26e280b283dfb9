"""Values that are made beside the requests that need them."""

from threading import Event

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from wiki.search.renewed import Renewed


class Maker:
    """Makes the version itself, says when it is at it, and waits until it may go on."""

    def __init__(self) -> None:
        self.made: list[int] = []
        self.may_go_on = Event()
        self.may_go_on.set()
        self.broken = False

    def __call__(self, _session: Session, version: int) -> int:
        assert self.may_go_on.wait(5)
        self.made.append(version)
        if self.broken:
            raise OperationalError("", {}, Exception())
        return version


def wait_for(value: Renewed[int, int], session: Session, version: int) -> None:
    for _ in range(500):
        if value.get(session, version) == version:
            return
        Event().wait(0.01)
    raise AssertionError


def test_the_first_one_is_waited_for_and_kept(session: Session) -> None:
    maker = Maker()
    value = Renewed(maker, pause=0)

    assert [value.get(session, 1), value.get(session, 1)] == [1, 1]
    assert maker.made == [1]


def test_the_old_one_is_given_while_the_next_is_made(session: Session) -> None:
    maker = Maker()
    value = Renewed(maker, pause=0)
    value.get(session, 1)
    maker.may_go_on.clear()

    given = [value.get(session, 2) for _ in range(3)]
    maker.may_go_on.set()
    wait_for(value, session, 2)

    assert given == [1, 1, 1]
    assert maker.made == [1, 2]


def test_a_value_that_changes_all_the_time_is_not_made_all_the_time(session: Session) -> None:
    maker = Maker()
    value = Renewed(maker, pause=3600)

    assert [value.get(session, version) for version in range(5)] == [0] * 5
    assert maker.made == [0]


def test_the_next_one_can_be_made_at_once(session: Session) -> None:
    value = Renewed(Maker(), pause=3600)
    value.get(session, 1)

    assert value.renew(session, 2) == 2
    assert value.get(session, 2) == 2


def test_a_database_that_does_not_answer_is_asked_again(session: Session, caplog: pytest.LogCaptureFixture) -> None:
    maker = Maker()
    value = Renewed(maker, pause=0)
    value.get(session, 1)
    maker.broken = True
    value.get(session, 2)
    for _ in range(500):
        if len(maker.made) > 1 and "not made (OperationalError)" in caplog.text:
            break
        Event().wait(0.01)

    maker.broken = False
    wait_for(value, session, 3)
