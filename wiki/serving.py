"""`wiki run`: the web server and the worker beside it, so that nothing else has to be started.

Two child processes under one small parent. The worker is started again when it dies; when the web server ends, all
ends. A process manager (systemd, a container) looks after the parent.
"""

import logging
import os
import signal
import subprocess
import sys
import time
from types import FrameType

from wiki.settings import Settings

POLL_SECONDS = 0.2
# Of what a request leaves behind, large pieces go back to the system at once and threads share one heap: without this
# two web workers with 10,000 articles held half as much memory again.
SPARING = {"MALLOC_ARENA_MAX": "1", "MALLOC_MMAP_THRESHOLD_": "65536", "MALLOC_TRIM_THRESHOLD_": "65536"}
PATIENCE_SECONDS = 15
LONGEST_PAUSE = 30.0

log = logging.getLogger("wiki.serving")


def web_command(settings: Settings) -> list[str]:
    """Gunicorn with threads: most of a page is waiting for SQLite or the other processor."""
    return [
        *(sys.executable, "-m", "gunicorn", "--config", "python:wiki.prefork", "wiki.app:for_gunicorn()"),
        *("--bind", f"{settings.host}:{settings.port}"),
        *("--workers", str(settings.web_workers)),
        *("--threads", str(settings.web_threads)),
        *("--worker-class", "gthread", "--graceful-timeout", "10", "--log-level", "warning"),
        *("--logger-class", "wiki.web.serverlog.ServerLog"),
        # Eighty chosen articles stand in one address.
        *("--limit-request-line", "8190"),
        *("--max-requests", "20000", "--max-requests-jitter", "2000"),
        *("--forwarded-allow-ips", "*" if settings.proxies else ""),
    ]


def worker_command() -> list[str]:
    return [sys.executable, "-m", "wiki", "worker"]


class Serving:
    """The two processes of one `wiki run`."""

    def __init__(self, settings: Settings) -> None:
        self.environment = SPARING | os.environ | {"WIKI_INSTANCE_PATH": str(settings.instance)}
        self.web = self._start(web_command(settings))
        self.worker = self._start(worker_command())
        self.started = time.monotonic()
        self.pause = 1.0
        self.stopping = False

    def run(self) -> int:
        """Until the web server ends or somebody stops us; the exit code of the web server."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        while self.web.poll() is None and not self.stopping:
            self._look_after_worker()
            time.sleep(POLL_SECONDS)
        if not self.stopping:
            log.error("the web server ended by itself", extra={"code": self.web.returncode})
        self._end(self.web)
        self._end(self.worker)
        return 0 if self.stopping else self.web.returncode

    def _look_after_worker(self) -> None:
        if self.worker.poll() is None:
            return
        alive = time.monotonic() - self.started
        if alive < self.pause:
            return
        log.warning("worker ended", extra={"code": self.worker.returncode})
        self.pause = 1.0 if alive > LONGEST_PAUSE else min(self.pause * 2, LONGEST_PAUSE)
        self.worker = self._start(worker_command())
        self.started = time.monotonic()

    def _start(self, command: list[str]) -> "subprocess.Popen[bytes]":
        # A group of its own: Ctrl-C reaches the parent alone, which then ends both in order.
        return subprocess.Popen(command, env=self.environment, start_new_session=True)  # noqa: S603  our own program

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True

    @staticmethod
    def _end(process: "subprocess.Popen[bytes]") -> None:
        if process.poll() is None:
            process.terminate()
        try:
            process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
