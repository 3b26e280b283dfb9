"""Passwords: what we accept, how they are kept (argon2id) and how they are compared.

Length and being unlike what everybody picks are the only rules: demands for capitals and signs make passwords that are
harder to remember and no harder to guess. Comparing costs the same work for an account that does not exist, so the
time that signing in takes says nothing about who has an account here.
"""

import unicodedata
from base64 import b64encode
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import CHEAPEST, RFC_9106_LOW_MEMORY

from wiki.errors import SettingsError
from wiki.paths import PACKAGE

SHORTEST = 12
LONGEST = 256
_LONGEST_REPEATED = 6
_COMMON = PACKAGE / "accounts" / "common-passwords.tsv"


class _Hashing:
    """The one hasher of this process; tests swap it for one that is as cheap as it is weak."""

    hasher = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)


def hash_cheaply(mode: str) -> None:
    """Make hashing fast and worthless, for the test suite alone."""
    if mode != "test":
        raise SettingsError(f"setting mode is {mode}: cheap password hashes are for tests")
    _Hashing.hasher = PasswordHasher.from_parameters(CHEAPEST)


def require_strong_hashes() -> None:
    """Stop a program that serves people with the hasher of the tests."""
    if _Hashing.hasher.memory_cost < RFC_9106_LOW_MEMORY.memory_cost:
        raise SettingsError("setting mode does not allow cheap password hashes")


def hashed(password: str) -> str:
    return _Hashing.hasher.hash(_normal(password))


def matches(stored: str | None, password: str) -> bool:
    """Whether this is the password; without a stored hash the same work is done and the answer is no."""
    try:
        return _Hashing.hasher.verify(stored or _nobodys_hash(_Hashing.hasher), _normal(password))
    except (VerificationError, InvalidHashError):
        return False


def needs_rehash(stored: str) -> bool:
    """Whether the hash was made with other parameters than today's."""
    return _Hashing.hasher.check_needs_rehash(stored)


def problem(password: str, *, email: str, name: str) -> str | None:
    """The code of what is wrong with a new password, or None: too-short, too-long, personal, common."""
    normal = _normal(password)
    if len(normal) < SHORTEST:
        return "too-short"
    if len(normal) > LONGEST:
        return "too-long"
    normal = normal.casefold()
    if normal in _personal(email, name):
        return "personal"
    if _is_repeated(normal) or normal in _common() or _without_ends(normal) in _common():
        return "common"
    return None


def _normal(password: str) -> str:
    """One form for what looks the same, or a password typed on another device would not match."""
    return unicodedata.normalize("NFKC", password)


@cache
def _nobodys_hash(hasher: PasswordHasher) -> str:
    """A hash that no password has, and that costs as much to compare with as a real one."""
    salt, digest = (b64encode(bytes(size)).rstrip(b"=").decode() for size in (hasher.salt_len, hasher.hash_len))
    cost = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    return f"$argon2id$v=19${cost}${salt}${digest}"


def _personal(email: str, name: str) -> set[str]:
    words = {email, email.partition("@")[0], name, name.replace(" ", "")}
    return {_normal(word).casefold() for word in words}


def _is_repeated(password: str) -> bool:
    """Whether it is one short piece over and over, such as abcabcabcabc."""
    sizes = range(1, _LONGEST_REPEATED + 1)
    return any((password[:size] * len(password)).startswith(password) for size in sizes)


def _without_ends(password: str) -> str:
    """What is left without the digits and signs that people put around a word: welkom of Welkom2026!!"""
    return password.strip("0123456789 !@#$%^&*()-_=+.,;:?/\\'\"~`<>[]{}|")


@cache
def _common() -> frozenset[str]:
    lines = _COMMON.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
