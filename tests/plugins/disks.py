"""Keeps SQLite from waiting for the disk: nothing outlives a test run, so nothing needs to survive a power cut."""

import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.pool import ConnectionPoolEntry, Pool


def hurry(connection: Any, entry: ConnectionPoolEntry, _proxy: object) -> None:
    if isinstance(connection, sqlite3.Connection) and not entry.info.get("hurries"):
        connection.execute("PRAGMA synchronous=OFF").close()
        entry.info["hurries"] = True


event.listen(Pool, "checkout", hurry)


@pytest.fixture
def patient_sqlite() -> Iterator[None]:
    """Lets connections be as the program makes them."""
    event.remove(Pool, "checkout", hurry)
    yield
    event.listen(Pool, "checkout", hurry)
