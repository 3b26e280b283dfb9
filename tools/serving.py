"""Run an installed `wiki` as people run it: real commands, a real server on a free port, gone at the end."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

READY_WITHIN = 60.0
STOPS_WITHIN = 40.0


def settings(instance: Path, **more: str) -> dict[str, str]:
    """The environment for commands on the instance in that folder, without the settings of whoever runs the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WIKI_")}
    return kept | {"WIKI_INSTANCE_PATH": str(instance)} | {f"WIKI_{name}": value for name, value in more.items()}


def run(wiki: Path, *arguments: str, environment: Mapping[str, str], folder: Path) -> str:
    """One command to its end; its output when it fails is in the error."""
    done = subprocess.run(
        [wiki, *arguments], env=dict(environment), cwd=folder, capture_output=True, text=True, timeout=300, check=False
    )
    if done.returncode:
        raise RuntimeError(f"wiki {' '.join(arguments)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


@contextmanager
def serving(wiki: Path, *, environment: Mapping[str, str], folder: Path, port: int = 0) -> Iterator[str]:
    """`wiki run` until the block ends; gives its address as soon as it says that it is ready. A port is found where
    none is given."""
    port = port or free_port()
    log = Path(environment["WIKI_INSTANCE_PATH"]) / "server.log"
    with (
        log.open("wb") as output,
        subprocess.Popen(
            [wiki, "run"],
            env={**environment, "WIKI_HOST": "127.0.0.1", "WIKI_PORT": str(port)},
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        ) as process,
    ):
        try:
            _wait_until_ready(process, f"http://127.0.0.1:{port}", log)
            yield f"http://127.0.0.1:{port}"
        finally:
            _stop(process)


def _wait_until_ready(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while process.poll() is None and time.monotonic() < deadline:
        with suppress(urllib.error.URLError, OSError), urllib.request.urlopen(f"{address}/readyz", timeout=5):  # noqa: S310
            return
        time.sleep(0.1)
    raise RuntimeError(f"wiki run is not ready:\n{log.read_text(errors='replace')[-3000:]}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Ask nicely, and then end whatever of its processes is left."""
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(STOPS_WITHIN)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        number: int = found.getsockname()[1]
        return number
