"""`wiki run`: two processes under one parent, each looked after. Both are stand-ins; the parent is real."""

import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from wiki import serving
from wiki.serving import Serving
from wiki.settings import Settings

LONG = [sys.executable, "-c", "import time; time.sleep(60)"]
GONE = [sys.executable, "-c", "raise SystemExit(3)"]


@pytest.fixture
def parent(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Serving]:
    monkeypatch.setattr(serving, "web_command", lambda _settings: LONG)
    monkeypatch.setattr(serving, "worker_command", lambda: LONG)
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    made = Serving(Settings(mode="test", instance=tmp_path))
    yield made
    for number, handler in before.items():
        signal.signal(number, handler)
    for process in (made.web, made.worker):
        process.kill()
        process.wait()


def test_asked_to_stop_it_ends_both_and_says_that_all_is_well(parent):
    parent._stop(signal.SIGTERM, None)

    assert parent.run() == 0
    assert parent.web.poll() is not None
    assert parent.worker.poll() is not None


def test_when_the_web_server_ends_all_ends_with_its_code(parent):
    parent.web.kill()
    parent.web.wait()

    assert parent.run() == parent.web.returncode
    assert parent.worker.poll() is not None


def test_worker_that_dies_is_started_again(parent):
    first = parent.worker
    first.kill()
    first.wait()
    parent.started -= parent.pause

    parent._look_after_worker()

    assert parent.worker is not first
    assert parent.worker.poll() is None


def test_worker_that_keeps_dying_is_given_longer_and_longer_pauses(parent, monkeypatch):
    monkeypatch.setattr(serving, "worker_command", lambda: GONE)
    pauses = []

    for _time in range(4):
        parent.worker.kill()
        parent.worker.wait()
        parent.started -= parent.pause
        parent._look_after_worker()
        pauses.append(parent.pause)

    assert pauses == sorted(set(pauses))
    assert max(pauses) <= serving.LONGEST_PAUSE


def test_worker_is_not_started_again_at_once(parent):
    parent.worker.kill()
    parent.worker.wait()
    dead = parent.worker

    parent._look_after_worker()

    assert parent.worker is dead


@pytest.mark.parametrize(("proxies", "trusted"), [(0, ""), (1, "*")])
def test_forwarded_headers_count_only_behind_a_proxy(tmp_path, proxies, trusted):
    command = serving.web_command(Settings(mode="test", instance=tmp_path, proxies=proxies))

    assert command[command.index("--forwarded-allow-ips") + 1] == trusted


def test_server_listens_where_the_settings_say(tmp_path):
    command = serving.web_command(Settings(mode="test", instance=tmp_path, host="127.0.0.9", port=8123))

    assert command[command.index("--bind") + 1] == "127.0.0.9:8123"
