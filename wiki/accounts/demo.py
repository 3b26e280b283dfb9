"""The accounts of a demonstration: one for each role, with generated passwords in a file for the owner alone.

There are none of these in production: every function that makes or offers them refuses there.
"""

import os
import secrets
import tomllib
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from flask_babel import LazyString, lazy_gettext
from sqlalchemy.orm import Session

from wiki.accounts import passwords
from wiki.accounts.models import Account
from wiki.accounts.policy import Grant, Role
from wiki.accounts.queries import by_email
from wiki.accounts.services import administration
from wiki.errors import SettingsError
from wiki.settings import Settings

FILE = "demo-accounts.toml"
PASSWORD_BYTES = 15


class DemoRole(NamedTuple):
    key: str
    role: Role
    domain: str
    display_name: str
    purpose: LazyString


class DemoLogin(NamedTuple):
    key: str
    email: str
    password: str


ROLES = (
    DemoRole(
        "reader", Role.READER, "", "Noor Aspirant",
        lazy_gettext("Zoeken en lezen, als aspirant die net begint."),
    ),
    DemoRole(
        "author", Role.AUTHOR, "fire", "Bas Bevelvoerder",
        lazy_gettext("Vakkennis opschrijven en indienen, als bevelvoerder bij de brandweer."),
    ),
    DemoRole(
        "coach", Role.COACH, "", "Tess Teamleider",
        lazy_gettext("Een team laten leren, als coach of teamleider."),
    ),
    DemoRole(
        "moderator", Role.MODERATOR, "", "Mo Moderator",
        lazy_gettext("Ingediende artikelen beoordelen: terugzetten met vragen of publiceren."),
    ),
    DemoRole(
        "knowledge-manager", Role.KNOWLEDGE_MANAGER, "", "Kim Kennismanager",
        lazy_gettext("Over alle domeinen heen bewaken welke kennis er is en welke ontbreekt."),
    ),
    DemoRole(
        "privacy-officer", Role.PRIVACY_OFFICER, "", "Puck Privacy",
        lazy_gettext("Bewaken dat er geen persoonsgegevens in de kennisbank komen."),
    ),
    DemoRole(
        "admin", Role.ADMIN, "", "Ab Beheerder",
        lazy_gettext("Mensen uitnodigen en rollen geven, zonder over de inhoud te gaan."),
    ),
)  # fmt: skip


def email(key: str) -> str:
    return f"{key}@demo.praktijkwijs.example"


def create(session: Session, *, settings: Settings, at: datetime) -> list[DemoLogin]:
    """Make the demo accounts that are missing, and say how to sign in to each. Doing it again changes nothing."""
    _refuse_in_production(settings)
    known = {login.key: login.password for login in load(settings.instance)}
    return [_ensure(session, role, known, at=at) for role in ROLES]


def find(session: Session, key: str, *, settings: Settings) -> Account | None:
    """The demo account with this key, in a demonstration that has it."""
    if not settings.is_demo or key not in {role.key for role in ROLES}:
        return None
    return by_email(session, email(key))


def offered(*, settings: Settings) -> tuple[DemoRole, ...]:
    """What the sign-in page offers by one click: nothing at all outside a demonstration."""
    return ROLES if settings.is_demo else ()


def load(instance: Path) -> list[DemoLogin]:
    """The logins that were saved; none when there is no file."""
    try:
        rows = tomllib.loads((instance / FILE).read_text(encoding="utf-8"))["account"]
    except FileNotFoundError:
        return []
    return [DemoLogin(row["key"], row["email"], row["password"]) for row in rows]


def save(instance: Path, logins: Iterable[DemoLogin]) -> Path:
    """Keep the logins in the instance folder, readable by its owner alone."""
    path = instance / FILE
    instance.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    lines = ["# The accounts of this demonstration. They exist here only.\n"]
    lines += [f'\n[[account]]\nkey = "{key}"\nemail = "{mail}"\npassword = "{word}"\n' for key, mail, word in logins]
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.writelines(lines)
    return path


def _refuse_in_production(settings: Settings) -> None:
    if settings.mode == "production":
        raise SettingsError("setting mode is production: there are no demo accounts")


def _ensure(session: Session, role: DemoRole, known: Mapping[str, str], *, at: datetime) -> DemoLogin:
    password = known.get(role.key) or secrets.token_urlsafe(PASSWORD_BYTES)
    account = by_email(session, email(role.key))
    if account is None:
        administration.create(
            session,
            email=email(role.key),
            display_name=role.display_name,
            password_hash=passwords.hashed(password),
            grants=[Grant(role.role, role.domain)],
            at=at,
        )
    elif role.key not in known:
        account.password_hash = passwords.hashed(password)
    return DemoLogin(role.key, email(role.key), password)
