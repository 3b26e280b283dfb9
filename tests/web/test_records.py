"""Log lines are JSON: what happened and how long it took, never who, from where or with which words."""

import json
import logging
import sys

import pytest

from wiki.web.records import JsonLines, set_up


@pytest.fixture
def lines(caplog):
    caplog.set_level(logging.INFO, "wiki.requests")
    return lambda: [json.loads(JsonLines().format(r)) for r in caplog.records if r.name == "wiki.requests"]


@pytest.fixture
def own_log():
    root = logging.getLogger("wiki")
    before = root.handlers[:], root.level, root.propagate
    yield root
    root.handlers[:], root.level, root.propagate = before
    root.setLevel(before[1])


def test_a_request_is_one_line_with_the_pattern_of_its_route(client, lines):
    client.get("/a/geheim-adres?q=geheime+woorden", headers={"User-Agent": "geheim"})

    (line,) = lines()
    assert {name: line[name] for name in ("event", "method", "route", "status", "level")} == {
        "event": "request", "method": "GET", "route": "/a/<slug>", "status": 303, "level": "info",
    }  # fmt: skip
    assert line["ms"] >= 0
    assert "geheim" not in json.dumps(line)
    assert "127.0.0.1" not in json.dumps(line)


def test_an_address_that_is_not_ours_is_logged_as_unknown(client, lines):
    client.get("/geheim")

    assert [line["route"] for line in lines()] == ["unknown"]


@pytest.mark.parametrize("path", ["/healthz", "/static/css/site.css"])
def test_what_machines_ask_all_day_is_not_logged(client, lines, path):
    client.get(path).close()

    assert lines() == []


def test_a_quiet_log_gets_no_lines(client, caplog):
    caplog.set_level(logging.WARNING, "wiki.requests")

    client.get("/sign-in")

    assert [record for record in caplog.records if record.name == "wiki.requests"] == []


def test_of_an_exception_only_its_kind_and_places_are_kept():
    try:
        int("een geheime zin")
    except ValueError:
        record = logging.LogRecord("wiki", logging.ERROR, __file__, 1, "fault", (), sys.exc_info())

    line = json.loads(JsonLines().format(record))

    assert line["fault"] == "ValueError"
    assert line["where"][0].startswith("test_records.py:")
    assert "geheime" not in json.dumps(line)


def test_the_log_of_a_program_goes_to_standard_error(own_log, capsys):
    set_up("WARNING")

    logging.getLogger("wiki.worker").warning("laat")
    logging.getLogger("wiki.worker").info("stil")

    (line,) = capsys.readouterr().err.splitlines()
    assert json.loads(line)["event"] == "laat"
