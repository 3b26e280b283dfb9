"""`python -m bench.page`: what a first visit costs, as a real browser on a slow phone and a slow line sees it.

`wiki run` serves the demonstration, as people run it. Chromium is signed in as a reader, has kept nothing, and is four
times slower than this machine, at 400 ms and 400 kbit/s: the *Slow 3G* of WebPageTest. (The preset of that name in
Chromium's own tools waits 2,000 ms for every answer.) Bytes are those on the wire, headers too.
"""

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlsplit

import click
from playwright.sync_api import Browser, CDPSession, sync_playwright

from bench.figures import Figure, Target, report
from tools import find_chromium
from tools.serving import run, serving, settings

WIKI = Path(sys.executable).with_name("wiki")
PHONE = {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
LATENCY_MS = 400
BYTES_PER_SECOND = 400 * 1000 / 8
SLOWER_CPU = 4
SETTLED_MS = 1_000
PATIENCE_MS = 60_000
ARTICLE = "article"
PAGES = {
    ARTICLE: "/a/terugtrekken-is-ook-een-besluit",
    "home": "/",
    "results": "/search?q=zwarte+rook+komt+hard+uit+raam",
}
MOST_KB, MOST_REQUESTS, MOST_ELSEWHERE = Target(60), Target(12), Target(0)
MOST_SHIFT = Target(0.02)
MOST_PAINT = {ARTICLE: Target(1500)}
# What the browser saw since the page began; evaluated after the page is done, so nothing is added to what is measured.
SEEN = """() => new Promise((done) => {
  const seen = { paint: 0, shift: 0, first: 0 };
  const watch = (type, use) =>
    new PerformanceObserver((list) => list.getEntries().forEach(use)).observe({ type, buffered: true });
  watch("largest-contentful-paint", (entry) => (seen.paint = entry.startTime));
  watch("layout-shift", (entry) => (seen.shift += entry.hadRecentInput ? 0 : entry.value));
  watch("paint", (entry) => (seen.first = entry.startTime));
  setTimeout(() => done(seen), 300);
})"""


@dataclass
class Wire:
    """What went over the wire, by the address of each request."""

    host: str
    addresses: dict[str, str] = field(default_factory=dict)
    lengths: dict[str, float] = field(default_factory=dict)

    def listen(self, client: CDPSession) -> None:
        client.on("Network.requestWillBeSent", self._sent)
        client.on("Network.loadingFinished", self._finished)

    def _sent(self, event: Mapping[str, Any]) -> None:
        if event["request"]["url"].startswith("http"):
            self.addresses[event["requestId"]] = event["request"]["url"]

    def _finished(self, event: Mapping[str, Any]) -> None:
        self.lengths[event["requestId"]] = event["encodedDataLength"]

    @property
    def elsewhere(self) -> int:
        return sum(urlsplit(address).netloc != self.host for address in self.addresses.values())


@dataclass(frozen=True, slots=True)
class Visit:
    kilobytes: float
    requests: int
    elsewhere: int
    first_paint: float
    largest_paint: float
    shift: float


def visit(browser: Browser, address: str, path: str, *, cookies: Any) -> tuple[Visit, Wire]:
    """One first visit: nothing is kept of an earlier one but who is signed in."""
    context = browser.new_context(**PHONE, locale="nl-NL", storage_state=cookies)
    try:
        page = context.new_page()
        client, wire = context.new_cdp_session(page), Wire(urlsplit(address).netloc)
        _slow_down(client)
        wire.listen(client)
        page.goto(f"{address}{path}", wait_until="networkidle", timeout=PATIENCE_MS)
        page.wait_for_timeout(SETTLED_MS)
        seen = page.evaluate(SEEN)
    finally:
        context.close()
    kilobytes = sum(wire.lengths.values()) / 1000
    made = Visit(kilobytes, len(wire.addresses), wire.elsewhere, seen["first"], seen["paint"], seen["shift"])
    return made, wire


def _slow_down(client: CDPSession) -> None:
    speed = {"downloadThroughput": BYTES_PER_SECOND, "uploadThroughput": BYTES_PER_SECOND}
    client.send("Network.enable")
    client.send("Network.emulateNetworkConditions", {"offline": False, "latency": LATENCY_MS, **speed})
    client.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_CPU})


def signed_in(browser: Browser, address: str) -> Any:
    """The cookies of a reader of the demonstration."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/sign-in")
    page.locator('button[name="account"][value="reader"]').click()
    page.wait_for_url(lambda url: "/sign-in" not in url)
    cookies = context.storage_state()
    context.close()
    return cookies


def figures(name: str, visits: Sequence[Visit]) -> Iterator[Figure]:
    """The middle one of the visits of a page; of requests to others the most."""

    def middle(part: str) -> float:
        return median(getattr(visit, part) for visit in visits)

    yield Figure(f"{name}, over the wire", middle("kilobytes"), "kB", target=MOST_KB)
    yield Figure(f"{name}, requests", middle("requests"), "", target=MOST_REQUESTS)
    yield Figure(f"{name}, requests to others", max(each.elsewhere for each in visits), "", target=MOST_ELSEWHERE)
    yield Figure(f"{name}, first paint", middle("first_paint"), "ms")
    yield Figure(f"{name}, largest paint", middle("largest_paint"), "ms", target=MOST_PAINT.get(name))
    yield Figure(f"{name}, layout shift", middle("shift"), "", target=MOST_SHIFT)


def measure(browser: Browser, address: str, *, rounds: int, details: bool) -> Iterator[Figure]:
    cookies = signed_in(browser, address)
    visits: dict[str, list[Visit]] = {name: [] for name in PAGES}
    with click.progressbar(length=(rounds + 1) * len(PAGES), label="Visits", file=sys.stderr) as bar:
        for number in range(rounds + 1):
            for name, path in PAGES.items():
                made, wire = visit(browser, address, path, cookies=cookies)
                # The first round is for the server, which keeps what it made.
                if number:
                    visits[name].append(made)
                elif details:
                    _tell(name, wire)
                bar.update(1)
    for name in PAGES:
        yield from figures(name, visits[name])


def _tell(name: str, wire: Wire) -> None:
    click.echo(f"\n{name}", err=True)
    for key, address in wire.addresses.items():
        click.echo(f"{wire.lengths.get(key, 0):8.0f}  {urlsplit(address).path}", err=True)


@click.command()
@click.option("--rounds", default=5, show_default=True, help="How many visits of each page count.")
@click.option("--details", is_flag=True, help="Say what each request of the first visits weighs.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), envvar="OUT", help="A JSON line for each figure."
)
def main(rounds: int, details: bool, out: Path | None) -> None:
    """Measure what a first visit costs."""
    chromium = os.environ.get("CHROMIUM_PATH") or find_chromium.find()
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        environment = settings(folder / "instance", RATE_LIMITS="false")
        run(WIKI, "demo", "--no-serve", environment=environment, folder=folder)
        with serving(WIKI, environment=environment, folder=folder) as address:
            browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
            found = [*measure(browser, address, rounds=rounds, details=details)]
            browser.close()
    report(found, out)


if __name__ == "__main__":
    main()
