"""What the documentation says is what the program does: settings, commands, targets, rights, addresses of files."""

import dataclasses
import re
from pathlib import Path

import click
import pytest

from wiki.accounts.policy import RIGHTS, Action, Role
from wiki.cli import wiki
from wiki.settings import Settings

ROOT = Path(__file__).parent.parent
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs").rglob("*.md"))]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def table_rows(text: str) -> list[list[str]]:
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines]


def test_every_setting_is_explained_and_no_other():
    explained = {row[0].strip("`") for row in table_rows(read("docs/settings.md"))} - {"name"}

    assert explained == {field.name for field in dataclasses.fields(Settings)} - {"instance"}


@pytest.mark.parametrize("field", dataclasses.fields(Settings), ids=lambda field: field.name)
def test_documented_default_is_the_default(field):
    if not isinstance(field.default, int) or isinstance(field.default, bool):
        return
    documented = {row[0].strip("`"): row[2] for row in table_rows(read("docs/settings.md"))}

    assert documented[field.name] == str(field.default)


def commands(group: click.Group, path: str = "wiki") -> list[str]:
    found = []
    for name, command in group.commands.items():
        found.append(f"{path} {name}")
        if isinstance(command, click.Group):
            found += commands(command, f"{path} {name}")
    return found


@pytest.mark.parametrize("command", commands(wiki))
def test_every_command_is_in_the_reference(command):
    assert f"`{command}" in read("docs/commands.md")


def test_every_target_has_its_plain_commands():
    targets = set(re.findall(r"^([a-z-]+):.*## ", read("Makefile"), re.MULTILINE))
    documented = set(re.findall(r"`make ([a-z-]+)`", read("README.md")))

    assert targets - documented == set()


def test_access_table_is_the_rights_matrix():
    rows = table_rows(read("docs/access.md"))
    roles = [Role(name) for name in rows[0][1:]]

    documented = {(role, Action(row[0])): cell for row in rows[1:] for role, cell in zip(roles, row[1:], strict=True)}

    assert documented == {key: reach.value for key, reach in RIGHTS.items()}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_to_files_lead_somewhere(document):
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8"))

    missing = [link for link in links if not (document.parent / link).exists()]

    assert missing == []
