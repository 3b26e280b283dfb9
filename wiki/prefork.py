"""What gunicorn reads before it starts its web workers (`--config python:wiki.prefork`).

The code of the program is loaded once, in the process that the workers are forked from, and shared by all of them:
no application, connection or thread is made there. Half of what a worker would hold is code.
"""

import gc

from gunicorn.arbiter import Arbiter


def on_starting(_server: Arbiter) -> None:
    """Load the code, and keep the collector from touching it, for a touched page is no longer shared."""
    import wiki.app  # noqa: F401, PLC0415  here and not above: gunicorn reads this file in every worker too

    gc.collect()
    gc.freeze()
