"""Join style sheets of static/css/ and static/vendor/, and scripts of static/js/, into the ones that pages load.

`site.css` and `site.js` are for every page, `forms.css` for those with forms or tables. Of the vendored NL Design
System components only the rules are in them that a template can match. The results are committed: a change of a
component, or a class that no template had before, is not seen before `make vendor` or this script has run, and a test
compares. Style sheets and scripts of single pages (css/pages/, js/pages/) stay apart.
"""

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.trimming import trimmed, used

CSS = Path(__file__).resolve().parent.parent / "static" / "css"
VENDOR = CSS.parent / "vendor"
TEMPLATES = CSS.parent.parent / "templates"
JS = CSS.parent / "js"
HEAD = "/* Written by tools/bundle.py: change the files named below instead. */\n"


# What no page needs that is only read.
OF_FORMS = ("account", "diff", "form", "plain", "scroll")

_COMMENT = re.compile(r"^/\*(?s:.*?)\*/\n|^[ ]*//[^\n]*\n", re.MULTILINE)
# What every page does: no static import and no export, for each becomes a block of one module.
SCRIPTS = ("device", "display", "fragment", "print", "suggest")


def sources() -> list[Path]:
    """Return the parts of site.css in the order in which they are joined; cascade layers decide which rule wins."""
    components = sorted(path for path in (CSS / "components").glob("*.css") if path.stem not in OF_FORMS)
    return [CSS / "tokens.css", CSS / "base.css", *components, CSS / "utilities.css", CSS / "print.css"]


def packed(css: str) -> str:
    """Return the style sheet without comments and indentation, one declaration a line."""
    bare = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return "\n".join(line for raw in bare.splitlines() if (line := raw.strip()))


def vendored(*names: str) -> str:
    """Return what pages of ours can match of these files of components."""
    classes = used(TEMPLATES)
    files = [VENDOR / f"nlds-{name}.css" for name in names]
    return "".join(f"/* {path.name} */\n{trimmed(path.read_text(encoding='utf-8'), classes)}" for path in files)


def joined(paths: list[Path]) -> str:
    """Return these style sheets of ours as one."""
    return "".join(f"/* {path.relative_to(CSS)} */\n{packed(path.read_text(encoding='utf-8'))}\n" for path in paths)


def site() -> str:
    """Return what site.css should hold."""
    return HEAD + joined([CSS / "layers.css"]) + vendored("reading") + joined(sources())


def forms() -> str:
    """Return what forms.css should hold."""
    return HEAD + vendored("forms", "tables") + joined([CSS / "components" / f"{name}.css" for name in OF_FORMS])


def script() -> str:
    """Return what site.js should hold."""
    texts = {name: (JS / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS}
    return HEAD + "".join(f"{{ // {name}.js\n{_COMMENT.sub('', text).strip()}\n}}\n" for name, text in texts.items())


def main() -> None:
    """Write all of them."""
    for path, content in ((CSS / "site.css", site()), (CSS / "forms.css", forms()), (JS / "site.js", script())):
        path.write_text(content, encoding="utf-8")
        print(f"{path.name}: {len(content)} bytes")


if __name__ == "__main__":
    main()
