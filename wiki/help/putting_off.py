"""*Later* at a tour: this browser shows none until it signs in again, which empties its session. Of the account nothing
is kept."""

from flask import session

_KEY = "tours_later"


def put_off() -> None:
    session[_KEY] = True


def take_up() -> None:
    """Show tours again at once."""
    session.pop(_KEY, None)


def is_put_off() -> bool:
    return bool(session.get(_KEY))
