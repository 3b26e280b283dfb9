"""The settings of a new instance: written once, for the owner alone, and good to start with."""

import pytest

from wiki.errors import SettingsError
from wiki.instance import prepare_demo, prepare_instance
from wiki.settings import load


@pytest.fixture
def instance(tmp_path, monkeypatch):
    monkeypatch.setenv("WIKI_INSTANCE_PATH", str(tmp_path / "instance"))
    return tmp_path / "instance"


def unasked():
    raise AssertionError("nobody is to be asked")


def test_a_new_instance_is_production_with_a_secret_of_its_own(instance):
    made = prepare_instance(["wiki.example", "wiki.intern"], ask=unasked)

    settings = load({}, instance=instance)
    assert made
    assert (settings.mode, settings.trusted_hosts) == ("production", ("wiki.example", "wiki.intern"))
    assert len(settings.secret_key) >= 32


def test_the_host_is_asked_for_when_it_is_not_given(instance):
    prepare_instance(None, ask=lambda: "wiki.example")

    assert load({}, instance=instance).trusted_hosts == ("wiki.example",)


@pytest.mark.parametrize("host", ["", 'x"]\nmode = "test"', "https://wiki.example", "a b", "a\\b"])
def test_what_is_no_host_name_writes_nothing(instance, host):
    with pytest.raises(SettingsError, match="trusted_hosts"):
        prepare_instance([host], ask=unasked)

    assert not (instance / "settings.toml").exists()


def test_a_demonstration_starts_without_questions(instance):
    assert prepare_demo()

    settings = load({}, instance=instance)
    assert (settings.is_demo, settings.https) == (True, False)


@pytest.mark.parametrize("prepare", [prepare_demo, lambda: prepare_instance(["wiki.example"], ask=unasked)])
def test_settings_that_are_there_stay(instance, prepare):
    instance.mkdir()
    (instance / "settings.toml").write_text("# mine\n", encoding="utf-8")

    assert prepare() is False
    assert (instance / "settings.toml").read_text(encoding="utf-8") == "# mine\n"


def test_the_file_is_for_the_owner_alone(instance):
    prepare_demo()

    assert (instance / "settings.toml").stat().st_mode & 0o777 == 0o600
    assert instance.stat().st_mode & 0o777 == 0o700
