"""Reads each address of the program once for a whole run: Werkzeug takes apart the rules of every app and writes
functions for them, and every test has an app of its own."""

from typing import Any

from werkzeug.routing import Rule

READ = ("_parts", "_trace", "_converters")
BUILDERS = ("_build", "_build_unknown")
_compile = Rule.compile
_compiled: dict[Any, dict[str, Any]] = {}


def compile_once(rule: Rule) -> None:
    """As the first rule with the same address was; one with defaults follows from more than its address."""
    if rule.defaults:
        _compile(rule)
        return
    address = (rule.host, rule.subdomain, rule.rule, rule.merge_slashes)
    if address not in _compiled:
        _compile(rule)
        read = {name: getattr(rule, name) for name in READ}
        _compiled[address] = read | {name: getattr(rule, name).__func__ for name in BUILDERS}
    known = _compiled[address]
    vars(rule).update({name: known[name] for name in READ})
    vars(rule).update({name: known[name].__get__(rule, None) for name in BUILDERS})
    rule.arguments.update(known["_converters"])


Rule.compile = compile_once  # type: ignore[method-assign]
