"""Each application in a process of its own, so that no memory, cache or garbage of one costs another anything.

Twice: called as WSGI to count its CPU time, and behind gunicorn as `wiki run` starts it, but with one worker unless
more are wanted.
"""

import multiprocessing
import os
import socket
import subprocess
import sys
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from multiprocessing.connection import Connection
from time import monotonic, process_time, sleep
from typing import Any
from urllib.parse import unquote

import psutil  # type: ignore[import-untyped]
from gunicorn.util import import_app  # type: ignore[import-untyped]

from bench.wikis import HOST
from bench.wire import HEADERS, Request, WrongAnswer
from wiki.serving import SPARING

THREADS = 4
READY_WITHIN = 60.0


@dataclass(frozen=True, slots=True)
class Application:
    """`made_by` is what gunicorn gets: module, colon, call."""

    name: str
    made_by: str
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Server:
    port: int
    pid: int

    def memory_mb(self) -> float:
        """Proportional share of memory of all workers together."""
        return sum(float(worker.memory_full_info().pss) for worker in psutil.Process(self.pid).children()) / 1e6


class InProcess:
    """An application that is called without a server, in a process of its own."""

    def __init__(self, application: Application) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_answer_all, args=(theirs, application), daemon=True)
        self._process.start()

    def cpu_seconds(self, requests: Sequence[Request], at_least: float) -> list[float]:
        """What each request cost, in whole passes over `requests` until they took this long. Raises WrongAnswer."""
        self._pipe.send((tuple(requests), at_least))
        found: list[float] | str = self._pipe.recv()
        if isinstance(found, str):
            raise WrongAnswer(found)
        return found

    def close(self) -> None:
        self._pipe.close()
        self._process.join(5)


@contextmanager
def serving(application: Application, *, workers: int = 1) -> Iterator[Server]:
    """Behind gunicorn on a free port until the block ends."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = int(found.getsockname()[1])
    command = [
        *(sys.executable, "-m", "gunicorn", "--config", "python:wiki.prefork"),
        *(application.made_by, "--bind", f"127.0.0.1:{port}"),
        *("--workers", str(workers), "--threads", str(THREADS), "--worker-class", "gthread", "--log-level", "error"),
    ]
    process = subprocess.Popen(
        command,
        env=SPARING | os.environ | application.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_until_open(process, port, application.name)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait(20)


def _wait_until_open(process: "subprocess.Popen[bytes]", port: int, name: str) -> None:
    deadline = monotonic() + READY_WITHIN
    while process.poll() is None and monotonic() < deadline:
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        sleep(0.1)
    raise RuntimeError(f"{name} does not start")


def _answer_all(pipe: Connection, application: Application) -> None:
    """In the process of its own: log lines are made, as they are in production, and written to nowhere."""
    os.environ.update(application.environment)
    sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  for as long as this process lives
    app = import_app(application.made_by)
    while True:
        try:
            requests, at_least = pipe.recv()
        except EOFError:
            return
        try:
            pipe.send(_passes(app, requests, at_least))
        except Exception:  # noqa: BLE001  whatever it is, the parent has to hear of it
            pipe.send(traceback.format_exc())


def _passes(app: Any, requests: Sequence[Request], at_least: float) -> list[float]:
    found: list[float] = []
    total = 0.0
    while not found or total < at_least:
        for request in requests:
            found.append(_cost(app, request))
            total += found[-1]
    return found


def _cost(app: Any, request: Request) -> float:
    environ, said = _environ(request), []

    def start_response(status: str, _headers: object, _error: object = None) -> None:
        said.append(status)

    started = process_time()
    answer = app(environ, start_response)
    for _ in answer:
        pass
    answer.close()
    cost = process_time() - started
    if not said[0].startswith(f"{request.status} "):
        raise WrongAnswer(f"{said[0]} in place of {request.status} for {request.path}?{request.query}")
    return cost


def _environ(request: Request) -> dict[str, object]:
    """The request as gunicorn would hand it over."""
    headers = {**HEADERS, **request.headers}
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote(request.path, "latin-1"),
        "QUERY_STRING": request.query,
        "REMOTE_ADDR": "127.0.0.1",
        "SERVER_NAME": HOST,
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    } | {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
