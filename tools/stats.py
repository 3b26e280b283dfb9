"""What `make stats` prints: how much code there is, how much of it is tests, and where the largest pieces are.

A line counts when it is neither empty nor only a comment. Vendored files and the steps of migrations are left out.
"""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

COMMENTS = {".py": ("#",), ".css": ("/*", "*"), ".js": ("//", "/*", "*"), ".html": ("{#",)}
GROUPS = (
    ("wiki", ("wiki",), ".py"),
    ("templates", ("templates",), ".html"),
    ("css", ("static/css",), ".css"),
    ("js", ("static/js",), ".js"),
    ("tests", ("tests",), ".py"),
    ("tools and bench", ("tools", "bench"), ".py"),
)
# Written by `make vendor` from the others, or a step that is never changed again.
LEFT_OUT = ("static/css/site.css", "static/css/forms.css", "static/js/site.js", "wiki/migrations/versions")
LARGEST = 10


def files(folders: Iterable[str], suffix: str) -> list[Path]:
    found = (path for folder in folders for path in Path(folder).rglob(f"*{suffix}"))
    return sorted(path for path in found if not str(path).startswith(LEFT_OUT))


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
    groups = {name: files(folders, suffix) for name, folders, suffix in GROUPS}
    totals = {name: sum(map(lines_of_code, paths)) for name, paths in groups.items()}
    table("Lines of code", ((totals[name], f"{name} ({len(paths)} files)") for name, paths in groups.items()))
    print(f"\n{totals['tests'] / max(1, totals['wiki']):>7.2f}  lines of test for each line of wiki/")
    code = groups["wiki"]
    table("Largest functions of wiki/", largest(row for path in code for row in functions(path)))
    table("Largest files of wiki/", largest((lines_of_code(path), str(path)) for path in code))


if __name__ == "__main__":
    main()
