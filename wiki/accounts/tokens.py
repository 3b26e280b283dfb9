"""Random secrets in a cookie or a link. Only their hash is ever stored, so a copy of the database opens nothing."""

import secrets
from hashlib import sha256

BYTES = 32
LENGTH = 43


def new() -> str:
    """A secret of 256 bits that is safe in a URL and in a cookie."""
    return secrets.token_urlsafe(BYTES)


def hashed(token: str) -> str:
    """What the database knows of a token. It needs no salt or cost: nobody guesses 256 random bits."""
    return sha256(token.encode()).hexdigest()
