"""Where the program's own files and its run-time state are, in a checkout and in an installed wheel alike.

`importlib.resources` cannot find folders that `package_dir` maps from beside the package in an editable install;
these four paths can, so nothing else in the program looks for files by itself.
"""

import os
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
CHECKOUT = PACKAGE.parent


def _mapped(name: str) -> Path:
    inside = PACKAGE / name
    return inside if inside.is_dir() else CHECKOUT / name


TEMPLATES = _mapped("templates")
STATIC = _mapped("static")
MIGRATIONS = PACKAGE / "migrations"
TRANSLATIONS = PACKAGE / "translations"


def instance_path() -> Path:
    """The folder of database, index and settings: WIKI_INSTANCE_PATH, else beside the checkout or under the prefix."""
    override = os.environ.get("WIKI_INSTANCE_PATH")
    if override:
        return Path(override).resolve()
    if (CHECKOUT / "setup.cfg").is_file():
        return CHECKOUT / "instance"
    return Path(sys.prefix) / "var" / "wiki-instance"
