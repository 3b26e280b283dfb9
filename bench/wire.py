"""A client that costs almost nothing: requests are bytes made beforehand, of an answer only the length is read.

Several connections that are kept open, one request at a time on each, so that the server is never waiting for us.
"""

import selectors
import socket
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from time import perf_counter

from bench.wikis import HOST

HEADERS = {
    "Host": HOST,
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "nl,en-US;q=0.7,en;q=0.3",
}


@dataclass(frozen=True, slots=True)
class Request:
    """A GET; `status` is what has to come back. `path` and `query` are as on the wire."""

    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    status: int = 200

    @property
    def bytes(self) -> bytes:
        target = f"{self.path}?{self.query}" if self.query else self.path
        lines = [f"GET {target} HTTP/1.1", *(f"{name}: {value}" for name, value in {**HEADERS, **self.headers}.items())]
        return "\r\n".join([*lines, "", ""]).encode("ascii")


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: tuple[tuple[str, str], ...]

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key == name), None)


class WrongAnswer(Exception):
    """The server said something else than the benchmark is about."""


class Connection:
    """One connection that is kept open."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._expected = 0

    def send(self, request: bytes, status: int) -> None:
        self.socket.sendall(request)
        self._expected = status

    def read(self) -> Answer:
        """The answer, with all of its body read and thrown away; raises WrongAnswer."""
        received = b""
        while b"\r\n\r\n" not in received:
            received += self._more()
        head, _, body = received.partition(b"\r\n\r\n")
        answer = _parsed(head)
        if answer.status != self._expected:
            raise WrongAnswer(f"{answer.status} in place of {self._expected}")
        missing = 0 if answer.status == 304 else int(answer.header("content-length") or 0) - len(body)
        while missing > 0:
            missing -= len(self._more())
        return answer

    def _more(self) -> bytes:
        received = self.socket.recv(1 << 18)
        if not received:
            raise WrongAnswer("the server closed the connection")
        return received


def get(port: int, request: Request) -> Answer:
    connection = Connection(port)
    with connection.socket:
        connection.send(request.bytes, request.status)
        return connection.read()


def requests_per_second(port: int, requests: Iterator[tuple[bytes, int]], *, connections: int, seconds: float) -> float:
    """Send these for so long, one at a time on each connection."""
    with selectors.DefaultSelector() as selector:
        opened = [Connection(port) for _ in range(connections)]
        for connection in opened:
            selector.register(connection.socket, selectors.EVENT_READ, connection)
            connection.send(*next(requests))
        count, started = 0, perf_counter()
        while (elapsed := perf_counter() - started) < seconds:
            for key, _ in selector.select(timeout=30):
                key.data.read()
                key.data.send(*next(requests))
                count += 1
        for connection in opened:
            connection.read()
            connection.socket.close()
    return count / elapsed


def _parsed(head: bytes) -> Answer:
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = (line.partition(": ") for line in lines)
    return Answer(int(first.split(" ")[1]), tuple((name.lower(), value) for name, _, value in pairs))
