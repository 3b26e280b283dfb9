"""Ground of the tests: real databases, fresh for each test, and the program as it runs."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy.orm import Session, sessionmaker

from tests.factories import DEMO_DAY, Demonstration, InProcess, make_account, make_actor
from tests.postgresql import PostgreSQL, postgresql
from tests.visitor import Person, ReadsAll
from wiki import migrations
from wiki.accounts import passwords
from wiki.database import make_engine, make_sessions
from wiki.demo.loading import load
from wiki.settings import Settings

__all__ = ["postgresql"]

pytest_plugins = (
    "tests.plugins.catalogues",
    "tests.plugins.closing",
    "tests.plugins.disks",
    "tests.plugins.measured",
    "tests.plugins.profiles",
    "tests.plugins.routes",
    "tests.plugins.statements",
)

passwords.hash_cheaply("test")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tests marked `both_engines` run once on each; with `by_day=False` on PostgreSQL only at night."""
    if "engine_name" not in metafunc.fixturenames:
        return
    engines: list[Any] = ["sqlite"]
    if mark := metafunc.definition.get_closest_marker("both_engines"):
        marks = () if mark.kwargs.get("by_day", True) else (pytest.mark.nightly,)
        engines.append(pytest.param("postgresql", marks=marks))
    metafunc.parametrize("engine_name", engines, indirect=True)


@pytest.fixture
def engine_name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file to copy."""
    path = tmp_path_factory.mktemp("template") / "wiki.db"
    engine = make_engine(f"sqlite:///{path}")
    migrations.upgrade(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK").close()
        connection.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def demonstration(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Demonstration:
    """A SQLite file with all demo articles to copy."""
    path = tmp_path_factory.mktemp("demonstration") / "wiki.db"
    shutil.copy(sqlite_template, path)
    engine = make_engine(f"sqlite:///{path}")
    with make_sessions(engine)() as session:
        author, moderator = make_actor(session, "author"), make_actor(session, "moderator")
        for _ in load(session, InProcess(), author=author, moderator=moderator, today=DEMO_DAY):
            pass
    engine.dispose()
    return Demonstration(path, author, moderator)


@pytest.fixture(scope="session")
def postgresql_template(postgresql: PostgreSQL) -> str:
    """A migrated, empty PostgreSQL database to make others like it."""
    name = postgresql.create()
    engine = make_engine(postgresql.url(name))
    migrations.upgrade(engine)
    engine.dispose()
    return name


@pytest.fixture
def database_url(engine_name: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    if engine_name == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "wiki.db")
        yield f"sqlite:///{tmp_path / 'wiki.db'}"
        return
    server: PostgreSQL = request.getfixturevalue("postgresql")
    name = server.create(template=request.getfixturevalue("postgresql_template"))
    yield server.url(name)
    server.drop(name)


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return Settings(
        mode="test",
        instance=tmp_path,
        secret_key="test" * 10,
        database_url=database_url,
        https=False,
        rate_limits=False,
    )


@pytest.fixture
def sessions(settings: Settings) -> Iterator[sessionmaker[Session]]:
    engine = make_engine(settings.database)
    yield make_sessions(engine)
    engine.dispose()


@pytest.fixture
def session(sessions: sessionmaker[Session]) -> Iterator[Session]:
    with sessions() as opened:
        yield opened


@pytest.fixture
def collected() -> Iterator[None]:
    """Frees at its end what the test left to the collector, which need not go through all that came before it."""
    gc.freeze()
    yield
    gc.collect()
    gc.unfreeze()


class CompiledTemplates(FileSystemBytecodeCache):
    """On the disk for the other workers; what this one read once it does not read again for each app."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))
        self.read: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        version = (bucket.key, bucket.checksum)
        if version in self.read:
            bucket.code = self.read[version]
            return
        super().load_bytecode(bucket)
        if bucket.code:
            self.read[version] = bucket.code


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Those that any worker of this run compiled."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "templates"
    folder.mkdir(exist_ok=True)
    return CompiledTemplates(folder)


@pytest.fixture
def app(settings: Settings, compiled_templates: FileSystemBytecodeCache) -> Iterator[Flask]:
    from wiki.app import create_app

    made = create_app(settings, renderer=InProcess())  # type: ignore[arg-type]
    made.jinja_env.bytecode_cache = compiled_templates
    made.test_client_class = ReadsAll
    yield made
    made.extensions["wiki"].engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def person(app: Flask, session: Session) -> Callable[..., Person]:
    """Makes people: `person("author", domain="fire")`; without a role, a visitor."""

    def make(*roles: str, **options: Any) -> Person:
        return Person(app, make_account(session, roles=roles, **options) if roles else None)

    return make
