"""One account does not keep everybody waiting."""

import pytest
from werkzeug.exceptions import TooManyRequests

from wiki.web.turns import Turns


def test_so_many_turns_at_once_and_no_more():
    turns = Turns(2)

    with turns.take("a"), turns.take("a"), pytest.raises(TooManyRequests), turns.take("a"):
        pass


def test_others_have_turns_of_their_own():
    turns = Turns(1)

    with turns.take("a"), turns.take("b"):
        assert turns._taken == {"a": 1, "b": 1}


def test_turn_that_failed_is_given_back():
    turns = Turns(1)

    with pytest.raises(ValueError, match="no"), turns.take("a"):
        raise ValueError("no")

    with turns.take("a"):
        assert turns._taken == {"a": 1}
    assert turns._taken == {}
