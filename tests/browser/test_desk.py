"""A moderator clears a morning's queue without a mouse."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from tests.browser.conftest import PATIENCE_MS, WIKI
from tests.factories import PASSWORD, make_account, make_actor, make_article
from tools.serving import serving, settings
from wiki import migrations
from wiki.articles.models import Article
from wiki.database import make_engine, make_sessions, transaction
from wiki.moderation.models import CannedQuestion

ITEMS = 30
QUESTION = "Waaraan zag je dat?"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str, Callable[[], list[str]]]]:
    """A wiki of its own with a full queue: its address, the moderator's, and where every article stands."""
    instance = tmp_path_factory.mktemp("desk") / "instance"
    instance.mkdir()
    engine = make_engine(f"sqlite:///{instance / 'wiki.db'}")
    migrations.upgrade(engine)
    with make_sessions(engine)() as session:
        account, author = make_account(session, roles=("moderator",)), make_actor(session)
        for number in range(ITEMS):
            make_article(session, status="in_review", author=author, title=f"Artikel nummer {number + 1}")
        with transaction(session):
            session.add(CannedQuestion(account_id=account.id, text=QUESTION))
    more = {"MODE": "development", "HTTPS": "false", "RATE_LIMITS": "false", "WEB_WORKERS": "1"}

    def states() -> list[str]:
        with make_sessions(engine)() as session:
            return list(session.scalars(select(Article.state)))

    with serving(WIKI, environment=settings(instance, **more), folder=instance.parent) as address:
        yield address, account.email, states
    engine.dispose()


@pytest.fixture
def page(browser: Browser, desk: tuple[str, str, Callable[[], list[str]]]) -> Iterator[Page]:
    address, email, _states = desk
    context = browser.new_context(base_url=address, locale="nl-NL", viewport={"width": 1280, "height": 800})
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.goto("/sign-in?next=/review")
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    _arrive(page, "Beoordelen")
    yield page
    context.close()


def test_thirty_items_by_keyboard_alone(page, desk):
    _address, _email, states = desk
    keys = page.keyboard

    _look_around(page)
    keys.press("n")
    for number in range(ITEMS):
        _arrive(page, f"Artikel nummer {number + 1}")
        expect(page.get_by_role("heading", level=1)).to_be_focused()
        if number % 5 == 0:
            _ask(page)
        else:
            keys.press("p")
            keys.press("Enter")

    expect(page.get_by_text("Verder wacht er niets voor jou.")).to_be_visible()
    expect(page.get_by_text("Alles is beoordeeld.", exact=False)).to_be_visible()
    assert (states().count("published"), states().count("returned")) == (24, 6)


def _arrive(page: Page, title: str) -> None:
    """The page with this heading, once its keys work."""
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.get_by_text("Sneltoetsen", exact=True)).to_be_visible()


def _look_around(page: Page) -> None:
    """Down, down, up and in; on to the next; back to the queue. Nothing happens for who turned the keys off."""
    keys = page.keyboard
    for key in ("j", "j", "k", "j"):
        keys.press(key)
    expect(page.get_by_role("link", name="Artikel nummer 2", exact=True)).to_be_focused()
    keys.press("Enter")
    _arrive(page, "Artikel nummer 2")
    keys.press("n")
    _arrive(page, "Artikel nummer 3")
    turn = page.get_by_label("Sneltoetsen gebruiken")
    turn.uncheck()
    page.reload()
    _arrive(page, "Artikel nummer 3")
    expect(turn).not_to_be_checked()
    keys.press("u")
    keys.press("p")
    expect(page.get_by_role("button", name="Publiceren")).not_to_be_focused()
    turn.check()
    keys.press("u")
    _arrive(page, "Beoordelen")


def _ask(page: Page) -> None:
    """A question of one's own words, with the letters of the keys in it, and one that is asked often."""
    keys = page.keyboard
    expect(page.get_by_role("button", name=QUESTION)).to_be_visible()  # until then it is a box to tick
    keys.press("t")
    keys.type("Hoe nu, en punt?")
    for _ in range(3):
        keys.press("Tab")
    expect(page.get_by_role("button", name=QUESTION)).to_be_focused()
    keys.press("Enter")
    expect(page.get_by_label("Vraag 2")).to_have_value(QUESTION)
    expect(page.get_by_label("Vraag 2")).to_be_focused()
    for _ in range(3):
        keys.press("Tab")
    keys.press("Enter")
