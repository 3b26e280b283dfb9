"""Counting tries, on both engines, and what happens when there are too many."""

import dataclasses
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from limits import parse
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter
from sqlalchemy import Engine, func, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from werkzeug.exceptions import TooManyRequests

from tests.factories import PASSWORD, make_account
from tests.visitor import post, sign_in, token
from wiki.accounts import identity
from wiki.app import create_app
from wiki.database import make_engine, transaction
from wiki.errors import SettingsError
from wiki.settings import Settings
from wiki.web import limits
from wiki.web.limits import DatabaseStorage, RateWindow

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    made = make_engine(settings.database)
    yield made
    made.dispose()


@pytest.fixture
def storage(engine: Engine) -> DatabaseStorage:
    return DatabaseStorage(engine=engine)


def rows(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(RateWindow)) or 0


def expire(session: Session) -> None:
    with transaction(session):
        session.execute(update(RateWindow).values(expires_at=LONG_AGO))


@pytest.mark.both_engines
class TestStorage:
    def test_counts_within_a_window(self, storage: DatabaseStorage) -> None:
        assert [storage.incr("a", 60), storage.incr("a", 60), storage.incr("a", 60, amount=3)] == [1, 2, 5]
        assert (storage.get("a"), storage.get("b")) == (5, 0)

    def test_the_window_ends_when_it_said_at_first(self, storage: DatabaseStorage) -> None:
        storage.incr("a", 60)
        first = storage.get_expiry("a")
        storage.incr("a", 60)

        assert storage.get_expiry("a") == first
        assert 50 < first - time.time() <= 60
        assert storage.get_expiry("b") == pytest.approx(time.time(), abs=5)

    def test_a_window_that_is_over_counts_for_nothing(self, storage: DatabaseStorage, session: Session) -> None:
        storage.incr("a", 60, amount=7)
        expire(session)

        assert storage.get("a") == 0
        assert storage.incr("a", 60) == 1
        assert storage.get_expiry("a") > time.time()

    def test_windows_that_are_over_are_forgotten(self, storage: DatabaseStorage, session: Session) -> None:
        for key in "abc":
            storage.incr(key, 60)
        expire(session)

        storage.incr("new", 60)

        assert rows(session) == 1

    def test_clearing_and_resetting(self, storage: DatabaseStorage, session: Session) -> None:
        for key in "abc":
            storage.incr(key, 60)

        storage.clear("a")
        assert (storage.get("a"), storage.get("b")) == (0, 1)
        assert storage.reset() == 2
        assert rows(session) == 0

    def test_several_processes_share_one_count(self, storage: DatabaseStorage, settings: Settings) -> None:
        """Each thread has an engine of its own, as each web process has."""

        def count() -> None:
            engine = make_engine(settings.database)
            mine = DatabaseStorage(engine=engine)
            for _ in range(5):
                mine.incr("a", 60)
            engine.dispose()

        threads = [threading.Thread(target=count) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert storage.get("a") == 20

    def test_the_strategy_of_the_package_works_on_it(self, engine: Engine) -> None:
        made = storage_from_string("wiki-database://", engine=engine)  # type: ignore[arg-type]
        strategy, limit = FixedWindowRateLimiter(made), parse("3 per minute")

        assert [strategy.hit(limit, "a") for _ in range(4)] == [True, True, True, False]
        assert strategy.get_window_stats(limit, "a").remaining == 0
        assert strategy.hit(limit, "b")

    def test_it_is_healthy_while_the_table_can_be_read(self, storage: DatabaseStorage) -> None:
        assert storage.check()


def test_without_the_table_it_is_not_healthy(tmp_path_factory: pytest.TempPathFactory) -> None:
    engine = make_engine(f"sqlite:///{tmp_path_factory.mktemp('empty') / 'wiki.db'}")

    storage = DatabaseStorage(engine=engine)
    assert not storage.check()
    with pytest.raises(OperationalError):
        storage.incr("a", 60)

    engine.dispose()


class TestSigningIn:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return dataclasses.replace(
            settings,
            rate_limits=True,
            sign_in_limit_account="3 per 15 minutes",
            sign_in_limit_address="6 per 15 minutes",
        )

    def attempt(self, client: FlaskClient, email: str, password: str = "mis") -> int:
        return post(client, "/sign-in", {"email": email, "password": password}).status_code

    def test_one_account_can_be_tried_so_many_times(self, client: FlaskClient, session: Session) -> None:
        account = make_account(session)

        tries = [self.attempt(client, account.email) for _ in range(4)]

        assert tries == [422, 422, 422, 429]
        assert self.attempt(client, account.email, PASSWORD) == 429
        assert self.attempt(client, "ander@dienst.example") == 422

    def test_an_account_that_is_not_there_is_limited_alike(self, client: FlaskClient) -> None:
        spelled = ("onbekend@dienst.example", "Onbekend@dienst.example ", " ONBEKEND@dienst.example")

        assert [self.attempt(client, email) for email in (*spelled, spelled[0])] == [422, 422, 422, 429]

    def test_one_address_can_try_so_many_accounts(self, client: FlaskClient) -> None:
        tries = [self.attempt(client, f"nummer{number}@dienst.example") for number in range(7)]

        assert tries == [422] * 6 + [429]

    def test_the_answer_is_a_page_that_says_when_to_come_back(self, client: FlaskClient) -> None:
        for _ in range(3):
            self.attempt(client, "a@dienst.example")

        answer = post(client, "/sign-in", {"email": "a@dienst.example", "password": "mis"})

        assert answer.status_code == 429
        assert "Even wachten" in answer.text
        assert 0 < int(answer.headers["Retry-After"]) <= 15 * 60

    def test_looking_at_the_page_is_never_limited_and_writes_nothing(
        self, client: FlaskClient, session: Session
    ) -> None:
        assert {client.get("/sign-in").status_code for _ in range(10)} == {200}
        assert rows(session) == 0

    def test_who_tried_cannot_be_read_back(self, client: FlaskClient, session: Session) -> None:
        self.attempt(client, "sanne@dienst.example")

        keys = session.scalars(select(RateWindow.key)).all()

        assert len(keys) == 3
        assert not any("sanne" in key or "127.0.0.1" in key for key in keys)

    def test_guessing_the_current_password_is_limited_too(self, client: FlaskClient, session: Session) -> None:
        sign_in(client, make_account(session))
        sent = {"csrf_token": token(client, "/account"), "current": "mis", "new": PASSWORD, "again": PASSWORD}

        tries = [client.post("/account/password", data=sent).status_code for _ in range(4)]

        assert tries == [422, 422, 422, 429]

    def test_when_the_table_cannot_be_written_signing_in_goes_on_and_is_still_limited(
        self, client: FlaskClient, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*_: object, **__: object) -> int:
            raise OperationalError("INSERT", {}, Exception("database is locked"))

        monkeypatch.setattr(DatabaseStorage, "incr", broken)

        tries = [self.attempt(client, "a@dienst.example") for _ in range(4)]

        assert tries == [422, 422, 422, 429]
        assert rows(session) == 0


class TestWriting:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return dataclasses.replace(settings, rate_limits=True, write_limit="4 per minute")

    def test_all_writing_of_one_account_counts_together(
        self, app: Flask, client: FlaskClient, session: Session
    ) -> None:
        other = app.test_client()
        sign_in(client, make_account(session))
        sign_in(other, make_account(session))
        sent = {"csrf_token": token(client, "/account"), "language": "en"}

        writes = [client.post("/account/preferences", data=sent).status_code for _ in range(3)]
        writes += [client.post("/language", data=sent).status_code for _ in range(2)]

        assert writes == [303, 303, 303, 303, 429]
        assert client.get("/account").status_code == 200
        assert post(other, "/account/preferences", sent | {"csrf_token": token(other, "/account")}).status_code == 303

    def test_visitors_count_by_where_they_come_from(self, app: Flask) -> None:
        here = {"REMOTE_ADDR": "2001:db8:1:2::1"}
        neighbour = {"REMOTE_ADDR": "2001:db8:1:2:ffff::9"}
        elsewhere = {"REMOTE_ADDR": "2001:db8:1:3::1"}
        client = app.test_client()
        sent = {"csrf_token": token(client), "language": "en"}

        def write(where: dict[str, str]) -> int:
            return client.post("/language", data=sent, environ_overrides=where).status_code

        assert [write(here), write(neighbour), write(here), write(neighbour)] == [303] * 4
        assert (write(here), write(elsewhere)) == (429, 303)


def test_another_kind_of_too_much_says_nothing_of_our_windows(app: Flask) -> None:
    @identity.open_to_visitors
    def busy() -> None:
        raise TooManyRequests

    app.add_url_rule("/busy", view_func=busy)
    answer = app.test_client().get("/busy")

    assert answer.status_code == 429
    assert "Retry-After" not in answer.headers


def test_limits_can_be_switched_off_for_tests(client: FlaskClient, session: Session) -> None:
    tries = {post(client, "/sign-in", {"email": "a@dienst.example", "password": "mis"}).status_code for _ in range(12)}

    assert tries == {422}
    assert rows(session) == 0


@pytest.mark.parametrize("name", ["sign_in_limit_account", "sign_in_limit_address", "write_limit"])
def test_a_limit_that_is_none_stops_the_program_with_its_name(settings: Settings, name: str) -> None:
    broken = dataclasses.replace(settings, **{name: "now and then"})  # type: ignore[arg-type]

    with pytest.raises(SettingsError, match=f"setting {name} "):
        create_app(broken)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_of_ipv6_the_network_counts(address: str, network: str) -> None:
    assert limits._network(address) == network
