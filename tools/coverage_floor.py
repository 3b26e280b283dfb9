"""Fail when a rule is not tested: every line and branch of the services and policies must be covered.

Reads the JSON that coverage writes at the end of `make test`.
"""

import ast
import json
import sys
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import Any

ROOMS = ("services", "policy")


def holds_rules(path: str) -> bool:
    """`wiki/articles/policy.py`, and every file of a room that became a package."""
    parts = PurePosixPath(path).with_suffix("").parts
    return parts[:1] == ("wiki",) and any(room in parts for room in ROOMS)


def gaps(report: dict[str, Any], there: Iterable[str]) -> list[str]:
    """A line for each file of a room that is not covered completely, naming lines and branches; `there` are the files
    of the program, for one that no test imports is not in the report."""
    rooms = {path: found for path, found in report["files"].items() if holds_rules(path)}
    unseen = [f"{path}: all of it" for path in sorted(there) if holds_rules(path) and path not in rooms]
    return unseen + [f"{path}: {missing}" for path, found in sorted(rooms.items()) if (missing := _missing(found))]


def _missing(found: dict[str, Any]) -> str:
    """Lines that never ran, then branches never taken from lines that did."""
    lines = found["missing_lines"]
    untaken = [(start, end) for start, end in found.get("missing_branches", []) if start not in lines]
    parts = [f"line {line}" for line in _ranges(lines)]
    parts += [f"{start} to {'the end' if end < 0 else end}" for start, end in untaken]
    return ", ".join(parts)


def _ranges(lines: list[int]) -> list[str]:
    """[1, 2, 3, 7] is 1-3 and 7."""
    runs = groupby(enumerate(lines), key=lambda pair: pair[1] - pair[0])
    ends = [[line for _, line in run] for _, run in runs]
    return [f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in ends]


def _has_code(path: Path) -> bool:
    """Whether there is more in it than a docstring."""
    return any(not isinstance(each, ast.Expr) for each in ast.parse(path.read_text(encoding="utf-8")).body)


def main(report: Path) -> None:
    there = [path.as_posix() for path in Path("wiki").rglob("*.py") if _has_code(path)]
    found = gaps(json.loads(report.read_text(encoding="utf-8")), there)
    if found:
        sys.exit("Services and policies must be covered completely:\n  " + "\n  ".join(found))
    print("Services and policies are covered completely, branches included.")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
