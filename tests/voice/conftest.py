"""Ground of the tests about recordings."""

from collections.abc import Iterator

import pytest

from wiki.attachments import workshop
from wiki.attachments.storage import Store, store_of
from wiki.settings import Settings
from wiki.voice.services import PLACE


@pytest.fixture
def store(settings: Settings) -> Store:
    """Where the contents of recordings are."""
    return store_of(settings, PLACE)


@pytest.fixture(scope="module", autouse=True)
def stop_helpers() -> Iterator[None]:
    """Other tests count the processes that they start."""
    yield
    workshop.close()
