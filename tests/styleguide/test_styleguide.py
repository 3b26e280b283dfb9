"""The style guide: there for who makes the wiki, and complete."""

import re
from dataclasses import replace

import pytest

from tests.factories import InProcess
from wiki import tokens
from wiki.app import create_app
from wiki.articles.lifecycle import Stage
from wiki.paths import TEMPLATES
from wiki.taxonomy.data import DOMAINS

MACROS = {
    f"{path.name}: {name}"
    for path in (TEMPLATES / "components").glob("*.html")
    for name in re.findall(r"macro ([a-z]\w*)\(", path.read_text(encoding="utf-8"))
}


@pytest.fixture
def page(client):
    return client.get("/styleguide").text


@pytest.fixture
def in_mode(settings, tmp_path):
    made = []

    def make(mode, **options):
        sound = replace(settings, mode=mode, rate_limits=True, trusted_hosts=("localhost",), **options)
        made.append(create_app(sound, renderer=InProcess()))
        return made[-1].test_client()

    yield make
    for app in made:
        app.extensions["wiki"].engine.dispose()


@pytest.mark.parametrize(("mode", "status"), [("development", 200), ("demo", 200), ("production", 404)])
def test_the_guide_is_not_there_in_production(in_mode, mode, status, monkeypatch):
    monkeypatch.setattr("wiki.accounts.passwords.require_strong_hashes", lambda: None)

    assert in_mode(mode).get("/styleguide").status_code == status


def test_every_macro_of_the_components_is_shown():
    guide = "".join(path.read_text(encoding="utf-8") for path in (TEMPLATES / "styleguide").glob("*.html"))

    shown = {
        f"{file}: {name}"
        for file, names in re.findall(r'from "components/([\w.]+)" import ([\w, ]+) %', guide)
        for name in names.split(", ")
        if re.search(rf"(?:\{{\{{|call|%\}}) ?{name}\(", guide)
    }
    assert MACROS - shown == set()


def test_every_state_and_domain_is_shown(page):
    assert all(domain.label("nl") in page for domain in DOMAINS.values())
    words = ("Concept", "In beoordeling", "Teruggezet met vragen", "Gepubliceerd", "Herziening nodig")
    assert all(word in page for word in (*words, "Tijdelijk verborgen", "In de prullenbak", "Gearchiveerd"))
    assert len(Stage) == len(words) + 3


def test_every_part_has_an_anchor_and_the_switches_stand_above(page):
    anchors = re.findall(r'<li><a href="#([a-z]+)">', page)

    assert len(anchors) == 10
    assert all(f'<h2 id="{anchor}">' in page for anchor in anchors)
    assert page.index('name="theme"') < page.index('id="colours"')


def test_every_colour_stands_there_with_its_contrast(page):
    assert "<code>--pw-heat-5</code>" in page
    assert page.count('class="pw-guide__pair"') == len(tokens.PAIRS)
    assert "te weinig" not in page
    assert "niet te meten" not in page


def test_fields_show_what_is_wrong_with_them(page):
    assert page.count("Vul dit in.") >= 2
    assert page.count('aria-invalid="true"') >= 3
    assert "data-focus" in page
    assert "js/focus.js" not in page


def test_a_house_style_is_measured_as_well(in_mode, tmp_path):
    (tmp_path / "house.css").write_text(":root { --pw-accent: rgb(20, 60, 90); --pw-radius-m: 0 }", encoding="utf-8")

    page = in_mode("development", house_style="house.css").get("/styleguide").text

    assert "niet te meten" in page
    assert '<code class="pw-soft">0</code>' in page


def test_examples_are_marked_as_dutch_in_english_too(client):
    page = client.get("/styleguide", headers={"Accept-Language": "en"}).text

    assert '<html lang="en"' in page
    assert DOMAINS["fire"].label("en") in page
    assert '<div lang="nl">' in page
