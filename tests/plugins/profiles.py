"""How hard a run tries: `HYPOTHESIS_PROFILE=nightly` looks much longer and at new cases each time, and goes the other
ways through what the usual run goes through once."""

import os

import pytest
from hypothesis import settings

IS_NIGHT = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"

settings.register_profile("usual", deadline=None, derandomize=True, max_examples=60)
settings.register_profile("nightly", deadline=None, max_examples=3_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "usual"))

# For what must never fail: merging, the sections of a text, rendering.
MANY = settings(max_examples=10_000 if IS_NIGHT else 200, deadline=None)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    if not IS_NIGHT and item.get_closest_marker("nightly"):
        pytest.skip("only at night: make nightly")
