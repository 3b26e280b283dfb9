"""Lets coverage follow only the tests that it is about: those of a domain that has services or a policy. To be followed
makes Python half as slow again, and what a rule promises is tested beside the domain it is of."""

from collections.abc import Generator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).resolve().parent.parent
PROGRAM = TESTS.parent / "wiki"
# It looks at a whole site, and at rules only on the way.
ABOUT_THE_SITE = {Path("articles/test_seal.py")}
ROOMS = ("services", "services.py", "policy", "policy.py")
_paused = pytest.StashKey[bool]()


def is_measured(test_file: Path) -> bool:
    """Whether it stands in the folder of such a domain: `tests/articles/test_editing.py` does."""
    place = test_file.relative_to(TESTS)
    return place not in ABOUT_THE_SITE and _has_rules(place.parts[0])


@cache
def _has_rules(domain: str) -> bool:
    return any((PROGRAM / domain / room).exists() for room in ROOMS)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, Any, Any]:
    """Turns it on or off where tests of the one kind end and those of the other begin."""
    coverage = getattr(item.config.pluginmanager.getplugin("_cov"), "cov_controller", None)
    is_paused, pausing = item.config.stash.get(_paused, False), not is_measured(item.path)
    if coverage and is_paused != pausing:
        (coverage.pause if pausing else coverage.resume)()
        item.config.stash[_paused] = pausing
    return (yield)
