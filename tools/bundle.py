"""Join the style sheets of static/css/ into static/css/site.css, the one that every page loads.

The result is committed: a change of a component is not seen before `make vendor` or this script has run, and a test
compares the two. Style sheets of single pages (css/pages/) stay apart.
"""

import re
from pathlib import Path

CSS = Path(__file__).resolve().parent.parent / "static" / "css"


def sources() -> list[Path]:
    """Return the parts in the order in which they are joined; cascade layers decide which rule wins."""
    components = sorted((CSS / "components").glob("*.css"))
    return [
        CSS / "layers.css",
        CSS / "tokens.css",
        CSS / "base.css",
        *components,
        CSS / "utilities.css",
        CSS / "print.css",
    ]


def packed(css: str) -> str:
    """Return the style sheet without comments and indentation, one declaration a line."""
    bare = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return "\n".join(line for raw in bare.splitlines() if (line := raw.strip()))


def bundle() -> str:
    """Return what site.css should hold."""
    parts = [f"/* {path.relative_to(CSS)} */\n{packed(path.read_text(encoding='utf-8'))}\n" for path in sources()]
    return "/* Written by tools/bundle.py: change the files named below instead. */\n" + "".join(parts)


def main() -> None:
    """Write site.css."""
    (CSS / "site.css").write_text(bundle(), encoding="utf-8")
    print(f"{len(sources())} style sheets in {CSS.name}/site.css")


if __name__ == "__main__":
    main()
