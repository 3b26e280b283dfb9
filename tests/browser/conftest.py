"""Journeys in a real browser, against the program as people run it: `wiki run` on a copy of a loaded demonstration."""

import fcntl
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tools import find_chromium
from tools.serving import run, serving, settings

WIKI = Path(sys.executable).with_name("wiki")
PATIENCE_MS = 15_000
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
PHONE = {"width": 360, "height": 740}
# Without these Chromium talks to its maker's servers, which tests have no business with.
SILENT = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run")
# What Chromium keeps around a page that nobody looks at: two pages under its address bar for each window, and a process
# for a page that may never come. Of two such lists it takes the last, so what playwright leaves out stands here too.
BARE = (
    "WebUIOmniboxPopup,WebUIOmniboxAimPopup,SpareRendererForSitePerProcess,"
    "AimEnabled,AvoidCorsURLLoaderRestartOnRedirect,AvoidUnnecessaryBeforeUnloadCheckSync,"
    "DestroyProfileOnBrowserClose,HttpsFirstBalancedModeAutoEnable,HttpsUpgrades,LensOverlay,MediaRouter,"
    "NetworkTimeServiceQuerying,OptimizationHints,PaintHolding,PreconnectToSearch,ThirdPartyStoragePartitioning"
)


@pytest.fixture(scope="session")
def demo_instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance with all demo content, made once for every worker of the run; copy it, never serve it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    instance = shared / "demo-instance"
    with (shared / "demo-instance.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (instance / "complete").exists():
            shutil.rmtree(instance, ignore_errors=True)
            instance.mkdir()
            run(WIKI, "demo", "--no-serve", environment=settings(instance), folder=shared)
            (instance / "complete").touch()
    return instance


@pytest.fixture(scope="package")
def live_server(demo_instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running wiki with the demo content; tests of one worker share it, so name things apart."""
    instance = tmp_path_factory.mktemp("live") / "instance"
    shutil.copytree(demo_instance, instance)
    with serving(WIKI, environment=settings(instance, RATE_LIMITS="false"), folder=instance.parent) as address:
        yield address


@pytest.fixture(scope="package")
def launch() -> Iterator[Callable[..., Browser]]:
    """Start a browser, with switches of Chromium's own."""
    path = os.environ.get("CHROMIUM_PATH") or find_chromium.find()
    if not path:
        pytest.skip("no Chromium: `make test` finds or installs one")
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    arguments = [*SILENT, f"--disable-features={BARE}", *sandbox]
    with sync_playwright() as playwright:

        def start(*more: str) -> Browser:
            return playwright.chromium.launch(executable_path=path, args=[*arguments, *more])

        yield start


@pytest.fixture(scope="package")
def browser(launch: Callable[..., Browser]) -> Iterator[Browser]:
    launched = launch()
    yield launched
    launched.close()


@pytest.fixture(params=[True, False], ids=["with-javascript", "without-javascript"])
def javascript(request: pytest.FixtureRequest) -> bool:
    """Every journey is made twice; `@pytest.mark.parametrize("javascript", [True])` makes it once."""
    return bool(request.param)


@pytest.fixture
def new_page(browser: Browser, live_server: str, javascript: bool) -> Iterator[Callable[..., Page]]:
    """Open a page in a browser of its own, as another person would; paths are paths of the live server."""
    contexts: list[BrowserContext] = []

    def open_page(**options: object) -> Page:
        given = {"viewport": PHONE, "locale": "nl-NL", **options}
        context = browser.new_context(base_url=live_server, java_script_enabled=javascript, **given)
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A visitor's page: a phone, in Dutch, signed out."""
    return new_page()


@pytest.fixture
def person(new_page: Callable[..., Page]) -> Callable[..., Page]:
    """`person("author")` is the page of somebody's own browser, signed in with the demo account of that role. It is at
    no address yet: to sign in on the page itself is what `test_sign_in` is about."""

    def signed_in(key: str, **options: object) -> Page:
        page = new_page(**options)
        token = TOKEN.search(page.request.get("/sign-in").text())
        assert token
        form = {"csrf_token": token[1], "account": key}
        assert page.request.post("/sign-in/demo", form=form, max_redirects=0).status == 303
        return page

    return signed_in
