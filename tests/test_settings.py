"""A broken setting stops the program with one line that names it."""

import sys

import pytest

from wiki.errors import SettingsError
from wiki.settings import Settings, load

SECRET = "s" * 32
SOUND = {"WIKI_SECRET_KEY": SECRET, "WIKI_TRUSTED_HOSTS": "wiki.example"}

# In the environment of a production wiki that is sound otherwise; the name that the line must hold.
BROKEN_ENVIRONMENT = [
    ({"WIKI_SECRET_KEY": ""}, "secret_key"),
    ({"WIKI_SECRET_KEY": "s" * 31}, "secret_key"),
    ({"WIKI_TRUSTED_HOSTS": " , "}, "trusted_hosts"),
    ({"WIKI_RATE_LIMITS": "false"}, "rate_limits"),
    ({"WIKI_RATE_LIMITS": "maybe"}, "rate_limits"),
    ({"WIKI_MODE": "holiday"}, "mode"),
    ({"WIKI_DEFAULT_LOCALE": "fy"}, "default_locale"),
    ({"WIKI_LOG_LEVEL": "loud"}, "log_level"),
    ({"WIKI_PORT": "http"}, "port"),
    ({"WIKI_PORT": "--5"}, "port"),
    ({"WIKI_PORT": ""}, "port"),
    ({"WIKI_PORT": "0"}, "port"),
    ({"WIKI_PORT": "65536"}, "port"),
    ({"WIKI_PROXIES": "6"}, "proxies"),
    ({"WIKI_PROXIES": "-1"}, "proxies"),
    ({"WIKI_WEB_WORKERS": "0"}, "web_workers"),
    ({"WIKI_BIN_DAYS": "0"}, "bin_days"),
    ({"WIKI_SMALL_CHANGES_AFTER": "-1"}, "small_changes_after"),
    ({"WIKI_LATE_AFTER_DAYS": "0"}, "late_after_days"),
    ({"WIKI_ESCALATE_AFTER_DAYS": "0"}, "escalate_after_days"),
    ({"WIKI_SESSION_IDLE_MINUTES": "-3"}, "session_idle_minutes"),
    ({"WIKI_MAX_REQUEST_KB": "0"}, "max_request_kb"),
    ({"WIKI_REVIEW_NOTICE_DAYS": "0"}, "review_notice_days"),
    ({"WIKI_ARCHIVE_AFTER_DAYS": "-1"}, "archive_after_days"),
    ({"WIKI_HIDE_AFTER_REPORTS": "0"}, "hide_after_reports"),
    ({"WIKI_ACCESSIBILITY_CONTACT": "the desk"}, "accessibility_contact"),
    ({"WIKI_ACCESSIBILITY_CONTACT": "javascript:alert(1)"}, "accessibility_contact"),
    ({"WIKI_ACCESSIBILITY_STATUS": "E"}, "accessibility_status"),
    ({"WIKI_ACCESSIBILITY_STATUS": "AB"}, "accessibility_status"),
    ({"WIKI_ACCESSIBILITY_STATUS": "A"}, "accessibility_report"),
    ({"WIKI_ACCESSIBILITY_REPORT": "report.pdf"}, "accessibility_report"),
    ({"WIKI_ACCESSIBILITY_DATE": "31-12-2026"}, "accessibility_date"),
    ({"WIKI_DATABASE_URL": "mysql://wiki"}, "database_url"),
    ({"WIKI_DATABASE_URL": "wiki.db"}, "database_url"),
    ({"WIKI_MODE": "demo", "WIKI_HOST": "192.0.2.7"}, "host"),
    ({"WIKI_SECERT_KEY": SECRET}, "WIKI_SECERT_KEY"),
]
BROKEN_FILE = [
    ("colour = 1", "colour"),
    ('instance = "/elsewhere"', "instance"),
    ('port = "5000"', "port"),
    ("port = true", "port"),
    ("https = 1", "https"),
    ("secret_key = 12", "secret_key"),
    ('trusted_hosts = "wiki.example"', "trusted_hosts"),
    ("trusted_hosts = [1]", "trusted_hosts"),
    ("port = ", "settings.toml"),
    ("port = 5000\nport = 5001", "settings.toml"),
    (b"\xff\xfe", "settings.toml"),
]


def refusal(tmp_path, environ):
    with pytest.raises(SettingsError) as error:
        load(SOUND | environ, instance=tmp_path)
    return str(error.value)


@pytest.mark.parametrize(("environ", "name"), BROKEN_ENVIRONMENT)
def test_a_broken_variable_is_named_on_one_line(tmp_path, environ, name):
    line = refusal(tmp_path, environ)

    assert name in line
    assert "\n" not in line


@pytest.mark.parametrize(("text", "name"), BROKEN_FILE)
def test_a_broken_file_is_named_on_one_line(tmp_path, text, name):
    (tmp_path / "settings.toml").write_bytes(text if isinstance(text, bytes) else text.encode())

    line = refusal(tmp_path, {})

    assert name in line
    assert "\n" not in line


def test_a_secret_is_never_in_the_line(tmp_path):
    assert "s" * 31 not in refusal(tmp_path, {"WIKI_SECRET_KEY": "s" * 31})


def test_nothing_at_all_is_refused_because_it_means_production(tmp_path):
    with pytest.raises(SettingsError, match="secret_key"):
        load({}, instance=tmp_path)


def test_the_environment_wins_over_the_file_and_the_file_over_the_default(tmp_path):
    (tmp_path / "settings.toml").write_text('port = 5001\nhost = "0.0.0.0"\n', encoding="utf-8")

    settings = load(SOUND | {"WIKI_PORT": "5002"}, instance=tmp_path)

    assert (settings.port, settings.host, settings.web_threads) == (5002, "0.0.0.0", 4)  # noqa: S104


def test_values_are_read_as_what_they_are(tmp_path):
    environ = SOUND | {
        "WIKI_HTTPS": "0",
        "WIKI_OPTIONAL_DOMAINS": "customs, defence",
        "WIKI_SESSION_ABSOLUTE_DAYS": "3",
    }

    settings = load(environ, instance=tmp_path)

    assert (settings.https, settings.optional_domains) == (False, ("customs", "defence"))
    assert settings.session_absolute.days == 3


def test_a_list_in_the_file_is_a_list(tmp_path):
    (tmp_path / "settings.toml").write_text('optional_domains = ["customs"]\n', encoding="utf-8")

    assert load(SOUND, instance=tmp_path).optional_domains == ("customs",)


def test_the_instance_folder_comes_from_the_environment(tmp_path):
    settings = load(SOUND | {"WIKI_INSTANCE_PATH": str(tmp_path)})

    assert (settings.instance, settings.database) == (tmp_path, f"sqlite:///{tmp_path / 'wiki.db'}")


def test_outside_production_a_secret_is_made_once_for_the_owner_alone(tmp_path):
    first = load({"WIKI_MODE": "development"}, instance=tmp_path / "new")
    second = load({"WIKI_MODE": "development"}, instance=tmp_path / "new")

    path = tmp_path / "new" / "secret_key"
    assert len(first.secret_key) >= 32
    assert first.secret_key == second.secret_key
    assert path.stat().st_mode & 0o777 == 0o600


def test_tests_may_do_without_limits():
    assert Settings(mode="test", rate_limits=False).rate_limits is False


def test_the_command_ends_with_2_and_one_line(tmp_path, monkeypatch, capsys):
    from wiki.cli import main

    monkeypatch.setenv("WIKI_INSTANCE_PATH", str(tmp_path))
    monkeypatch.setenv("WIKI_MODE", "holiday")
    monkeypatch.setattr(sys, "argv", ["wiki", "db", "current"])

    with pytest.raises(SystemExit) as ended:
        main()

    assert ended.value.code == 2
    assert capsys.readouterr().err == "wiki: setting mode is not one of production, demo, development, test\n"
