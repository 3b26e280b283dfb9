"""The names of pages that are open for writing: no two of them write the same text."""

import re
import secrets

BYTES = 16
LENGTH = 22
NAME = re.compile(rf"[A-Za-z0-9_-]{{{LENGTH}}}")


def new() -> str:
    """A name for a page that is opened for writing."""
    return secrets.token_urlsafe(BYTES)
