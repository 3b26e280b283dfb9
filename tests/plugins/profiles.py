"""How hard hypothesis tries: `HYPOTHESIS_PROFILE=nightly` looks much longer and at new cases each time."""

import os

from hypothesis import settings

settings.register_profile("usual", deadline=None, derandomize=True, max_examples=60)
settings.register_profile("nightly", deadline=None, max_examples=3_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "usual"))

# For what must never fail: merging, the sections of a text, rendering.
MANY = settings(max_examples=10_000 if os.environ.get("HYPOTHESIS_PROFILE") == "nightly" else 200, deadline=None)
