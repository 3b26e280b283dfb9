"""The wheel works where there is no checkout: installed in an empty environment, it serves a page and its styles."""

import re
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path
from zipfile import ZipFile

import pytest

from tools.serving import run, serving, settings

# One worker makes the environment for all three.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("packaging")]

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("setup.cfg", "pyproject.toml", "README.md", "LICENSE")
FOLDERS = ("wiki", "templates", "static", "LICENSES")
PIP = ("-m", "pip", "--disable-pip-version-check", "--quiet")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy, for setuptools would reuse what an earlier build left in build/."""
    copy = tmp_path_factory.mktemp("source")
    for name in SOURCES:
        shutil.copy(ROOT / name, copy)
    for name in FOLDERS:
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    _python(sys.executable, *PIP, "wheel", "--no-deps", "--wheel-dir", "dist", ".", folder=copy)
    return next((copy / "dist").glob("praktijkwijs-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment that holds the wheel, its libraries and nothing else."""
    environment = tmp_path_factory.mktemp("installed") / "environment"
    _python(sys.executable, "-m", "venv", str(environment), folder=environment.parent)
    lock = str(ROOT / "requirements" / "ci.txt")
    _python(
        environment / "bin/python",
        *PIP,
        "install",
        "--no-compile",
        "--constraint",
        lock,
        str(wheel),
        folder=environment.parent,
    )
    return environment / "bin"


def test_wheel_holds_every_file_of_the_tree(wheel):
    shipped = set(ZipFile(wheel).namelist())

    tree = {f"wiki/{path.relative_to(ROOT)}" for folder in ("templates", "static") for path in _files(ROOT / folder)}
    tree |= {str(path.relative_to(ROOT)) for path in _files(ROOT / "wiki")}

    assert sorted(tree - shipped) == []


def test_installed_wheel_serves_a_page_and_a_static_file(installed, tmp_path):
    environment = settings(tmp_path / "instance")
    run(installed / "wiki", "init", "--host", "127.0.0.1", environment=environment, folder=tmp_path)

    with serving(installed / "wiki", environment=environment, folder=tmp_path) as address:
        page = _get(f"{address}/sign-in")
        style = re.search(r'href="(/static/css/site\.css[^"]*)"', page)
        assert style, page
        css = _get(address + style[1])

    assert "Aanmelden" in page
    assert css == (ROOT / "static" / "css" / "site.css").read_text(encoding="utf-8")


@pytest.mark.nightly
def test_installed_wheel_keeps_its_state_under_the_prefix(installed, tmp_path):
    asked = "from wiki import paths; print(paths.instance_path()); print(paths.STATIC)"

    instance, static = _python(installed / "python", "-c", asked, folder=tmp_path).split()

    assert instance == str(installed.parent / "var" / "wiki-instance")
    assert Path(static).is_relative_to(installed.parent)


def _python(python: Path | str, *arguments: str, folder: Path) -> str:
    done = subprocess.run([python, *arguments], cwd=folder, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]


def _get(address: str) -> str:
    request = urllib.request.Request(address, headers={"Accept-Language": "nl"})  # noqa: S310
    with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
        return str(answer.read().decode("utf-8"))
