"""Stores for the tests: a folder, and a real server that speaks S3, from a pip package."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace

import boto3
import pytest

from wiki.attachments import workshop
from wiki.attachments.storage import Store, store_of
from wiki.settings import Settings

BUCKET = "praktijkwijs"
STARTS_WITHIN = 30.0


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    """The address of the server: in a process of its own, for it does not close all that it opens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


@pytest.fixture
def s3_settings(settings: Settings, s3: str, request: pytest.FixtureRequest) -> Settings:
    bucket = f"{BUCKET}-{abs(hash(request.node.nodeid))}"
    keys = {"s3_access_key": "wiki", "s3_secret_key": "geheim", "s3_region": "us-east-1"}
    made = replace(settings, file_store="s3", s3_endpoint=s3, s3_bucket=bucket, **keys)
    boto3.client(
        "s3", endpoint_url=s3, region_name="us-east-1", aws_access_key_id="wiki", aws_secret_access_key="geheim"
    ).create_bucket(Bucket=bucket)
    return made


@pytest.fixture(params=["folder", "s3"])
def stored(request: pytest.FixtureRequest, settings: Settings) -> Settings:
    """Settings for each way to keep files."""
    made: Settings = request.getfixturevalue("s3_settings") if request.param == "s3" else settings
    return made


@pytest.fixture
def store(stored: Settings) -> Store:
    return store_of(stored)


@pytest.fixture(scope="module", autouse=True)
def stop_helpers() -> Iterator[None]:
    """Other tests count the processes that they start."""
    yield
    workshop.close()


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline:
        with socket.socket() as trying:
            if trying.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError("the S3 server did not start")
