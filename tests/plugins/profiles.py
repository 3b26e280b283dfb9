"""How hard hypothesis tries: `HYPOTHESIS_PROFILE=nightly` looks much longer and at new cases each time."""

import os

from hypothesis import settings

settings.register_profile("usual", deadline=None, derandomize=True, max_examples=60)
settings.register_profile("nightly", deadline=None, max_examples=3_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "usual"))
