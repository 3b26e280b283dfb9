"""Every setting of the program, typed, in one frozen dataclass.

A value comes from the environment (`WIKI_` and the name in capitals), else from `settings.toml` in the instance
folder, else from the default here. An unknown name, a wrong type or a missing secret stops the program with one
line that names the setting: a wiki that runs on half a configuration is worse than one that does not start.
"""

import dataclasses
import os
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from wiki import house_style
from wiki.errors import SettingsError
from wiki.paths import instance_path

MODES = ("production", "demo", "development", "test")
LOCALES = ("nl", "en")
STATUSES = ("A", "B", "C", "D")
SHORTEST_SECRET = 32
LOOPBACK = ("127.0.0.1", "::1", "localhost")
LAST_PORT = 65_535


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the people who run this wiki decide; `docs/settings.md` explains each one."""

    mode: str = "production"
    instance: Path = field(default_factory=instance_path)
    secret_key: str = ""
    database_url: str = ""
    public_reading: bool = False
    optional_domains: tuple[str, ...] = ()
    default_locale: str = "nl"
    trusted_hosts: tuple[str, ...] = ()
    https: bool = True
    proxies: int = 0
    host: str = "127.0.0.1"
    port: int = 5000
    web_workers: int = 2
    web_threads: int = 4
    session_idle_minutes: int = 12 * 60
    session_absolute_days: int = 14
    invitation_days: int = 14
    unseal_days: int = 7
    bin_days: int = 90
    rate_limits: bool = True
    sign_in_limit_account: str = "10 per 15 minutes"
    sign_in_limit_address: str = "60 per 15 minutes"
    write_limit: str = "120 per minute"
    max_request_kb: int = 1024
    max_article_characters: int = 100_000
    max_file_mb: int = 25
    max_image_megapixels: int = 60
    upload_limit: str = "60 per hour"
    small_changes_after: int = 5
    second_reader_domains: tuple[str, ...] = ()
    late_after_days: int = 3
    escalate_after_days: int = 7
    hide_after_reports: int = 2
    file_store: str = "folder"
    s3_endpoint: str = ""
    s3_bucket: str = ""
    s3_region: str = ""
    s3_access_key: str = ""
    s3_secret_key: str = ""
    review_notice_days: int = 30
    archive_after_days: int = 90
    offline_mb: int = 20
    offline_days: int = 14
    house_style: str = ""
    log_level: str = "INFO"
    organisation: str = ""
    accessibility_contact: str = ""
    accessibility_status: str = "D"
    accessibility_report: str = ""
    accessibility_date: str = ""

    def __post_init__(self) -> None:
        _refuse_unless(self.mode in MODES, "mode", f"is not one of {', '.join(MODES)}")
        _refuse_unless(self.default_locale in LOCALES, "default_locale", "is not nl or en")
        _refuse_unless(self.log_level in ("DEBUG", "INFO", "WARNING", "ERROR"), "log_level", "is not a log level")
        for name in _POSITIVE:
            _refuse_unless(getattr(self, name) > 0, name, "must be more than 0")
        _refuse_unless(0 <= self.proxies <= 5, "proxies", "must be 0 to 5")
        _refuse_unless(self.small_changes_after >= 0, "small_changes_after", "must be 0 or more")
        _refuse_unless(self.port <= LAST_PORT, "port", f"must be at most {LAST_PORT}")
        _refuse_unless(not self.database_url or self.database_url.startswith(_DATABASES), "database_url", _NO_DATABASE)
        _refuse_unless(self.file_store in ("folder", "s3"), "file_store", "is not folder or s3")
        _refuse_unless(self.file_store != "s3" or bool(self.s3_bucket), "s3_bucket", "must name the bucket for files")
        if self.house_style:
            house_style.read(self.house_style_file)
        self._refuse_untrue_statement()
        if self.mode == "demo":
            _refuse_unless(self.host in LOOPBACK, "host", "must be this machine: anybody can sign in to a demo")
        if self.mode == "production":
            _refuse_unless(len(self.secret_key) >= SHORTEST_SECRET, "secret_key", _NO_SECRET)
            _refuse_unless(self.rate_limits, "rate_limits", "cannot be switched off in production")
            _refuse_unless(bool(self.trusted_hosts), "trusted_hosts", "must name the host names of this wiki")

    def _refuse_untrue_statement(self) -> None:
        """What the accessibility statement says can be followed, and is no more than was found."""
        contact, report = self.accessibility_contact, self.accessibility_report
        can_be_reached = not contact or contact.startswith(_PAGES) or ("@" in contact and " " not in contact)
        _refuse_unless(can_be_reached, "accessibility_contact", "is not an e-mail address or a page")
        _refuse_unless(self.accessibility_status in STATUSES, "accessibility_status", "is not A, B, C or D")
        _refuse_unless(not report or report.startswith(_PAGES), "accessibility_report", "is not the address of a page")
        _refuse_unless(bool(report) or self.accessibility_status not in "AB", "accessibility_report", _NO_REPORT)
        _refuse_unless(_is_day(self.accessibility_date), "accessibility_date", "is not a day such as 2026-12-31")

    @property
    def database(self) -> str:
        """The SQLAlchemy address of the database: SQLite in the instance folder unless set."""
        return self.database_url or f"sqlite:///{self.instance / 'wiki.db'}"

    @property
    def house_style_file(self) -> Path:
        """The style sheet of the house style; a path without a root is one in the instance folder."""
        return self.instance / self.house_style

    @property
    def is_demo(self) -> bool:
        return self.mode == "demo"

    @property
    def shows_styleguide(self) -> bool:
        """The style guide is for who makes the wiki, not for who reads it."""
        return self.mode != "production"

    @property
    def scheme(self) -> str:
        """What addresses of this wiki begin with, whatever the request behind a proxy looks like."""
        return "https" if self.https else "http"

    @property
    def session_idle(self) -> timedelta:
        return timedelta(minutes=self.session_idle_minutes)

    @property
    def session_absolute(self) -> timedelta:
        return timedelta(days=self.session_absolute_days)

    @property
    def review_notice(self) -> timedelta:
        return timedelta(days=self.review_notice_days)

    @property
    def archive_after(self) -> timedelta:
        return timedelta(days=self.archive_after_days)


_POSITIVE = (
    "port",
    "web_workers",
    "web_threads",
    "session_idle_minutes",
    "session_absolute_days",
    "invitation_days",
    "unseal_days",
    "bin_days",
    "max_request_kb",
    "max_article_characters",
    "max_file_mb",
    "max_image_megapixels",
    "review_notice_days",
    "archive_after_days",
    "late_after_days",
    "escalate_after_days",
    "hide_after_reports",
    "offline_mb",
    "offline_days",
)
_DATABASES = ("sqlite:///", "postgresql://", "postgresql+psycopg://")
_NO_DATABASE = "is not an address of SQLite or PostgreSQL"
_PAGES = ("https://", "http://")
_NO_REPORT = "must be the address of the research that status A or B rests on"
_UNKNOWN = "is not a setting (environment)"
_NO_SECRET = f"is missing or shorter than {SHORTEST_SECRET} characters"


def load(environ: Mapping[str, str] = os.environ, **given: Any) -> Settings:
    """Read the settings; `given` wins over environment and file. Raises SettingsError naming the setting."""
    instance = Path(given.pop("instance", None) or environ.get("WIKI_INSTANCE_PATH") or instance_path())
    names = {f.name: f for f in dataclasses.fields(Settings)}
    values: dict[str, Any] = {}
    for name, value in _from_file(instance / "settings.toml").items():
        _refuse_unless(name in names and name != "instance", name, "is not a setting (settings.toml)")
        values[name] = _typed(name, value, names[name].type)
    for variable in environ:
        name = variable.removeprefix("WIKI_").lower()
        _refuse_unless(name in names or not variable.startswith("WIKI_") or name == "instance_path", variable, _UNKNOWN)
    for name, setting in names.items():
        raw = environ.get(f"WIKI_{name.upper()}")
        if raw is not None and name != "instance":
            values[name] = _parsed(name, raw, setting.type)
    values.update(given)
    return Settings(instance=instance, **_with_local_secret(values, instance))


def _refuse_unless(holds: bool, name: str, why: str) -> None:
    if not holds:
        raise SettingsError(f"setting {name} {why}")


def _is_day(text: str) -> bool:
    try:
        return not text or bool(date.fromisoformat(text))
    except ValueError:
        return False


def _from_file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"settings.toml cannot be read: {' '.join(str(error).split())}") from error


def _typed(name: str, value: Any, kind: Any) -> Any:
    if kind == tuple[str, ...] and isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    _refuse_unless(type(value) is kind, name, f"must be {_called(kind)}")
    return value


def _parsed(name: str, raw: str, kind: Any) -> Any:
    if kind is bool:
        _refuse_unless(raw.lower() in ("1", "0", "true", "false"), name, "must be true or false")
        return raw.lower() in ("1", "true")
    if kind is int:
        _refuse_unless(raw.removeprefix("-").isdecimal(), name, "must be a whole number")
        return int(raw)
    if kind == tuple[str, ...]:
        return tuple(item.strip() for item in raw.split(",") if item.strip())
    return raw


def _called(kind: Any) -> str:
    return {bool: "true or false", int: "a whole number", str: "text"}.get(kind, "a list of texts")


def _with_local_secret(values: dict[str, Any], instance: Path) -> dict[str, Any]:
    """Outside production a missing secret is made once and kept in the instance folder, readable by the owner alone."""
    if values.get("secret_key") or values.get("mode", "production") == "production":
        return values
    path = instance / "secret_key"
    if not path.is_file():
        instance.mkdir(parents=True, exist_ok=True)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
    return values | {"secret_key": path.read_text(encoding="ascii").strip()}
