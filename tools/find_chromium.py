"""Print the path of a Chromium that runs here; install one when there is none.

The order: the CHROMIUM variable, what the system has, what playwright has. Where there is none, root on Debian gets
Debian's package with its fonts, and everyone else playwright's own build.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DEBIAN_PACKAGES = ("chromium", "fonts-dejavu-core", "fonts-liberation")
NONE = (
    "No Chromium was found and none could be installed. Install one (as root on Debian: apt-get install chromium) "
    "or name yours in the CHROMIUM variable."
)


def find() -> str | None:
    """The first Chromium that answers when it is asked its version."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named if runs(named) else None
    on_path = (shutil.which(name) for name in NAMES)
    return next((path for path in (*on_path, of_playwright()) if path and runs(path)), None)


def runs(path: str) -> bool:
    """Whether it starts: Ubuntu's `chromium-browser` package is a note that tells people to use something else."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=30, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def of_playwright() -> str | None:
    """Where playwright keeps its own build, whether or not that is there; None without playwright."""
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415  this tool also runs before it is installed
    except ImportError:
        return None
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def install() -> None:
    """Try the ways there are, in order, until one leaves a Chromium that runs."""
    for commands in _ways():
        if all(_done(command) for command in commands) and find():
            return


def _ways() -> list[list[list[str]]]:
    own = [sys.executable, "-m", "playwright", "install", "chromium"]
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return [[own]]
    debian = [["apt-get", "update"], ["apt-get", "install", "--yes", "--no-install-recommends", *DEBIAN_PACKAGES]]
    is_debian = "\nID=debian" in f"\n{Path('/etc/os-release').read_text()}"
    return [debian, [own]] if is_debian else [[[*own, "--with-deps"]]]


def _done(command: list[str]) -> bool:
    """Run with its output on stderr: stdout is for the path alone."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, stdout=sys.stderr, env=environment, check=False).returncode == 0


def main() -> None:
    if not find() and not os.environ.get("CHROMIUM"):
        print("No Chromium here yet: installing one.", file=sys.stderr)
        install()
    path = find()
    if not path:
        sys.exit(NONE)
    print(path)


if __name__ == "__main__":
    main()
