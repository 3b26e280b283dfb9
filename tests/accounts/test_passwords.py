"""What passwords we accept, and how they are kept."""

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher
from argon2.profiles import RFC_9106_LOW_MEMORY

from wiki.accounts import passwords
from wiki.errors import SettingsError

GOOD = "vier losse woorden samen"


@pytest.fixture
def strong_hashes() -> Iterator[None]:
    cheap = passwords._Hashing.hasher
    passwords._Hashing.hasher = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)
    yield
    passwords._Hashing.hasher = cheap


@pytest.mark.parametrize(
    ("password", "problem"),
    [
        (GOOD, None),
        ("elf tekens!", "too-short"),
        ("twaalf teken", None),
        ("x" * 250 + " 12345", None),
        ("x" * 250 + " 123456", "too-long"),
        ("sanne@dienst.example", "personal"),
        ("SANNE@dienst.example", "personal"),
        ("Sanne de Vries", "personal"),
        ("sannedevries", "personal"),
        ("wachtwoord123", "common"),
        ("Welkom12345!", "common"),
        ("123456789012", "common"),
        ("2026brandweer!", "common"),
        ("aaaaaaaaaaaa", "common"),
        ("abcabcabcabcab", "common"),
        ("qwertyuiopqwerty", None),
    ],
)
def test_passwords_we_refuse(password: str, problem: str | None) -> None:
    assert passwords.problem(password, email="sanne@dienst.example", name="Sanne de Vries") == problem


def test_the_list_is_in_the_form_in_which_passwords_are_compared() -> None:
    common = passwords._common()

    assert len(common) > 200
    assert all(word == word.casefold().strip() for word in common)


def test_a_password_matches_its_own_hash_only() -> None:
    stored = passwords.hashed(GOOD)

    assert passwords.matches(stored, GOOD)
    assert not passwords.matches(stored, GOOD + " ")
    assert GOOD not in stored


def test_the_same_letters_typed_on_another_device_match() -> None:
    composed, decomposed = "caf\u00e9 om de hoek", "cafe\u0301 om de hoek"

    assert passwords.matches(passwords.hashed(composed), decomposed)


@pytest.mark.parametrize("stored", [None, "", "!", "no hash at all"])
def test_without_a_usable_hash_nothing_matches(stored: str | None) -> None:
    assert not passwords.matches(stored, GOOD)


def test_a_hash_with_other_parameters_wants_to_be_made_again() -> None:
    old = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1).hash(GOOD)

    assert passwords.needs_rehash(old)
    assert not passwords.needs_rehash(passwords.hashed(GOOD))


def test_people_get_argon2id_with_the_parameters_of_the_standard(strong_hashes: None) -> None:
    stored = passwords.hashed(GOOD)

    assert stored.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert passwords.matches(stored, GOOD)


def test_nobodys_hash_costs_what_a_real_one_costs(strong_hashes: None) -> None:
    real, nobodys = passwords.hashed(GOOD), passwords._nobodys_hash(passwords._Hashing.hasher)

    assert nobodys.split("$")[:4] == real.split("$")[:4]
    assert len(nobodys) == len(real)


@pytest.mark.parametrize("mode", ["production", "demo", "development"])
def test_cheap_hashes_are_refused_outside_tests(mode: str) -> None:
    with pytest.raises(SettingsError, match="setting mode"):
        passwords.hash_cheaply(mode)


def test_a_server_with_the_hasher_of_the_tests_stops() -> None:
    with pytest.raises(SettingsError, match="setting mode"):
        passwords.require_strong_hashes()


def test_a_server_with_strong_hashes_starts(strong_hashes: None) -> None:
    passwords.require_strong_hashes()
