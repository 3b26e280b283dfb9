"""The tree is what setup.cfg says it is, so that a new folder cannot be left out of the wheel or of the contracts."""

import ast
import re
import sys
from collections.abc import Iterator
from configparser import ConfigParser
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CODE = ROOT / "wiki"
MAPPED = {"wiki.static", "wiki.templates"}
WHOOSH = "wiki/search/whoosh_engine/"  # its own writer has a commit too, of the index
ROOMS = ("views", "forms", "services", "queries", "policy", "models")


@pytest.fixture(scope="module")
def setup_cfg() -> ConfigParser:
    parser = ConfigParser()
    parser.read(ROOT / "setup.cfg", encoding="utf-8")
    return parser


def test_packages_of_the_wheel_are_the_packages_of_the_tree(setup_cfg):
    listed = set(setup_cfg["options"]["packages"].split())

    in_tree = {".".join(path.parent.relative_to(ROOT).parts) for path in _modules()} | MAPPED

    assert sorted(in_tree - listed) == []
    assert sorted(listed - in_tree) == []


def test_mapped_folders_exist(setup_cfg):
    mapped = dict(line.split(" = ") for line in setup_cfg["options"]["package_dir"].strip().splitlines())

    assert set(mapped) == MAPPED
    assert all((ROOT / folder).is_dir() for folder in mapped.values())


def test_every_kind_of_data_file_is_shipped(setup_cfg):
    shipped = {Path(pattern).suffix for pattern in setup_cfg["options.package_data"]["*"].split()}

    data = {path.suffix for path in CODE.rglob("*") if path.is_file() and "__pycache__" not in path.parts}

    assert data - {".py"} <= shipped


def test_libraries_in_use_are_the_libraries_that_are_installed(setup_cfg):
    # What only one way of running the wiki needs comes with the extra of that name.
    needed_by_extra = {CODE / "attachments" / "s3.py": "s3", CODE / "portability" / "press.py": "pdf"}
    required = _names(setup_cfg["options"]["install_requires"])
    distributions = packages_distributions()

    everywhere = [path for path in _modules() if path not in needed_by_extra]
    imported = {name for path in everywhere for name in _imports(path)} - sys.stdlib_module_names - {"wiki"}
    used = {name: {_plain(found) for found in distributions.get(name, [name])} for name in imported}

    assert [name for name, candidates in used.items() if not candidates & required] == []
    for path, extra in needed_by_extra.items():
        assert set(_imports(path)) - sys.stdlib_module_names - {"wiki"} <= _names(
            setup_cfg["options.extras_require"][extra]
        )


def test_the_lock_pins_every_library(setup_cfg):
    locked = _names((ROOT / "requirements" / "ci.txt").read_text(encoding="utf-8"))

    wanted = _names(setup_cfg["options"]["install_requires"])
    wanted |= {name for extra in setup_cfg["options.extras_require"].values() for name in _names(extra)}

    assert sorted(wanted - locked) == []


def test_every_domain_keeps_to_the_rooms(setup_cfg):
    containers = set(setup_cfg["importlinter:contract:rooms"]["containers"].split())

    domains = {
        f"wiki.{folder.name}"
        for folder in CODE.iterdir()
        if any((folder / f"{room}.py").is_file() or (folder / room / "__init__.py").is_file() for room in ROOMS)
    }

    assert sorted(domains - containers) == []
    assert sorted(containers - domains) == []


def test_only_the_edge_commits():
    commits = {str(path.relative_to(ROOT)) for path in _modules() if ".commit(" in path.read_text(encoding="utf-8")}

    elsewhere = {name for name in commits if not name.startswith(("wiki/web/", WHOOSH))}

    assert elsewhere == {"wiki/database.py"}


def test_every_make_target_says_what_it_is_for():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    targets = re.findall(r"^([a-z-]+):(.*)$", makefile, flags=re.MULTILINE)

    assert [name for name, rest in targets if " ## " not in rest] == []


def _modules() -> Iterator[Path]:
    return CODE.rglob("*.py")


def _names(requirements: str) -> set[str]:
    lines = (line for line in requirements.splitlines() if line and not line.startswith("#"))
    return {_plain(re.split(r"[<>=\[]", line)[0]) for line in lines}


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
