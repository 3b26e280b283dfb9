"""A house style gives tokens other values and does nothing else: what it may say, and what browsers get."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.factories import InProcess
from wiki import house_style
from wiki.app import create_app
from wiki.errors import SettingsError
from wiki.settings import Settings

ROOT = Path(__file__).parent.parent
SOUND = """/* Veiligheidsregio */
:root {
  --pw-accent: light-dark(#5b2a86, #d9b8f5);
  --pw-radius-m: 0;
  --utrecht-button-font-weight: 700;
}
"""


@pytest.fixture
def written(tmp_path):
    def write(css):
        path = tmp_path / "house.css"
        path.write_bytes(css if isinstance(css, bytes) else css.encode())
        return path

    return write


def refusal(path):
    with pytest.raises(SettingsError) as error:
        house_style.read(path)
    assert "\n" not in str(error.value)
    return str(error.value)


def test_what_is_served_holds_the_tokens_and_no_other_word(written):
    style = house_style.read(written(SOUND))

    assert style.css == (
        '@layer tokens{@media not (prefers-contrast: more){:root:not([data-contrast="more"]){'
        "--pw-accent:light-dark(#5b2a86, #d9b8f5);--pw-radius-m:0;--utrecht-button-font-weight:700;}}}\n"
    )
    assert len(style.hash) == 12


@pytest.mark.parametrize(
    ("css", "said"),
    [
        ("body { --pw-accent: #000000 }", ":root only, not in 'body'"),
        ("@import 'https://elsewhere.example/x.css';", ":root only, not in"),
        ("@media print { :root { --pw-radius-m: 0 } }", ":root only"),
        (":root { --pw-radius-m: 0 } }", ":root only"),
        ('@font-face { font-family: "x" }', ":root only"),
        (":root { color: red }", "--utrecht- properties only, not 'color'"),
        (":root { --other: 1 }", "--utrecht- properties only, not '--other'"),
        (":root { --pw-accent }", "--utrecht- properties only"),
        (":root { --pw-acent: #000000 }", "--pw-acent, and there is no such token"),
        (":root { --pw-font: url(https://elsewhere.example/) }", "value that is not allowed"),
        (":root { --pw-font: URL ('x') }", "value that is not allowed"),
        (":root { --pw-font: image-set('x') }", "value that is not allowed"),
        (":root { --pw-accent: #000000 !important }", "value that is not allowed"),
        (r":root { --pw-font: \75rl(x) }", "value that is not allowed"),
        (":root { --pw-font: }", "value that is not allowed"),
        (":root { --pw-font: a<b }", "value that is not allowed"),
        (":root { --pw-accent: oklch(40% 0.1 210) /* ours; --pw-ink: #101010 }", "value that is not allowed"),
        (':root { --pw-font: "Ours; --pw-ink: #101010 }', "value that is not allowed"),
        (":root { --pw-accent: oklch(40% 0.1 210; --pw-ink: #101010 }", "value that is not allowed"),
        (":root { --pw-accent: oklch(40% 0.1 210)) }", "value that is not allowed"),
        (":root { /* }", "--utrecht- properties only"),
        (":root{}" + " " * house_style.LONGEST, "longer than"),
        (b"\xff", "cannot be read"),
    ],
)
def test_anything_else_is_refused_with_what_is_wrong(written, css, said):
    assert said in refusal(written(css))


@pytest.mark.parametrize(
    ("css", "said"),
    [
        ("--pw-accent: #ffd400", "--pw-accent on --pw-paper unreadable in the light theme: contrast 1.3"),
        ("--pw-accent: light-dark(#5b2a86, #5b2a86)", "in the dark theme"),
        ("--pw-accent: #FD0", "--pw-accent on --pw-paper unreadable in the light theme"),
        ("--pw-accent: light-dark(#528, #528)", "in the dark theme"),
        ("--pw-line-strong: #dddddd", "--pw-line-strong on --pw-paper unreadable in the light theme"),
    ],
)
def test_colours_that_cannot_be_read_are_refused(written, css, said):
    assert said in refusal(written(f":root {{ {css} }}"))


def test_colours_that_cannot_be_measured_are_for_the_organisation_to_check(written):
    assert house_style.read(written(":root { --pw-accent: oklch(40% 0.1 210) }")).tokens


def test_the_example_of_the_documentation_is_a_house_style(written):
    example = re.search(r"```css\n(.*?)```", (ROOT / "docs" / "look.md").read_text(encoding="utf-8"), re.DOTALL)

    assert "--pw-accent" in house_style.read(written(example[1])).tokens


def test_a_file_that_is_not_there_stops_the_program(tmp_path):
    with pytest.raises(SettingsError, match=r"setting house_style: .* cannot be read"):
        Settings(mode="test", instance=tmp_path, house_style="none.css")


def test_a_path_is_in_the_instance_folder_or_a_full_one(tmp_path, written):
    path = written(SOUND)

    for named in ("house.css", str(path)):
        assert Settings(mode="test", instance=tmp_path, house_style=named).house_style_file == path


@pytest.fixture
def styled(settings, written):
    written(SOUND)
    app = create_app(replace(settings, house_style="house.css"), renderer=InProcess())
    yield app.test_client()
    app.extensions["wiki"].engine.dispose()


def test_every_page_asks_for_it_after_our_own_styles(styled):
    page = styled.get("/sign-in").text
    address = re.search(r'href="(/house-style\.css\?v=[0-9a-f]{12})"', page)[1]

    assert page.index("css/site.css") < page.index(address)
    answer = styled.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "text/css")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "--pw-accent:light-dark(#5b2a86, #d9b8f5)" in answer.text


def test_an_old_address_is_not_kept(styled):
    assert styled.get("/house-style.css?v=old").headers["Cache-Control"] == "no-cache"


def test_without_one_no_page_asks_for_it(client):
    assert "house-style" not in client.get("/sign-in").text
    assert client.get("/house-style.css").status_code == 404
