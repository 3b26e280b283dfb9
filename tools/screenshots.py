"""Make the pictures in docs/img/ from a demonstration of its own in which people have been at work, so that they show
what the program shows today.

Needs the `test` extra for the browser; CHROMIUM_PATH names it, as `make screenshots` does.
"""

import os
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser.seeds import seed  # noqa: E402  a script's own folder, not the project's, is on the path
from tools import find_chromium  # noqa: E402
from tools.serving import run, serving, settings  # noqa: E402

TARGET = ROOT / "docs" / "img"
WIKI = Path(sys.executable).with_name("wiki")
WIDTHS = {"360": (360, 740), "768": (768, 1024), "1280": (1280, 800)}


class Picture(NamedTuple):
    name: str
    account: str
    path: str


PICTURES = (
    Picture("home", "author", "/"),
    Picture("results", "reader", "/search?q=rook+deur"),
    Picture("article", "reader", "/a/terugtrekken-is-ook-een-besluit"),
    Picture("write", "author", "/write/practice-tip"),
    Picture("desk", "moderator", "/review/sleutel-bij-de-buren-en-wat-je-dan-zegt"),
    Picture("card", "reader", "/a/terugtrekken-is-ook-een-besluit/card"),
)
COLOURS = 192


def take(browser: Browser, address: str, wanted: Picture, *, width: str, scheme: str) -> Path:
    """One page as the person with that demo account sees it."""
    size = dict(zip(("width", "height"), WIDTHS[width], strict=True))
    context = browser.new_context(base_url=address, viewport=size, color_scheme=scheme, locale="nl-NL")
    page = context.new_page()
    page.goto("/sign-in")
    page.locator(f'button[name="account"][value="{wanted.account}"]').click()
    page.wait_for_url(lambda url: "/sign-in" not in url)
    page.goto(wanted.path)
    path = TARGET / f"{wanted.name}-{width}-{scheme}.png"
    page.screenshot(path=path)
    context.close()
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    return path


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    chromium = os.environ.get("CHROMIUM_PATH") or find_chromium.find()
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        environment = settings(Path(folder) / "instance", RATE_LIMITS="false")
        run(WIKI, "demo", "--no-serve", environment=environment, folder=Path(folder))
        seed(Path(folder) / "instance")
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        with serving(WIKI, environment=environment, folder=Path(folder)) as address:
            for picture in PICTURES:
                for width in WIDTHS:
                    for scheme in ("light", "dark"):
                        print(take(browser, address, picture, width=width, scheme=scheme).relative_to(ROOT))
        browser.close()


if __name__ == "__main__":
    main()
