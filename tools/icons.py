"""Draw the icons of the installed site from the favicon into static/img/, in a real browser.

Run it when the favicon changes; the result is committed. A maskable icon fills its square, with the sign in the middle:
phones cut it into a shape of their own.
"""

import re
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from tools import find_chromium  # noqa: E402  from the checkout, wherever it is run

IMAGES = ROOT / "static" / "img"
# Name, width, and how much of that width the sign takes: a maskable one keeps clear of the edge.
WANTED = (
    ("icon-192.png", 192, 1.0),
    ("icon-512.png", 512, 1.0),
    ("icon-maskable.png", 512, 0.72),
    ("touch-180.png", 180, 0.84),
)


def drawing(svg: str, width: int, part: float) -> str:
    """A page that is nothing but the sign, on ground of its own colour where it does not fill the square."""
    ground = re.search(r'<rect[^>]*fill="(#[0-9a-f]{6})"', svg)
    assert ground is not None
    colour = "transparent" if part == 1 else ground[1]
    sized = svg.replace("<svg ", f'<svg width="{width * part}" height="{width * part}" ', 1)
    style = f"margin:0;width:{width}px;height:{width}px;display:grid;place-items:center;background:{colour}"
    return f'<body style="{style}">{sized}</body>'


def draw(page: Page, svg: str) -> None:
    """Write every icon."""
    for name, width, part in WANTED:
        page.set_viewport_size({"width": width, "height": width})
        page.set_content(drawing(svg, width, part))
        page.screenshot(path=IMAGES / name, omit_background=True)


def main() -> None:
    """Draw them all."""
    svg = (IMAGES / "favicon.svg").read_text(encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium.find(), args=["--no-sandbox"])
        draw(browser.new_page(), svg)
        browser.close()
    print(f"{len(WANTED)} icons in static/img")


if __name__ == "__main__":
    main()
