"""Schema steps, in the package so that an installed wiki can bring its own database up to date."""

from collections.abc import Callable

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from wiki.paths import MIGRATIONS


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the database to a revision; from nothing, that makes it."""
    _run(engine, command.upgrade, revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Take the database back to an earlier revision ('base' is an empty database)."""
    _run(engine, command.downgrade, revision)


def current(engine: Engine) -> str | None:
    """The revision of the database; None for one without tables of ours."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest() -> str:
    """The revision that this program needs."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def _run(engine: Engine, step: Callable[[Config, str], None], revision: str) -> None:
    """One step in one transaction. SQLite changes a table by making it anew, which must not cascade to its rows."""
    config = _config()
    with engine.connect().execution_options(wiki_write=True) as connection:
        on_sqlite = connection.dialect.name == "sqlite"
        if on_sqlite:
            _enforce_keys(connection, False)
        try:
            with connection.begin():
                config.attributes["connection"] = connection
                step(config, revision)
                broken = on_sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first()
                if broken:
                    raise RuntimeError(f"the step to {revision} breaks a reference in table {broken[0]}")
        finally:
            if on_sqlite:
                _enforce_keys(connection, True)


def _enforce_keys(connection: Connection, on: bool) -> None:
    """Outside a transaction, where SQLite listens to this."""
    driver = connection.connection.dbapi_connection
    assert driver is not None
    driver.execute(f"PRAGMA foreign_keys={'ON' if on else 'OFF'}")
