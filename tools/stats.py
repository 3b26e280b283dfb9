"""What `make stats` prints: how much code there is, how much of it is tests, and where the largest pieces are.

A line counts when it is neither empty nor only a comment. Vendored files and the steps of migrations are left out.
"""

import ast
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

COMMENTS = {".py": ("#",), ".css": ("/*", "*"), ".js": ("//", "/*", "*"), ".html": ("{#",)}
GROUPS = (
    ("wiki", "wiki/", ".py"),
    ("templates", "templates/", ".html"),
    ("css", "static/css/", ".css"),
    ("js", "static/js/", ".js"),
    ("tests", "tests/", ".py"),
    ("tools and bench", ("tools/", "bench/"), ".py"),
)
LEFT_OUT = ("static/vendor/", "wiki/migrations/versions/")
LARGEST = 10


def files() -> list[Path]:
    """What git knows or could know: tracked, or new and not ignored."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    return [Path(name) for name in sorted(set(names)) if not name.startswith(LEFT_OUT) and Path(name).is_file()]


def lines_of_code(path: Path) -> int:
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return sum(1 for line in lines if line and not line.startswith(COMMENTS[path.suffix]))


def functions(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            yield node.end_lineno - node.lineno + 1, f"{path}:{node.lineno} {node.name}"


def largest(rows: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
    return sorted(rows, reverse=True)[:LARGEST]


def table(heading: str, rows: Iterable[tuple[int, str]]) -> None:
    print(f"\n{heading}")
    for number, name in rows:
        print(f"{number:>7}  {name}")


def main() -> None:
    known = files()
    groups = [
        (name, [path for path in known if path.suffix == suffix and str(path).startswith(under)])
        for name, under, suffix in GROUPS
    ]
    totals = {name: sum(map(lines_of_code, paths)) for name, paths in groups}
    table("Lines of code", ((totals[name], f"{name} ({len(paths)} files)") for name, paths in groups))
    print(f"\n{totals['tests'] / max(1, totals['wiki']):>7.2f}  lines of test for each line of wiki/")
    code = dict(groups)["wiki"]
    table("Largest functions of wiki/", largest(row for path in code for row in functions(path)))
    table("Largest files of wiki/", largest((lines_of_code(path), str(path)) for path in code))


if __name__ == "__main__":
    main()
