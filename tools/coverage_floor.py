"""Fail when a rule is not tested: every line and branch of the services and policies must be covered.

Reads the JSON that coverage writes at the end of `make test`.
"""

import json
import sys
from pathlib import Path, PurePosixPath
from typing import Any

ROOMS = ("services", "policy")


def holds_rules(path: str) -> bool:
    """`wiki/articles/policy.py`, and every file of a room that became a package."""
    parts = PurePosixPath(path).with_suffix("").parts
    return parts[:1] == ("wiki",) and any(room in parts for room in ROOMS)


def gaps(report: dict[str, Any]) -> list[str]:
    """A line for each file of a room that is not covered completely, naming lines and branches."""
    rooms = {path: found for path, found in report["files"].items() if holds_rules(path)}
    return [f"{path}: {missing}" for path, found in sorted(rooms.items()) if (missing := _missing(found))]


def _missing(found: dict[str, Any]) -> str:
    lines = ", ".join(f"line {line}" for line in found["missing_lines"])
    branches = ", ".join(
        f"{start} to {'the end' if end < 0 else end}" for start, end in found.get("missing_branches", [])
    )
    return "; ".join(part for part in (lines, branches) if part)


def main(report: Path) -> None:
    found = gaps(json.loads(report.read_text(encoding="utf-8")))
    if found:
        sys.exit("Services and policies must be covered completely:\n  " + "\n  ".join(found))
    print("Services and policies are covered completely, branches included.")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
