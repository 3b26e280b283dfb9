"""Gunicorn's log tells about the server and never about who visits it."""

import logging

import pytest
from gunicorn.config import Config

from wiki.web.serverlog import ServerLog


@pytest.fixture
def server_log(caplog):
    made = ServerLog(Config())
    made.error_log.propagate = True
    made.error_log.setLevel(logging.INFO)
    caplog.set_level(logging.INFO)
    return made


@pytest.mark.parametrize("level", ["warning", "error", "exception"])
def test_what_a_visitor_sent_is_not_in_it(server_log, caplog, level):
    getattr(server_log, level)("Invalid request from ip=10.0.0.7: GET /search?q=%s", "geheim")

    assert "refused or broke off" in caplog.text
    assert "geheim" not in caplog.text
    assert "10.0.0.7" not in caplog.text


def test_what_the_server_says_of_itself_is(server_log, caplog):
    server_log.warning("Worker with pid %s was terminated due to signal %s", 7, 9)

    assert "Worker with pid 7" in caplog.text
