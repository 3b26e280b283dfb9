"""The database: one declarative base, one engine a process, and the only place that commits.

SQLite runs in WAL mode with foreign keys on. Python's driver opens transactions by its own rules, which leaks
savepoints and upgrades read locks half-way; it is told to keep out of it and every transaction says BEGIN itself:
IMMEDIATE for writes, so that two writers wait for each other at the start instead of failing at the end.
"""

import base64
import secrets
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import DateTime, Engine, MetaData, create_engine, event, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.types import TypeDecorator

BUSY_TIMEOUT_MS = 10_000
LOCK_TIMEOUT_MS = 2_000
# Of each index; the advice of SQLite is 100 to 1000.
ROWS_LOOKED_AT = 400
NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """A point in time: aware and UTC in Python on every engine; SQLite itself would forget the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {datetime: Moment()}  # noqa: RUF012  SQLAlchemy's own protocol


def now() -> datetime:
    """The current moment, in UTC; edges read it once and pass it down."""
    return datetime.now(UTC)


def new_key() -> str:
    """A name for a row in an address: 128 bits that nobody guesses, in letters and digits that can be told apart."""
    return base64.b32encode(secrets.token_bytes(16)).decode("ascii").rstrip("=").lower()


def make_engine(url: str) -> Engine:
    """An engine with the project's connection rules; makes the folder of a SQLite file."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return create_engine(address.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    if address.database and address.database != ":memory:":
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address, connect_args={"timeout": BUSY_TIMEOUT_MS / 1000})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def make_sessions(engine: Engine) -> sessionmaker[Session]:
    """Sessions keep loaded values after a commit, so that a page can still show what was saved."""
    return sessionmaker(engine, expire_on_commit=False)


@contextmanager
def transaction(session: Session) -> Iterator[Session]:
    """One write: everything in the block is committed together, or nothing is.

    A read that the session still has open is ended first, for its snapshot may be older than the write lock.
    """
    if session.in_transaction():
        session.rollback()
    session.connection(execution_options={"wiki_write": True})
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise


def refresh_statistics(session: Session) -> None:
    """Inside a transaction: let SQLite look at how its tables are filled. Without that it may go through every
    published article to find ten of them. PostgreSQL does so by itself."""
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA analysis_limit={ROWS_LOOKED_AT}").close()
        connection.exec_driver_sql("ANALYZE").close()


def compact(engine: Engine, tables: Collection[str]) -> bool:
    """Write the database anew, on PostgreSQL these tables, so that nothing of what was taken out is left in its files;
    whether that is so by now. It is not yet while somebody still reads what there was before."""
    if engine.dialect.name != "sqlite":
        return _compact_tables(engine, tables)
    # Not through a Connection of SQLAlchemy: that one begins a transaction, in which no database is written anew.
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("VACUUM")
        is_busy, *_frames = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not is_busy
    finally:
        raw.close()


def _compact_tables(engine: Engine, tables: Collection[str]) -> bool:
    # While this waits for a table, everybody else waits behind it: so not for long.
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"SET lock_timeout = {LOCK_TIMEOUT_MS}").close()
        try:
            for table in sorted(tables):
                connection.exec_driver_sql(f"VACUUM (FULL) {table}").close()
        except OperationalError:
            return False
        finally:
            connection.exec_driver_sql("RESET lock_timeout").close()
    return True


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Any) -> None:
    write = connection.get_execution_options().get("wiki_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
