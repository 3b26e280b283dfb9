import pytest

from wiki.search import indexing
from wiki.search.engine import Engine
from wiki.settings import Settings


@pytest.fixture
def engine(settings: Settings) -> Engine:
    """The engine that the program itself has for these settings."""
    return indexing.engine_of(settings)
