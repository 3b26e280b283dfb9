"""The settings file of a new instance, written once and never over an existing one."""

import os
import secrets
from collections.abc import Callable, Sequence
from pathlib import Path

from wiki.errors import SettingsError
from wiki.paths import instance_path

FILE = "settings.toml"


def prepare_instance(hosts: Sequence[str] | None, *, ask: Callable[[], str]) -> bool:
    """Write production settings with a secret of their own; False when there are settings already."""
    if (instance_path() / FILE).exists():
        return False
    names = list(hosts) if hosts else [ask()]
    if not all(names) or any(character in name for name in names for character in '"\\ /\n'):
        raise SettingsError("setting trusted_hosts must be plain host names")
    listed = ", ".join(f'"{name}"' for name in names)
    _write(
        "# docs/settings.md explains every setting.\n"
        'mode = "production"\n'
        f'secret_key = "{secrets.token_urlsafe(48)}"\n'
        f"trusted_hosts = [{listed}]\n"
    )
    return True


def prepare_demo() -> bool:
    """Write the settings of a demonstration on this machine; False when there are settings already."""
    if (instance_path() / FILE).exists():
        return False
    _write(
        "# A demonstration on this machine. docs/settings.md explains every setting.\n"
        'mode = "demo"\n'
        'optional_domains = ["customs", "security", "defence"]\n'
        "https = false\n"
        f'secret_key = "{secrets.token_urlsafe(48)}"\n'
    )
    return True


def _write(text: str) -> None:
    path: Path = instance_path() / FILE
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
