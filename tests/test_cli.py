"""The command `wiki`, as somebody types it."""

import io
import logging
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from wiki import cli, migrations
from wiki.database import make_engine

HOST = "wiki.dienst.example"


class Done(NamedTuple):
    """What a command left behind."""

    returncode: int
    stdout: str
    stderr: str


Wiki = Callable[..., Done]


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    return tmp_path / "instance"


@pytest.fixture
def wiki(instance: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], as_it_was: None) -> Wiki:
    """Run the command on an instance of its own, as a process would but in this one: starting one takes longer than
    most commands do."""

    def run(*arguments: str, **environment: str) -> Done:
        with monkeypatch.context() as patched:
            for name in filter(_is_setting, list(os.environ)):
                patched.delenv(name)
            for name, value in _settings(instance, environment).items():
                patched.setenv(name, value)
            patched.setattr(sys, "argv", ["wiki", *arguments])
            patched.setattr(sys, "stdin", io.StringIO())
            with pytest.raises(SystemExit) as ended:
                cli.main()
        return Done(int(ended.value.code or 0), *capsys.readouterr())

    return run


@pytest.fixture
def wiki_process(instance: Path) -> Wiki:
    """Run the command as a process of its own."""

    def run(*arguments: str, **environment: str) -> Done:
        kept = {name: value for name, value in os.environ.items() if not _is_setting(name)}
        done = subprocess.run(
            [sys.executable, "-m", "wiki", *arguments],
            env=kept | _settings(instance, environment),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def as_it_was() -> Iterator[None]:
    """Takes back what a command does to its process."""
    log = logging.getLogger("wiki")
    before = log.handlers[:], log.level, log.propagate
    mask = os.umask(0o022)
    yield
    os.umask(mask)
    log.handlers[:], log.level, log.propagate = before


def _is_setting(name: str) -> bool:
    """Whether it is one of whoever runs the tests, that no command here may see."""
    return name.startswith("WIKI_")


def _settings(instance: Path, more: dict[str, str]) -> dict[str, str]:
    return {"WIKI_INSTANCE_PATH": str(instance), **more}


def test_init_makes_an_instance_that_is_ready(wiki, instance):
    done = wiki("init", "--host", HOST)

    assert done.returncode == 0, done.stderr
    assert migrations.current(make_engine(f"sqlite:///{instance / 'wiki.db'}")) == migrations.newest()
    assert wiki("db", "current").stdout.split() == [migrations.newest(), "of", migrations.newest()]


def test_settings_with_the_secret_are_for_the_owner_alone(wiki, instance):
    wiki("init", "--host", HOST)

    assert stat.S_IMODE((instance / "settings.toml").stat().st_mode) == 0o600


def test_init_a_second_time_keeps_settings(wiki, instance):
    wiki("init", "--host", HOST)
    before = (instance / "settings.toml").read_text()

    again = wiki("init", "--host", "andere.example")

    assert again.returncode == 0
    assert (instance / "settings.toml").read_text() == before


def test_init_asks_for_the_host_name_when_it_is_not_given(wiki):
    done = wiki("init")

    assert "Host name of this wiki" in done.stdout


@pytest.mark.parametrize(
    ("environment", "names"),
    [
        ({}, "secret_key"),
        ({"WIKI_SECRET_KEY": "x" * 40}, "trusted_hosts"),
        ({"WIKI_SECRET_KEY": "x" * 40, "WIKI_TRUSTED_HOSTS": HOST, "WIKI_RATE_LIMITS": "false"}, "rate_limits"),
        ({"WIKI_MODE": "live"}, "mode"),
        ({"WIKI_MODE": "demo", "WIKI_PORT": "many"}, "port"),
    ],
)
@pytest.mark.parametrize("command", ["run", "worker"])
def test_broken_setting_is_one_line_and_exit_code_two(wiki, command, environment, names):
    done = wiki(command, **environment)

    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert f"setting {names} " in done.stderr


def test_run_refuses_tables_that_are_not_up_to_date(wiki):
    wiki("init", "--host", HOST)
    wiki("db", "downgrade", "base")

    done = wiki("run")

    assert done.returncode == 2
    assert "wiki db upgrade" in done.stderr


def test_upgrade_brings_the_tables_back(wiki):
    wiki("init", "--host", HOST)
    wiki("db", "downgrade", "base")

    assert "empty" in wiki("db", "current").stdout
    assert wiki("db", "upgrade").returncode == 0
    assert migrations.newest() in wiki("db", "current").stdout


def test_demonstration_is_refused_in_production(wiki):
    wiki("init", "--host", HOST)

    for command in (("demo", "--no-serve"), ("demo", "load")):
        done = wiki(*command)

        assert done.returncode == 2
        assert "production" in done.stderr


def test_invitation_for_a_domain_is_a_link_to_this_wiki(wiki):
    wiki("init", "--host", HOST)

    done = wiki("user", "invite", "collega@dienst.example", "--role", "author", "--domain", "fire")

    assert done.returncode == 0, done.stderr
    assert f"{HOST}/invitations/" in done.stdout


def test_version_is_told(wiki_process):
    assert wiki_process("--version").stdout.startswith("wiki, version ")


def test_process_ends_with_the_same_line_and_code(wiki, wiki_process):
    done = wiki_process("run", WIKI_MODE="live")

    assert done == wiki("run", WIKI_MODE="live")
    assert done.returncode == 2


def test_worker_works_off_what_waits_and_stops(wiki, wiki_process):
    wiki("init", "--host", HOST)

    done = wiki_process("worker", "--once")

    assert done.returncode == 0, done.stderr
    assert "ready" in wiki("search", "status").stdout or wiki("search", "check").returncode == 0
