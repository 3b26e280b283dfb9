"""Rules about imports that are finer than floors and rooms."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# Who is behind a role name is read where rights are decided and where an authorship is made, and nowhere else.
MAY_KNOW_AUTHORS = {
    "wiki/articles/models/__init__.py",
    "wiki/articles/models/authors.py",
    "wiki/articles/policy/people.py",
    "wiki/articles/policy/steps.py",
    "wiki/articles/services/byline.py",
    "wiki/articles/services/coauthors.py",
    "wiki/articles/services/editing.py",
    "wiki/articles/services/holding.py",
    "wiki/articles/services/telling.py",
}
SEALED = ("AuthorSeal", "author_seal")


def modules():
    return sorted((ROOT / "wiki").rglob("*.py"))


def names_in(path):
    """Every identifier and every text of a module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.alias):
            yield node.name
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_only_rights_and_services_know_who_is_behind_a_role_name():
    knowing = {
        str(path.relative_to(ROOT))
        for path in modules()
        if "migrations" not in path.parts and set(SEALED) & set(names_in(path))
    }

    assert knowing == MAY_KNOW_AUTHORS


@pytest.mark.parametrize("room", ["queries", "policy", "models", "services"])
def test_no_rule_looks_at_the_clock(room):
    found = [path for path in modules() if room in path.parts or path.stem == room]

    asking = [str(path) for path in found if {"now", "today", "utcnow"} & set(calls_in(path))]
    assert asking == []


def calls_in(path):
    """The names of the functions that a module calls."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def test_templates_trust_no_text_but_that_of_the_markup_module():
    trusting = {path.name for path in (ROOT / "templates").rglob("*.html") if "|safe" in path.read_text("utf-8")}

    assert trusting == set()
