"""What the program writes beside its settings is for its owner alone: passwords, sealed authors, closed articles."""

import os
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner

from wiki.cli import wiki


def test_the_files_of_an_instance_are_for_the_owner_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    instance = tmp_path / "open"
    instance.mkdir(mode=0o755)
    monkeypatch.setenv("WIKI_INSTANCE_PATH", str(instance))
    before = os.umask(0o022)
    try:
        answer = CliRunner().invoke(wiki, ["init", "--host", "wiki.example"])
    finally:
        os.umask(before)

    assert answer.exit_code == 0, answer.output
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) & 0o077 for path in instance.rglob("*")}
    assert modes["wiki.db"] == 0
    assert not any(modes.values()), modes
