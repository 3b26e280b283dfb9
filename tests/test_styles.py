"""The joined style sheets are those of today, and hold of the vendored ones what a page of ours can match."""

import re
from pathlib import Path

import pytest

from tools import bundle, trimming

NAMES = frozenset(("utrecht-a", "utrecht-a--x", "utrecht-b--"))


@pytest.mark.parametrize(
    ("path", "made"),
    [
        (bundle.CSS / "site.css", bundle.site),
        (bundle.CSS / "forms.css", bundle.forms),
        (bundle.JS / "site.js", bundle.script),
    ],
)
def test_what_pages_load_is_made_of_its_parts(path, made):
    assert path.read_text(encoding="utf-8") == made(), "run tools/bundle.py"


def test_scripts_of_every_page_can_be_blocks_of_one_module():
    parts = [(bundle.JS / f"{name}.js").read_text(encoding="utf-8") for name in bundle.SCRIPTS]

    assert [part for part in parts if re.search(r"^(import\b|export\b)", part, re.MULTILINE)] == []


@pytest.mark.parametrize(
    ("css", "kept"),
    [
        (".utrecht-a{b:c}", ".utrecht-a{b:c}"),
        (".utrecht-no{b:c}", ""),
        (".utrecht-a--no,.utrecht-a--x:hover{b:c}", ".utrecht-a--x:hover{b:c}"),
        (".utrecht-a.utrecht-no{b:c}", ""),
        (".utrecht-a:not(.utrecht-no,.utrecht-a--no){b:c}", ".utrecht-a:not(.utrecht-no,.utrecht-a--no){b:c}"),
        (".utrecht-b--anything{b:c}.utrecht-b{b:c}", ".utrecht-b--anything{b:c}"),
        ("a[b='c,d'],.utrecht-no{b:c}", "a[b='c,d']{b:c}"),
        ("@media print{.utrecht-no{b:c}}", ""),
        ("@media print{.utrecht-no{b:c}.utrecht-a{b:c}}", "@media print{.utrecht-a{b:c}}"),
        ("@layer a, b;@layer a{/* x */}", "@layer a, b;"),
        ("@font-face{src:url(a)}", "@font-face{src:url(a)}"),
        ("/* licence */\n.utrecht-no{b:c}\n", "/* licence */\n"),
    ],
)
def test_only_dead_rules_and_selectors_are_left_out(css, kept):
    assert trimming.trimmed(css, NAMES) == kept


@pytest.mark.parametrize("css", ["a{b:c", "a{b:c}}", "}"])
def test_what_is_no_style_sheet_is_refused(css):
    with pytest.raises(ValueError, match=r"brace|style sheet"):
        trimming.trimmed(css, NAMES)


def test_names_are_those_of_the_templates(tmp_path: Path):
    (tmp_path / "a.html").write_text('<p class="utrecht-a {{ x }}"><i class="utrecht-a--x pw-y">', encoding="utf-8")

    assert trimming.used(tmp_path) == {"utrecht-a", "utrecht-a--x"}


def test_no_template_puts_a_class_together():
    """A name that ends in a hyphen keeps everything that begins like it."""
    assert [name for name in trimming.used(bundle.TEMPLATES) if name.endswith("-")] == []


def test_the_licence_of_what_is_joined_goes_with_it():
    assert "@license EUPL-1.2" in bundle.site()
    assert "@license EUPL-1.2" in bundle.forms()
