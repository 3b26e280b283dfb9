"""How often one visitor or one account may try, counted over all web processes together.

The counts are rows in our own database, so that nothing else has to be installed or kept running; they are few, and
only written on a POST. A key is an HMAC: who tried, or from where, cannot be read back from the table. When the table
cannot be written, Flask-Limiter goes on counting in the memory of each process and looks now and then whether the
table is back: signing in never fails because counting does.
"""

import hmac
import math
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import ip_address, ip_network
from typing import Any, cast

import limits
from flask import Flask, Response, current_app, request
from flask.typing import RouteCallable
from flask_limiter import Limit, Limiter
from flask_login import current_user
from limits.storage import Storage
from sqlalchemy import Engine, case, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column

from wiki.database import Base, now
from wiki.errors import SettingsError
from wiki.web.ground import Ground, ground

SAFE = ("GET", "HEAD", "OPTIONS")
_IPV6_HOME = 64
_SETTINGS = ("sign_in_limit_account", "sign_in_limit_address", "write_limit", "upload_limit")


class RateWindow(Base):
    """How often a key was counted since its window opened; a row that has expired counts for nothing."""

    __tablename__ = "rate_window"

    key: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class DatabaseStorage(Storage):
    """The storage of the `limits` package in our database: fixed windows, one statement to count."""

    STORAGE_SCHEME = ["wiki-database"]  # noqa: RUF012  the package's own protocol

    def __init__(self, uri: str | None = None, *, engine: Engine, wrap_exceptions: bool = False, **_: Any) -> None:
        super().__init__(uri, wrap_exceptions)
        # A write says BEGIN IMMEDIATE on SQLite: two processes then wait for each other instead of failing.
        self._writing = engine.execution_options(wiki_write=True)
        self._reading = engine

    @property
    def base_exceptions(self) -> type[Exception]:
        return SQLAlchemyError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count, in a transaction of its own: a request that fails afterwards has still been tried."""
        at = now()
        with self._writing.begin() as connection:
            count = connection.execute(
                _counted(connection.dialect.name, key, amount, at, at + timedelta(seconds=expiry))
            ).scalar_one()
        if count == amount:
            self._prune(at)
        return int(count)

    def get(self, key: str) -> int:
        window = self._window(key)
        return window[0] if window else 0

    def get_expiry(self, key: str) -> float:
        window = self._window(key)
        return window[1].timestamp() if window else time.time()

    def check(self) -> bool:
        try:
            with self._reading.connect() as connection:
                connection.execute(select(func.count()).select_from(RateWindow))
        except SQLAlchemyError:
            return False
        return True

    def reset(self) -> int:
        with self._writing.begin() as connection:
            return connection.execute(delete(RateWindow)).rowcount

    def clear(self, key: str) -> None:
        with self._writing.begin() as connection:
            connection.execute(delete(RateWindow).where(RateWindow.key == key))

    def _window(self, key: str) -> tuple[int, datetime] | None:
        opened = select(RateWindow.count, RateWindow.expires_at).where(
            RateWindow.key == key, RateWindow.expires_at > now()
        )
        with self._reading.connect() as connection:
            row = connection.execute(opened).one_or_none()
        return (row[0], row[1]) if row else None

    def _prune(self, at: datetime) -> None:
        """Forget windows that are over, whenever a new one opens: the table never outgrows the visitors of an hour."""
        with self._writing.begin() as connection:
            connection.execute(delete(RateWindow).where(RateWindow.expires_at <= at))


def init_app(app: Flask) -> None:
    """Limit all POSTs of one account, or of one address where nobody is signed in."""
    found: Ground = app.extensions["wiki"]
    for name in _SETTINGS:
        _require_limit(name, getattr(found.settings, name))
    limiter = Limiter(
        address_key,
        default_limits=[Limit(found.settings.write_limit, key_function=_writer_key, scope="write", shared=True)],
        storage_uri="wiki-database://",
        storage_options=cast("dict[str, str | int]", {"engine": found.engine}),
        strategy="fixed-window",
        in_memory_fallback_enabled=True,
    )
    limiter.request_filter(_is_reading)
    app.config["RATELIMIT_ENABLED"] = found.settings.rate_limits
    limiter.init_app(app)
    if limiter.enabled:
        _pass_by_reading(app)
    app.after_request(_say_when_to_retry)
    app.extensions["wiki.limiter"] = limiter


def limit_posts(app: Flask, endpoint: str, setting: str, *, key: Callable[[], str], scope: str) -> None:
    """Limit the POSTs of one view by a key of their own, besides the limit on all writing; `setting` says how much."""
    limiter: Limiter = app.extensions["wiki.limiter"]
    if not limiter.enabled:
        return
    found: Ground = app.extensions["wiki"]
    limit = getattr(found.settings, setting)
    decorate = limiter.shared_limit(limit, scope, key_func=key, methods=["POST"], override_defaults=False)
    app.view_functions[endpoint] = cast("RouteCallable", decorate(app.view_functions[endpoint]))


def secret_key_for(kind: str, value: str) -> str:
    """What stands in the table for an address or an e-mail address: the same each time, and unreadable."""
    secret = ground().settings.secret_key.encode()
    return hmac.new(secret, f"{kind}:{value}".encode(), sha256).hexdigest()[:40]


def address_key() -> str:
    """The key of where this request comes from; of IPv6 the network, for one home has millions of addresses."""
    return secret_key_for("address", _network(request.remote_addr or ""))


def _writer_key() -> str:
    return secret_key_for("account", current_user.get_id()) if current_user.is_authenticated else address_key()


def _network(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((address, _IPV6_HOME), strict=False)) if found.version == 6 else address


def _pass_by_reading(app: Flask) -> None:
    """Keep the extension, whose hook is the last one added, from looking at requests that it would let pass anyway."""
    check = app.before_request_funcs[None].pop()

    @app.before_request
    def look_at_writes() -> Any:
        return None if _is_reading() else check()


def _is_reading() -> bool:
    return request.method in SAFE


def _require_limit(name: str, value: str) -> None:
    try:
        limits.parse_many(value)
    except ValueError as error:
        raise SettingsError(f"setting {name} is not a limit such as 10 per 15 minutes") from error


def _say_when_to_retry(response: Response) -> Response:
    if response.status_code == 429 and "Retry-After" not in response.headers:
        limiter: Limiter = current_app.extensions["wiki.limiter"]
        reached = limiter.current_limit
        if reached is not None:
            seconds = math.ceil(reached.window.reset_time - time.time())
            response.headers["Retry-After"] = str(max(1, seconds))
    return response


def _counted(dialect: str, key: str, amount: int, at: datetime, expires_at: datetime) -> Any:
    """Add to the open window of the key, or open a new one: one statement, so that nobody counts in between."""
    insert = (postgresql.insert if dialect == "postgresql" else sqlite.insert)(RateWindow)
    is_over, new = RateWindow.expires_at <= at, insert.excluded
    return (
        insert.values(key=key, count=amount, expires_at=expires_at)
        .on_conflict_do_update(
            index_elements=[RateWindow.key],
            set_={
                "count": case((is_over, new.count), else_=RateWindow.count + new.count),
                "expires_at": case((is_over, new.expires_at), else_=RateWindow.expires_at),
            },
        )
        .returning(RateWindow.count)
    )
