"""Compiles each address of the program once for a whole run: Werkzeug writes a function for every rule of every app,
and every test has an app of its own."""

from collections.abc import Callable
from typing import Any

from werkzeug.routing import Rule

Builder = Callable[..., tuple[str, str]]
_compile: Callable[[Rule, bool], Builder] = Rule._compile_builder
_compiled: dict[Any, Builder] = {}


def compile_once(rule: Rule, append_unknown: bool = True) -> Builder:
    """What builds the addresses of this rule; it follows from the parts alone, unless some have a default."""
    if rule.defaults:
        return _compile(rule, append_unknown)
    parts = (rule.rule, append_unknown, *rule._trace)
    if parts not in _compiled:
        _compiled[parts] = _compile(rule, append_unknown)
    return _compiled[parts]


Rule._compile_builder = compile_once  # type: ignore[method-assign]
