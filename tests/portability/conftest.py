"""The press, with its helper stopped when the module is done."""

from collections.abc import Iterator

import pytest

from wiki.portability import press


@pytest.fixture(scope="session")
def real_press() -> Iterator[None]:
    """WeasyPrint itself; where it cannot be, the test says why it was left out."""
    if not press.is_there():
        pytest.skip(
            "no WeasyPrint or no Pango: pip install praktijkwijs[pdf], apt-get install libpango-1.0-0 libpangoft2-1.0-0"
        )
    yield
    press.close()
